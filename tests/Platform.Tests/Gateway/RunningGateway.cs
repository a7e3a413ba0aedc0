using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Alliance.Gateway;
using Alliance.Gateway.KeepingSessions;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.Platform.Tests.Gateway;

/// <summary>The gateway itself, on a free port, before two services that are real servers.</summary>
public sealed class RunningGateway : IAsyncDisposable
{
    private TestIssuer? issuer;
    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("alliance-gateway-");
    private WebApplication? app;

    public required EchoService Requests { get; init; }
    public required EchoService Notifications { get; init; }
    public required EchoService Accounts { get; init; }
    public required EchoService Portal { get; init; }
    public string Folder => data.FullName;
    public IServiceProvider Services => app!.Services;
    public HttpClient Http { get; private set; } = new();
    public Uri Address => Http.BaseAddress!;

    /// <param name="settings">Over appsettings.json, as <c>Key:Sub=value</c>.</param>
    public static async Task<RunningGateway> Start(params string[] settings)
    {
        var gateway = new RunningGateway
        {
            Requests = await EchoService.Start(), Notifications = await EchoService.Start(), Accounts = await EchoService.Start(), Portal = await EchoService.Start(),
        };
        gateway.issuer = await TestIssuer.Start();
        string[] all =
        [
            "environment=Development", "urls=http://127.0.0.1:0", "Logging:LogLevel:Default=None", "Logging:LogLevel:Yarp=None", "Logging:LogLevel:Microsoft.AspNetCore=None",
            .. gateway.issuer.Settings("gateway").Select(s => $"{s.Key}={s.Value}"),
            "Storage:Directory=" + gateway.data.FullName, "Session:Issuer=" + TestIssuer.Issuer, "Session:Accounts=" + gateway.issuer.Address,
            "Session:ClientSecret=" + new string('x', 32),
            "ReverseProxy:Clusters:accounts:Destinations:a:Address=" + gateway.Accounts.Address,
            "ReverseProxy:Clusters:portal:Destinations:a:Address=" + gateway.Portal.Address,
            "ReverseProxy:Clusters:requests:Destinations:a:Address=" + gateway.Requests.Address,
            "ReverseProxy:Clusters:notifications:Destinations:a:Address=" + gateway.Notifications.Address, .. settings,
        ];
        gateway.app = GatewayApp.Build([.. all.Select(s => "--" + s)], Path.Combine(Repository.Root, "gateway"));
        await gateway.app.StartAsync(TestContext.Current.CancellationToken);
        gateway.Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null, RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
        {
            BaseAddress = new Uri(gateway.app.Urls.Single()),
        };
        return gateway;
    }

    public Task<HttpResponseMessage> Send(HttpMethod method, string path, string? token = null, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        var call = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null) call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers) call.Headers.TryAddWithoutValidation(name, value);
        return Http.SendAsync(call, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> Get(string path, string? token = null, params (string Name, string Value)[] headers) =>
        Send(HttpMethod.Get, path, token, null, headers);

    public static string Token(Guid? person = null, string audience = IdentitySettings.Audience, string issuer = TestIssuer.Issuer,
        TimeSpan? expiresIn = null, RSA? key = null, string? language = null, string algorithm = SecurityAlgorithms.RsaSha256) =>
        TestIssuer.Token(person, language: language, audience: audience, issuer: issuer, expiresIn: expiresIn,
            key: key is null ? null : new RsaSecurityKey(key) { KeyId = "first" }, algorithm: algorithm);

    /// <summary>The cookie of a browser that is signed in, and the token its session has.</summary>
    public async Task<(string Cookie, string Token)> SignedIn(Guid? person = null, string? language = null)
    {
        var token = Token(person, language: language);
        var tokens = new Tokens(token, "refresh", null);
        var key = await Services.GetRequiredService<Sessions>().Open(tokens.PersonId!.Value, tokens, TestContext.Current.CancellationToken);
        return ($"{SessionCookie.Name}={key}", token);
    }

    /// <summary>A problem, with what every problem must have.</summary>
    public static async Task<JsonElement> Problem(HttpResponseMessage answer)
    {
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal((int)answer.StatusCode, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        Assert.Equal(Assert.Single(answer.Headers.GetValues("X-Trace-Id")), problem.GetProperty("traceId").GetString());
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        return problem;
    }

    public static async Task<Arrival> Arrived(HttpResponseMessage answer)
    {
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode}");
        return JsonSerializer.Deserialize<Arrival>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Requests.DisposeAsync();
        await Notifications.DisposeAsync();
        await Accounts.DisposeAsync();
        await Portal.DisposeAsync();
        if (app is not null) await app.DisposeAsync();
        if (issuer is not null) await issuer.DisposeAsync();
        if (Directory.Exists(data.FullName)) data.Delete(recursive: true);
    }
}
