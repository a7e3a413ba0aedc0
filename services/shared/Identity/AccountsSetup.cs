using Alliance.Contracts;
using Alliance.Shared.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Refit;

namespace Alliance.Shared.Identity;

/// <summary>How a service asks accounts, in its own name.</summary>
public sealed class AccountsSettings : ICheckedSettings
{
    /// <summary>Within the platform, not the public one.</summary>
    public string Address { get; init; } = "";

    /// <summary><c>service-requests</c> …</summary>
    public string ClientId { get; init; } = "";

    public string ClientSecret { get; init; } = "";

    public IEnumerable<string> Faults()
    {
        if (!Addresses.IsHttp(Address)) yield return "Accounts:Address is missing or no address; give accounts' own, like https://accounts.internal/";
        if (ClientId.Length == 0) yield return "Accounts:ClientId is missing; give the service's client, like service-requests";
        if (ClientSecret.Length == 0) yield return "Accounts:ClientSecret is missing; give the secret accounts knows of this service";
    }
}

public static class AccountsSetup
{
    /// <summary>The client that gets service tokens; apart from the one that carries them.</summary>
    internal const string TokenClient = "accounts-token";

    internal static void AddAccounts(this WebApplicationBuilder builder)
    {
        var settings = builder.AddSettings<AccountsSettings>("Accounts");
        builder.MustBeSafe("Accounts:Address", settings.Address);
        builder.Services.AddSingleton<ServiceToken>().AddTransient<CarryServiceToken>();
        builder.Services.AddHttpClient(TokenClient, Reach).AddStandardResilienceHandler(Patience);
        var accounts = builder.Services.AddRefitGeneratedClient<IAccounts>().ConfigureHttpClient(Reach);
        accounts.AddStandardResilienceHandler(Patience);
        // Inside the retries: a repeat carries a token that is good then.
        accounts.AddHttpMessageHandler<CarryServiceToken>();

        builder.Services.AddSingleton<People>();
        builder.Services.AddSingleton<EndedPeople>().AddSingleton(s => new AskEnded(
            s.GetRequiredService<IAccounts>(), s.GetRequiredService<EndedPeople>(), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<AskEnded>>()));
        builder.Services.AddHostedService(s => s.GetRequiredService<AskEnded>());

        void Reach(HttpClient http)
        {
            if (Uri.TryCreate(settings.Address, UriKind.Absolute, out var address)) http.BaseAddress = address;
            http.MaxResponseContentBufferSize = 4 * 1024 * 1024;
        }
    }

    /// <summary>A client of another service's internal routes, in this service's own name.</summary>
    /// <param name="setting">Where its address stands. Of one kind of client there can be several, each of another service: all of them are asked for as a list.</param>
    public static void AddInternalClient<T>(this WebApplicationBuilder builder, string setting) where T : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        var given = builder.Configuration[setting] ?? "";
        if (!Addresses.IsHttp(given)) builder.AddSettingsFault($"{setting} is missing or no address; give the service's own, like https://experts.internal/");
        builder.MustBeSafe(setting, given);
        var client = builder.Services.AddRefitGeneratedClient<T>((RefitSettings?)null, $"{typeof(T).Name} {setting}").ConfigureHttpClient(http =>
        {
            if (Uri.TryCreate(given, UriKind.Absolute, out var address)) http.BaseAddress = address;
        });
        client.AddStandardResilienceHandler(o =>
        {
            Patience(o);
            o.Retry.DisableForUnsafeHttpMethods();
        });
        client.AddHttpMessageHandler<CarryServiceToken>();
    }

    /// <summary>Somebody waits for a name on a page meanwhile: accounts is given little time, and what can do without goes on without.</summary>
    private static void Patience(HttpStandardResilienceOptions o)
    {
        o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(1.5);
        o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(4);
        o.Retry.MaxRetryAttempts = 2;
        o.Retry.Delay = TimeSpan.FromMilliseconds(100);
        // While accounts is away most calls are refused here, so that pages do not wait for it one after the other.
        o.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(10);
        o.CircuitBreaker.MinimumThroughput = 10;
        o.CircuitBreaker.FailureRatio = 0.5;
        o.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(2);
    }
}
