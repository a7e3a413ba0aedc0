using System.Net;
using Alliance.Portal.Serving;
using Alliance.Services.Tests.Accounts;
using Alliance.Services.Tests.Requests;
using Alliance.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;
using Xunit;

namespace Alliance.Services.Tests.Portal;

[CollectionDefinition("portal")]
public sealed class PortalService : ICollectionFixture<PortalSlice>;

/// <summary>The portal in front of the requests and the accounts service, all in this process; of other services there is what <see cref="Absent"/> says.</summary>
public sealed class PortalSlice : IAsyncLifetime
{
    private readonly string folder = TestState.Fresh("portal");
    private WebApplicationFactory<PortalSettings>? host;

    internal RequestsSlice Requests { get; } = new("portal-requests");

    internal AccountsSlice Accounts { get; } = new("portal-accounts");

    /// <summary>Answers for the services that are not there, by path; 503 for what it does not know.</summary>
    internal Dictionary<string, string> Answers { get; } = [];

    public async ValueTask InitializeAsync()
    {
        await Requests.InitializeAsync();
        await Accounts.InitializeAsync();
        host = Copy();
        host.CreateClient().Dispose();
    }

    /// <summary>One more process of the same portal, on the same storage.</summary>
    internal WebApplicationFactory<PortalSettings> Copy() => new WebApplicationFactory<PortalSettings>().WithWebHostBuilder(web =>
    {
        web.UseEnvironment("Development");
        web.UseSetting("urls", "http://127.0.0.1:0");
        web.UseSetting("Storage:Directory", Path.Combine(folder, "data"));
        foreach (var (key, value) in Requests.Issuer.Settings("portal")) web.UseSetting(key, value);
        web.UseSetting("Portal:Api", "http://platform.test/");
        web.UseSetting("Portal:PseudoLanguage", "true");
        web.UseSetting("Logging:LogLevel:Default", "None");
        web.ConfigureTestServices(services => services.PostConfigureAll<HttpClientFactoryOptions>(
            o => o.HttpMessageHandlerBuilderActions.Add(client =>
            {
                // Accounts is asked at its own address.
                if (client.Name?.Contains("Alliance.Portal", StringComparison.Ordinal) == true) client.PrimaryHandler = new Absent(Requests.Handler(), new HttpMessageInvoker(Accounts.Handler()), Answers);
            }))
            // What one test leaves away breaks no circuit for the next.
            .PostConfigureAll<HttpStandardResilienceOptions>(o => o.CircuitBreaker.MinimumThroughput = 1_000_000));
    });

    internal IServiceProvider Services => host!.Services;

    /// <param name="person">Null: nobody is signed in.</param>
    /// <param name="of">Another copy; null = the usual one.</param>
    internal Browser Browser(ApiPerson? person, string language = "en", WebApplicationFactory<PortalSettings>? of = null)
    {
        var cookies = new CookieContainerHandler();
        return new Browser((of ?? host!).CreateDefaultClient(new Uri("https://localhost"), cookies), cookies.Container, person?.Token, language);
    }

    /// <summary>Takes what comes over the wire as it is, compressed.</summary>
    internal HttpClient Bare(string? token)
    {
        var http = host!.CreateDefaultClient(new Uri("https://localhost"));
        http.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br");
        if (token is not null) http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        await Accounts.DisposeAsync();
        await Requests.DisposeAsync();
    }

    /// <summary>Stands where the gateway stands: requests and code lists go to the one service, what no answer was given for beforehand of organisations and people to the other.</summary>
    private sealed class Absent(HttpMessageHandler requests, HttpMessageInvoker accounts, Dictionary<string, string> answers) : DelegatingHandler(requests)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.AbsolutePath;
            if (path.StartsWith("/api/requests", StringComparison.Ordinal) || path.StartsWith("/api/codelists", StringComparison.Ordinal) || path is "/api/today" or "/api/routing" or "/api/coordinators" or "/api/substitutes/me") return base.SendAsync(request, cancellationToken);
            if (!answers.ContainsKey(path) && (path.StartsWith("/api/organisations", StringComparison.Ordinal) || path.StartsWith("/api/people", StringComparison.Ordinal)))
                return accounts.SendAsync(request, cancellationToken);
            return Task.FromResult(answers.TryGetValue(path, out var json)
                ? new HttpResponseMessage(HttpStatusCode.OK) { RequestMessage = request, Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") }
                : new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { RequestMessage = request });
        }
    }
}
