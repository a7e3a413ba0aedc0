using System.Globalization;
using Alliance.Local;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Gateway;

/// <summary>Accounts itself, as a process, for gateways that run in the test: their public address is reserved before either starts.</summary>
public sealed class RealAccounts : IAsyncLifetime
{
    private static readonly HttpClient Probe = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly ReservedPort own = ReservedPort.Take();
    private readonly ReservedPort gateway = ReservedPort.Take();
    private readonly string folder = TestState.Fresh(nameof(RealAccounts));
    private readonly string secret = new('g', 32);
    private SupervisedProcess? process;

    public PeopleDirectory People { get; } = PeopleDirectory.Read();
    public Uri Address => At("127.0.0.1", own.Number);
    public Uri Public => At("localhost", gateway.Number);
    public int GatewayPort => gateway.Number;

    /// <summary>What a gateway is told; the store is shared by all of them.</summary>
    public string[] Settings =>
    [
        "Session:Issuer=" + Public, "Session:Accounts=" + Address, "Session:ClientSecret=" + secret, "Identity:Issuer=" + Public,
        "Identity:Metadata=" + new Uri(Address, ".well-known/openid-configuration"), "Accounts:Address=" + Address,
        "Accounts:ClientId=service-gateway", "Accounts:ClientSecret=" + Secret("gateway"), "ReverseProxy:Clusters:accounts:Destinations:a:Address=" + Address,
        "Limits:AttemptsAtOnce=1000",
    ];

    public async ValueTask InitializeAsync()
    {
        var environment = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = Address.GetLeftPart(UriPartial.Authority),
            ["ASPNETCORE_HTTP_PORTS"] = null, ["ASPNETCORE_HTTPS_PORTS"] = null, ["FAIL_POINTS"] = null,
            // Nobody listens there: what accounts tells the others is not of interest here.
            ["Messaging__Url"] = "amqp://nobody:nothing@127.0.0.1:1/",
            ["Storage__Directory"] = Directory.CreateDirectory(Path.Combine(folder, "data")).FullName,
            ["Identity__Issuer"] = Public.AbsoluteUri, ["Identity__Metadata"] = new Uri(Address, ".well-known/openid-configuration").AbsoluteUri,
            ["Accounts__Issuer"] = Public.AbsoluteUri, ["Accounts__Directory"] = Path.Combine(folder, "accounts"), ["Accounts__GatewaySecret"] = secret,
        };
        foreach (var service in (string[])["requests", "experts", "notifications", "portal", "gateway"]) environment["Accounts__ServiceSecrets__" + service] = Secret(service);
        var plan = new ProcessPlan("accounts", Builds.Here().Executable("Accounts"), [], Path.Combine(folder, "accounts.log"), Directory.CreateDirectory(Path.Combine(folder, "run")).FullName, async ct =>
        {
            using var answer = await Probe.GetAsync(new Uri(Address, "/health/ready"), ct);
            return answer.IsSuccessStatusCode;
        })
        { Environment = environment, HealthyAfter = TimeSpan.Zero };
        await RunOnce.Run(plan, ["--seed"], People.ToSeed(new string('c', 32)).ToJson(), CancellationToken.None);
        process = new SupervisedProcess(plan, Console.Error.WriteLine);
        process.Start();
        await WaitReady();
    }

    public Task Kill() => process!.Kill();

    public Task WaitReady() => process!.WaitReady(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.Stop(TimeSpan.FromSeconds(10));
            await process.DisposeAsync();
        }
        own.Dispose();
        gateway.Dispose();
    }

    /// <summary>Each client's its own, as accounts demands.</summary>
    private static string Secret(string service) => service.PadRight(32, 's');

    private static Uri At(string host, int port) => new($"http://{host}:{port.ToString(CultureInfo.InvariantCulture)}/");
}
