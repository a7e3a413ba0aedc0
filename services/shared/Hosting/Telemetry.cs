using System.Diagnostics;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Alliance.Shared.Hosting;

/// <summary>Traces, metrics and logs of a process; sent by OTLP where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, always on the console as JSON lines with the trace id.</summary>
public static class Telemetry
{
    /// <summary>The platform's own activities: publishing an entry, doing due work, sending a mail.</summary>
    public static readonly ActivitySource Source = new("Alliance");

    /// <summary>The address of a signed link is the right to act by it: of its query nothing is told, whatever the libraries hide by themselves.</summary>
    private static void ForgetQuery(Activity activity, PathString path)
    {
        if (path.StartsWithSegments(SignedLinks.Path)) activity.SetTag("url.query", null);
    }

    private static void ForgetQuery(Activity activity, Uri? address)
    {
        if (address is { IsAbsoluteUri: true } && new PathString(address.AbsolutePath).StartsWithSegments(SignedLinks.Path)) activity.SetTag("url.full", address.GetLeftPart(UriPartial.Path));
    }

    internal static void AddTelemetry(this WebApplicationBuilder builder, string service)
    {
        builder.Logging.Configure(o => o.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.ClearProviders().AddJsonConsole(console =>
        {
            console.IncludeScopes = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        // The framework's own lines hold addresses with their queries; AccessLog says what is needed.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        // Its scope puts the path as it came on every line of a call.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Hosting.Diagnostics", LogLevel.None);
        // They write whole calls, with whatever a caller put into them, and every statement.
        builder.Logging.AddFilter("OpenIddict", LogLevel.Warning).AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning);
        // Each attempt of a call that is repeated; whoever calls says how it ended.
        builder.Logging.AddFilter("Polly", LogLevel.Critical);
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(r => r.AddService(service, serviceNamespace: "alliance"))
            .WithTracing(t => t
                .AddSource(Source.Name, "MassTransit", "Yarp.ReverseProxy")
                .AddAspNetCoreInstrumentation(o =>
                {
                    o.Filter = http => !http.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
                    o.EnrichWithHttpRequest = (activity, request) => ForgetQuery(activity, request.Path);
                    o.EnrichWithHttpResponse = (activity, response) => ForgetQuery(activity, response.HttpContext.Request.Path);
                })
                .AddHttpClientInstrumentation(o =>
                {
                    o.EnrichWithHttpRequestMessage = (activity, request) => ForgetQuery(activity, request.RequestUri);
                    o.EnrichWithHttpResponseMessage = (activity, response) => ForgetQuery(activity, response.RequestMessage?.RequestUri);
                }))
            .WithMetrics(m => m
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Yarp.ReverseProxy", "MassTransit", Source.Name)
                .AddHttpClientInstrumentation()
                .AddRuntimeInstrumentation());
        if (!string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.WithLogging().UseOtlpExporter();
        }
    }
}
