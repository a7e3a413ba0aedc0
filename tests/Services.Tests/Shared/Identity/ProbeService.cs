using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Alliance.Services.Tests.Shared.Identity;

/// <summary>The common hosting with nothing of a service in it: one route for people, one for services, and the log.</summary>
internal sealed class ProbeService : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> log = [];
    private WebApplication? app;

    public IEnumerable<string> Log => log;

    public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

    public IServiceProvider Services => app!.Services;

    public static async Task<ProbeService> Start(TestIssuer issuer, CancellationToken ct)
    {
        var probe = new ProbeService();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        foreach (var (key, value) in issuer.Settings("probe")) builder.Configuration[key] = value;
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(probe.Time);
        builder.AddHosting("probe");
        builder.Logging.ClearProviders().AddProvider(new Lines(probe.log));
        probe.app = builder.BuildService();
        probe.app.UseHosting();
        probe.app.MapGet("/api/caller", (Caller caller) => Results.Text($"{caller.PersonId} {caller.ViaClient}"));
        probe.app.MapGet("/api/coordinators", () => "only").RequireAuthorization(policy => policy.RequireClaim("nobody-has-this"));
        probe.app.MapGet("/internal/hello", () => "hello").RequireAuthorization(Access.Internal);
        await probe.app.StartAsync(ct);
        return probe;
    }

    public async Task<(HttpStatusCode Status, string Text)> Get(string path, string? token, CancellationToken ct)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app!.Urls.Single()) };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), ct);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(ct));
    }

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    private sealed class Lines(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
            // Nothing is held.
        }
    }
}
