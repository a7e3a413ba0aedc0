using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Alliance.Local;
using Alliance.Testing;

namespace Alliance.Benchmarks.Running;

/// <summary>One service as a process of its own, with tokens of the tests' issuer and without a broker, and one connection to it.</summary>
internal sealed class RunningService : IAsyncDisposable
{
    private readonly SupervisedProcess process;
    private readonly TestIssuer issuer;
    private readonly ReservedPort port;
    private readonly HttpClient http;

    private RunningService(SupervisedProcess process, TestIssuer issuer, ReservedPort port, HttpClient http) =>
        (this.process, this.issuer, this.port, this.http) = (process, issuer, port, http);

    public static async Task<RunningService> Start(string service, string project, string folder, string token, CancellationToken ct)
    {
        var issuer = await TestIssuer.Start();
        var port = ReservedPort.Take();
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port.Number.ToString(CultureInfo.InvariantCulture)}"), Timeout = TimeSpan.FromMinutes(5) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var environment = issuer.Settings(service).ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => (string?)s.Value);
        environment["ASPNETCORE_ENVIRONMENT"] = environment["DOTNET_ENVIRONMENT"] = "Development";
        environment["ASPNETCORE_URLS"] = http.BaseAddress.GetLeftPart(UriPartial.Authority);
        environment["Storage__Directory"] = Path.Combine(folder, "data");
        environment["Storage__MongoUrl"] = null;
        // Nobody listens there.
        environment["Messaging__Url"] = "amqp://nobody:nothing@127.0.0.1:9/";
        var running = Directory.CreateDirectory(Path.Combine(folder, "run")).FullName;
        var plan = new ProcessPlan(service, Builds.Here().Executable(project), [], Path.Combine(folder, $"{service}.log"), running, async stop =>
        {
            using var ready = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), stop);
            return ready.IsSuccessStatusCode;
        })
        { Environment = environment };
        var started = new RunningService(new SupervisedProcess(plan, Console.Error.WriteLine), issuer, port, http);
        started.process.Start();
        await started.process.WaitReady(ct);
        return started;
    }

    /// <summary>The whole answer, as text.</summary>
    public Task<string> Get(string path, CancellationToken ct) => http.GetStringAsync(new Uri(path, UriKind.Relative), ct);

    /// <summary>Milliseconds to the last byte of the answer.</summary>
    public async Task<double> Time(string path, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        _ = await http.GetByteArrayAsync(new Uri(path, UriKind.Relative), ct);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    public async ValueTask DisposeAsync()
    {
        await process.Stop(TimeSpan.FromSeconds(10));
        await process.DisposeAsync();
        http.Dispose();
        port.Dispose();
        await issuer.DisposeAsync();
    }
}
