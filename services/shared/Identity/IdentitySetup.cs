using System.Globalization;
using System.Security.Claims;
using Alliance.Shared.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.Shared.Identity;

/// <summary>
/// Who calls: two schemes over the same keys, one for each audience. A person's token is read on every route but those marked
/// <see cref="Access.Internal"/>; a service's token on those alone.
/// </summary>
internal static partial class IdentitySetup
{
    private const string InternalScheme = "service";

    /// <summary>Seconds; the keys come with the next try after accounts is there.</summary>
    private const int RetryAfter = 1;

    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var settings = builder.AddSettings<IdentitySettings>("Identity");
        builder.MustBeSafe("Identity:Issuer", settings.Issuer);
        builder.MustBeSafe("Identity:Metadata", settings.Metadata);

        builder.Services.AddSingleton<IssuerKeys>();
        builder.Services.AddHostedService<LoadKeys>();
        builder.Services.AddHealthChecks().AddCheck<KeysCheck>("keys", tags: ["ready"]);
        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
            .AddJwtBearer(o => o.Events = Events(IsForPeople, ReadPerson))
            .AddJwtBearer(InternalScheme, o => o.Events = Events(_ => true, ReadService));
        foreach (var (scheme, audience) in ((string, string)[])[(JwtBearerDefaults.AuthenticationScheme, IdentitySettings.Audience), (InternalScheme, IdentitySettings.InternalAudience)])
        {
            builder.Services.AddOptions<JwtBearerOptions>(scheme).Configure<IssuerKeys>((o, keys) => Check(o, keys, settings.Issuer, audience));
        }
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Access.Internal, policy => policy.AddAuthenticationSchemes(InternalScheme).RequireAuthenticatedUser())
            .AddPolicy(Access.Anybody, policy => policy.RequireAssertion(given =>
                given.User.Identity?.IsAuthenticated == true || (given.Resource is HttpContext { Request.Headers.Authorization.Count: 0 } http && !http.Items.ContainsKey(Access.Dropped))))
            // Whatever does not say AllowAnonymous needs a person.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static void Check(JwtBearerOptions o, IssuerKeys keys, string issuer, string audience)
    {
        o.MapInboundClaims = false;
        // What was wrong with a token is for the log.
        o.IncludeErrorDetails = false;
        o.ConfigurationManager = keys.Configuration;
        o.TokenValidationParameters = new TokenValidationParameters
        {
            ValidIssuer = issuer,
            ValidAudience = audience,
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            ClockSkew = TimeSpan.FromSeconds(10),
            NameClaimType = "sub",
        };
    }

    /// <param name="isFor">Whether a token of this kind is read on the route at all.</param>
    /// <param name="read">What is wrong with the token's content; null = nothing, and the caller is known from here on.</param>
    private static JwtBearerEvents Events(Func<HttpContext, bool> isFor, Func<HttpContext, ClaimsPrincipal, string?> read) => new()
    {
        OnMessageReceived = context =>
        {
            if (!isFor(context.HttpContext) || !KeysOf(context.HttpContext).Loaded) context.NoResult();
            return Task.CompletedTask;
        },
        OnTokenValidated = context =>
        {
            if (read(context.HttpContext, context.Principal!) is { } reason)
            {
                context.Fail(reason);
                Refused(context, reason);
            }
            return Task.CompletedTask;
        },
        OnAuthenticationFailed = context =>
        {
            Refused(context, context.Exception.GetType().Name);
            return Task.CompletedTask;
        },
        OnForbidden = context =>
        {
            var caller = Caller.Of(context.HttpContext);
            Log(context.HttpContext).Denied(caller?.PersonId, caller?.ViaClient, context.Request.Method, context.HttpContext.GetEndpoint()?.DisplayName);
            return Task.CompletedTask;
        },
        OnChallenge = context =>
        {
            // The token may be good; who would be told it is not would sign in again, in vain.
            if (KeysOf(context.HttpContext).Loaded) return Task.CompletedTask;
            context.HandleResponse();
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            context.Response.Headers.RetryAfter = RetryAfter.ToString(CultureInfo.InvariantCulture);
            return Task.CompletedTask;
        },
    };

    private static bool IsForPeople(HttpContext http) => http.GetEndpoint()?.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == Access.Internal) != true;

    private static string? ReadPerson(HttpContext http, ClaimsPrincipal principal)
    {
        if (Caller.From(principal) is not { } caller) return "no-person";
        if (http.RequestServices.GetService<EndedPeople>() is { } ended && ended.Refuses(caller)) return "ended";
        http.Items[typeof(Caller)] = caller;
        return null;
    }

    /// <summary>A person's id as the subject of a service token would be a fault of accounts; it opens nothing here.</summary>
    private static string? ReadService(HttpContext http, ClaimsPrincipal principal) =>
        principal.FindFirstValue("sub")?.StartsWith("service-", StringComparison.Ordinal) == true ? null : "no-service";

    private static void Refused(ResultContext<JwtBearerOptions> context, string reason) =>
        Log(context.HttpContext).TokenRefused(reason, context.Request.Method, context.HttpContext.GetEndpoint()?.DisplayName);

    private static IssuerKeys KeysOf(HttpContext http) => http.RequestServices.GetRequiredService<IssuerKeys>();

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Alliance.Identity");

    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "Denied: person {PersonId} via {ClientId}, {Method} {Endpoint}")]
    private static partial void Denied(this ILogger logger, Guid? personId, string? clientId, string method, string? endpoint);

    [LoggerMessage(EventId = 101, Level = LogLevel.Warning, Message = "Token refused: {Reason}, {Method} {Endpoint}")]
    private static partial void TokenRefused(this ILogger logger, string reason, string method, string? endpoint);
}
