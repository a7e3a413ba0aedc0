using System.Net.Http.Headers;
using Alliance.Contracts;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.Extensions.Http.Resilience;
using Refit;

namespace Alliance.Portal.Calling;

/// <summary>The platform's own routes, called like any client would, for the person whose page it is.</summary>
internal static class CallingSetup
{
    /// <summary>A client for what everybody may read; no token goes along, whoever looks at the page.</summary>
    public const string Anonymous = "anonymous";

    public static void AddCalls(this WebApplicationBuilder builder)
    {
        var api = builder.Configuration.GetSection("Portal").Get<PortalSettings>()?.Api;
        builder.Services.AddTransient<CarryCaller>();
        ForCaller<IRequestsApi>();
        ForCaller<IExpertsApi>();
        ForCaller<ICalendarApi>();
        ForCaller<INoticesApi>();
        ForCaller<IOrganisationsApi>();
        ForCaller<IPeopleApi>();
        ForCaller<IMeApi>();
        builder.Services.AddRefitGeneratedClient<IPublicApi>().ConfigureHttpClient(Reach).AddStandardResilienceHandler(Patience);
        builder.Services.AddRefitGeneratedClient<IUnreadApi>().ConfigureHttpClient(Reach).AddHttpMessageHandler<CarryCaller>();
        // A large file on a slow line: as long as the gateway lets it take, and never twice by itself.
        builder.Services.AddHttpClient<Files>("Alliance.Portal.Calling.Files", http =>
        {
            Reach(http);
            http.Timeout = TimeSpan.FromMinutes(15);
        }).AddHttpMessageHandler<CarryCaller>();
        builder.AddInternalClient<ILinks>("Links:Experts");
        builder.AddInternalClient<ILinks>("Links:Requests");
        builder.AddInternalClient<ICalendars>("Links:Experts");
        builder.Services.AddTransient<LinkOwners>();
        builder.Services.AddSingleton<Codes>().AddSingleton<Names>().AddSingleton<Unread>().AddScoped<LoadUnread>().AddTransient<Coordinators>();

        void ForCaller<T>() where T : class
        {
            var client = builder.Services.AddRefitGeneratedClient<T>().ConfigureHttpClient(Reach);
            client.AddStandardResilienceHandler(Patience);
            client.AddHttpMessageHandler<CarryCaller>();
        }

        void Reach(HttpClient http)
        {
            if (Uri.TryCreate(api, UriKind.Absolute, out var address)) http.BaseAddress = address;
            http.MaxResponseContentBufferSize = 8 * 1024 * 1024;
        }
    }

    /// <summary>A person waits: an attempt gets little time, and only what changes nothing is tried again.</summary>
    private static void Patience(HttpStandardResilienceOptions o)
    {
        o.AttemptTimeout.Timeout = TimeSpan.FromSeconds(10);
        o.TotalRequestTimeout.Timeout = TimeSpan.FromSeconds(20);
        o.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(20);
        o.CircuitBreaker.MinimumThroughput = 50;
        // Together about two seconds. What the gateway says of when to come back is for programs: a person would look at nothing for ten.
        o.Retry.MaxRetryAttempts = 3;
        o.Retry.Delay = TimeSpan.FromMilliseconds(300);
        o.Retry.ShouldRetryAfterHeader = false;
        o.Retry.DisableForUnsafeHttpMethods();
    }
}

/// <summary>The page's own token and language go along with each call it makes.</summary>
internal sealed class CarryCaller(IHttpContextAccessor accessor) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (accessor.HttpContext?.Request.Headers.Authorization.ToString() is { Length: > 0 } given && AuthenticationHeaderValue.TryParse(given, out var token))
            request.Headers.Authorization = token;
        request.Headers.AcceptLanguage.Clear();
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue(Languages.Current));
        return base.SendAsync(request, cancellationToken);
    }
}
