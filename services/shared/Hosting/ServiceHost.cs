using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Alliance.Shared.Hosting;

/// <summary>What every process of the platform has in common: telemetry, health, problem details, languages, identity, OpenAPI, limits.</summary>
public static class ServiceHost
{
    /// <summary>Greatest request body, bytes. A field is refused by its own, smaller limit, with its name; this only bounds memory.</summary>
    public const long MaxBody = 2 * 1024 * 1024;

    /// <param name="asksAccounts">
    /// Whether it has a client of its own at accounts, to ask for names and for whose access ended. All services do; accounts itself and the
    /// gateway, behind which every call is checked again, do not.
    /// </param>
    /// <param name="keysFolder">Where the keys of data protection are kept, closed to others; null where nothing is protected that must outlive the process.</param>
    public static WebApplicationBuilder AddHosting(this WebApplicationBuilder builder, string service, bool asksAccounts = true, string? keysFolder = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBody;
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(15));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.Converters.Add(new StrictJsonObjects());
            json.SerializerOptions.MaxDepth = 16;
            // Which of two is meant, nobody knows.
            json.SerializerOptions.AllowDuplicateProperties = false;
        });
        builder.AddTelemetry(service);
        builder.AddIdentity();
        if (asksAccounts) builder.AddAccounts();
        builder.AddProtection(service, keysFolder);
        builder.Services.AddProblems();
        builder.Services.AddHealthChecks();
        builder.Services.AddOpenApi(o => o.AddOperationTransformer(HeaderParameters.Describe).AddOperationTransformer(DescribeCsv.Describe).AddOperationTransformer(DescribeAccess.Describe));
        return builder;
    }

    /// <summary>Checks all settings at once, then builds.</summary>
    /// <exception cref="SettingsException">Lists every fault.</exception>
    public static WebApplication BuildService(this WebApplicationBuilder builder)
    {
        SettingsBinding.ThrowIfFaulty(builder);
        return builder.Build();
    }

    /// <summary>The pipeline in its one right order: problems outermost; who, in which language, may they.</summary>
    /// <param name="identified">Middleware that must know who calls and still come before the answer "sign in first": the gateway's limits.</param>
    public static WebApplication UseHosting(this WebApplication app, Action<WebApplication>? identified = null)
    {
        app.UseAccessLog();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseUtf8Only();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRequestLocalization();
        identified?.Invoke(app);
        app.UseAuthorization();
        app.MapHealth();
        app.MapOpenApi().AllowAnonymous();
        app.MapRoutes();
        return app;
    }

    /// <summary>Runs the service, or with <c>--topology</c> declares its exchanges and queues and ends.</summary>
    public static Task RunService(this WebApplication app, string[] args)
    {
        ArgumentNullException.ThrowIfNull(app);
        return args.Contains(Topology.Switch) ? Topology.Deploy(app) : app.RunAsync();
    }

    /// <summary>Starts a service; a configuration fault is said plainly, without a stack, and ends with exit code 78 (EX_CONFIG).</summary>
    public static async Task<int> Main(Func<Task> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            await run();
            return 0;
        }
        catch (SettingsException faulty)
        {
            await Console.Error.WriteLineAsync(faulty.Message);
            return 78;
        }
    }

    private static void AddProtection(this WebApplicationBuilder builder, string service, string? keysFolder)
    {
        // The name is the same for all copies, wherever they are installed.
        var protection = builder.Services.AddDataProtection().SetApplicationName("alliance-" + service);
        if (keysFolder is null) protection.UseEphemeralDataProtectionProvider();
        else if (!Path.IsPathRooted(keysFolder)) builder.AddSettingsFault("Storage:Directory is missing or not a full path; give the folder for what this process keeps");
        else protection.PersistKeysToFileSystem(Closed(keysFolder));
    }

    private static DirectoryInfo Closed(string folder) => OperatingSystem.IsWindows()
        ? Directory.CreateDirectory(folder)
        : Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false, ResponseWriter = WriteHealth }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = WriteHealth }).AllowAnonymous();
    }

    private static Task WriteHealth(HttpContext http, HealthReport report) => http.Response.WriteAsJsonAsync(
        new
        {
            status = Word(report.Status),
            checks = report.Entries.ToDictionary(e => e.Key, e => Word(e.Value.Status)),
        }, http.RequestAborted);

    private static string Word(HealthStatus status) => status switch
    {
        HealthStatus.Healthy => "ready",
        HealthStatus.Degraded => "degraded",
        _ => "unavailable",
    };
}
