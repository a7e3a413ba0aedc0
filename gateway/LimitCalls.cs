using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Alliance.Gateway.KeepingSessions;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;

namespace Alliance.Gateway;

/// <summary>How often and how much. Rates are token buckets: a burst at once, then so many a second.</summary>
internal sealed class LimitSettings : ICheckedSettings
{
    /// <summary>Calls of one person (of one address while there is no person), a second, and at once.</summary>
    public int CallsPerSecond { get; init; } = 20;
    public int CallsAtOnce { get; init; } = 100;

    /// <summary>Anonymous routes (code lists, description, reference) by address: an office behind one address loads several lists a page.</summary>
    public int OpenCallsPerSecond { get; init; } = 50;
    public int OpenCallsAtOnce { get; init; } = 500;

    /// <summary>Health by address; each call asks every service.</summary>
    public int HealthCallsPerSecond { get; init; } = 10;
    public int HealthCallsAtOnce { get; init; } = 50;

    /// <summary>
    /// Attempts to sign in or to get a token, by address: an office behind one address signs in at nine o'clock; who guesses passwords does so all day.
    /// </summary>
    public int AttemptsPerMinute { get; init; } = 30;
    public int AttemptsAtOnce { get; init; } = 30;

    /// <summary>Streams open at a time: tabs of one person, and all of this process (each holds two connections).</summary>
    public int StreamsPerPerson { get; init; } = 10;
    public int Streams { get; init; } = 5000;

    /// <summary>Files under way at a time of one person; one chosen on a page passes this process twice.</summary>
    public int UploadsPerPerson { get; init; } = 6;

    /// <summary>All request headers together, bytes. Tokens of a person with 50 memberships take about 4 KB.</summary>
    public int HeaderBytes { get; init; } = 16 * 1024;

    public IEnumerable<string> Faults()
    {
        (string Key, int Value, int Least)[] all =
        [
            (nameof(CallsPerSecond), CallsPerSecond, 1), (nameof(CallsAtOnce), CallsAtOnce, 1),
            (nameof(OpenCallsPerSecond), OpenCallsPerSecond, 1), (nameof(OpenCallsAtOnce), OpenCallsAtOnce, 1),
            (nameof(HealthCallsPerSecond), HealthCallsPerSecond, 1), (nameof(HealthCallsAtOnce), HealthCallsAtOnce, 1),
            (nameof(AttemptsPerMinute), AttemptsPerMinute, 1), (nameof(AttemptsAtOnce), AttemptsAtOnce, 1), (nameof(StreamsPerPerson), StreamsPerPerson, 1), (nameof(Streams), Streams, 1), (nameof(UploadsPerPerson), UploadsPerPerson, 1), (nameof(HeaderBytes), HeaderBytes, 4096),
        ];
        return all.Where(s => s.Value < s.Least).Select(s => $"Limits:{s.Key} is {s.Value}; give at least {s.Least}");
    }
}

/// <summary>
/// Who may call how often. Each class of calls has buckets of its own, so that none starves another. Fails closed: a caller who cannot be told apart
/// shares one bucket with all such, and a limiter that throws ends the call before it is forwarded.
/// </summary>
internal static class LimitCalls
{
    /// <summary>Named by a route's <c>RateLimiterPolicy</c> in appsettings.json.</summary>
    public const string StreamPolicy = "streams";

    /// <summary>Likewise. Of these routes each call that is no reading (and of <c>/sign-in</c> each call) is an attempt.</summary>
    public const string AttemptPolicy = "attempts";

    /// <summary>Likewise, for routes that take a file: bodies of this size are few at a time, however slowly they come.</summary>
    public const string UploadPolicy = "uploads";

    public static void AddLimits(this WebApplicationBuilder builder)
    {
        var limits = builder.AddSettings<LimitSettings>("Limits");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestHeadersTotalSize = limits.HeaderBytes;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                PartitionedRateLimiter.Create<HttpContext, string>(http => Rate(http, limits)),
                PartitionedRateLimiter.Create<HttpContext, string>(http => http.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>()?.PolicyName == StreamPolicy
                    ? Concurrency("all", limits.Streams)
                    : RateLimitPartition.GetNoLimiter("none")));
            limiter.AddPolicy(AttemptPolicy, http => IsAttempt(http)
                ? Bucket($"attempt {http.GetEndpoint()?.DisplayName} {AddressOf(http)}", 1, limits.AttemptsAtOnce, TimeSpan.FromMinutes(1) / limits.AttemptsPerMinute)
                : RateLimitPartition.GetNoLimiter("none"));
            limiter.AddPolicy(StreamPolicy, http => Concurrency(CallerOf(http), limits.StreamsPerPerson));
            limiter.AddPolicy(UploadPolicy, http => HttpMethods.IsPost(http.Request.Method) ? Concurrency(CallerOf(http), limits.UploadsPerPerson) : RateLimitPartition.GetNoLimiter("none"));
            limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limiter.OnRejected = static (rejected, _) =>
            {
                // A place among the streams has no time at which it becomes free: half a minute is what a browser may wait.
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var known) ? known : TimeSpan.FromSeconds(30);
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
    }

    private static RateLimitPartition<string> Rate(HttpContext http, LimitSettings limits)
    {
        if (http.Request.Path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase))
        {
            return Bucket("health " + AddressOf(http), limits.HealthCallsPerSecond, limits.HealthCallsAtOnce);
        }
        // Who is signed in has a share of their own, however many are behind one address.
        if (SessionHandler.Of(http) is not null) return Bucket("page " + CallerOf(http), limits.CallsPerSecond, limits.CallsAtOnce);
        return IsOpen(http)
            ? Bucket("open " + AddressOf(http), limits.OpenCallsPerSecond, limits.OpenCallsAtOnce)
            : Bucket(CallerOf(http), limits.CallsPerSecond, limits.CallsAtOnce);
    }

    /// <summary>Needs nobody to be known; who shows who they are has a share of their own.</summary>
    private static bool IsOpen(HttpContext http) => http.GetEndpoint()?.Metadata is { } metadata
        && (metadata.GetMetadata<IAllowAnonymous>() is not null
            || (Caller.Of(http) is null && http.Request.Headers.Authorization.Count == 0 && metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == Access.Anybody)));

    internal static string CallerOf(HttpContext http) => Caller.Of(http) is { } caller ? "person " + caller.PersonId : "address " + AddressOf(http);

    /// <summary>IPv6 by its /64: that is what one subscriber is given, and within it addresses are free to change.</summary>
    internal static string AddressOf(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? new IPAddress([.. address.GetAddressBytes().AsSpan(0, 8), .. new byte[8]]).ToString()
            : address.ToString();
    }

    private static bool IsAttempt(HttpContext http) => HttpMethods.IsPost(http.Request.Method) || http.Request.Path.StartsWithSegments("/sign-in", StringComparison.OrdinalIgnoreCase);

    private static RateLimitPartition<string> Bucket(string key, int perPeriod, int atOnce, TimeSpan? period = null) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new()
    {
        TokenLimit = atOnce,
        TokensPerPeriod = perPeriod,
        ReplenishmentPeriod = period ?? TimeSpan.FromSeconds(1),
        QueueLimit = 0,
    });

    private static RateLimitPartition<string> Concurrency(string key, int permits) =>
        RateLimitPartition.GetConcurrencyLimiter(key, _ => new() { PermitLimit = permits, QueueLimit = 0 });
}
