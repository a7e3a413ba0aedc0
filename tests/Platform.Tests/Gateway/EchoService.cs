using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Alliance.Platform.Tests.Gateway;

/// <summary>What arrived behind the gateway.</summary>
public sealed record Arrival(string Method, string Path, string Query, Dictionary<string, string[]> Headers, long BodyBytes)
{
    public bool Has(string header) => Headers.ContainsKey(header.ToLowerInvariant());
    public string? One(string header) => Headers.TryGetValue(header.ToLowerInvariant(), out var values) ? Assert.Single(values) : null;
}

/// <summary>A real server behind the gateway, standing for any service: it says what reached it.</summary>
public sealed class EchoService : IAsyncDisposable
{
    private readonly WebApplication app;

    private EchoService(WebApplication app) => this.app = app;

    public string Address => app.Urls.Single();
    public string Readiness { get; set; } = """{ "status": "ready" }""";
    public int ReadinessStatus { get; set; } = 200;
    public string Description { get; set; } = """{ "openapi": "3.1.1", "info": { "title": "x", "version": "1" }, "paths": { } }""";
    public ConcurrentQueue<Arrival> Arrivals { get; } = [];

    /// <summary>Lets the open streams send their second event.</summary>
    public TaskCompletionSource Second { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static async Task<EchoService> Start(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}").ConfigureKestrel(k =>
        {
            k.AddServerHeader = false;
            k.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        var echo = new EchoService(app);
        app.MapGet("/health/ready", () => Results.Text(echo.Readiness, "application/json", statusCode: echo.ReadinessStatus));
        app.MapGet("/openapi/v1.json", () => Results.Text(echo.Description, "application/json"));
        app.MapGet("/api/inbox/stream", echo.Stream);
        app.MapGet("/api/requests/slow", async (HttpContext http) => await Task.Delay(Timeout.Infinite, http.RequestAborted));
        app.MapGet("/api/requests/careless", (HttpContext http) =>
        {
            http.Response.Headers.Server = "echo/1";
            http.Response.Headers.ContentSecurityPolicy = "default-src *";
            http.Response.Headers.CacheControl = "public, max-age=600";
            http.Response.Headers.SetCookie = "a=b";
            return Results.Ok();
        });
        app.MapGet("/account/careless", (HttpContext http) =>
        {
            http.Response.Headers.Append("Set-Cookie", "__Host-accounts=1; path=/; secure");
            http.Response.Headers.Append("Set-Cookie", "__Host-accounts-form=2; path=/; secure");
            http.Response.Headers.Append("Set-Cookie", "__Host-session=planted; path=/; secure");
            http.Response.Headers.Append("Set-Cookie", "__Host-portal=3; path=/; secure");
            http.Response.Headers.Append("Set-Cookie", "plain=4");
            return Results.Text("<p>page</p>", "text/html");
        });
        app.MapGet("/assets/site.css", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=600";
            return Results.Text("p { }", "text/css");
        });
        app.Map("/{**rest}", echo.Echo);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return echo;
    }

    public async ValueTask DisposeAsync()
    {
        Second.TrySetResult();
        await app.DisposeAsync();
    }

    private async Task Echo(HttpContext http)
    {
        var buffer = new byte[64 * 1024];
        long bytes = 0;
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0;) bytes += read;
        var arrival = new Arrival(http.Request.Method, http.Request.Path, http.Request.QueryString.Value ?? "",
            http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.Select(v => v ?? "").ToArray()), bytes);
        Arrivals.Enqueue(arrival);
        await http.Response.WriteAsJsonAsync(arrival, http.RequestAborted);
    }

    private async Task Stream(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync("data: first\n\n", http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        await Second.Task.WaitAsync(http.RequestAborted);
        await http.Response.WriteAsync("data: second\n\n", http.RequestAborted);
    }
}
