using System.Globalization;
using Alliance.Shared.Hosting;
using Microsoft.AspNetCore.Http.Timeouts;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Alliance.Gateway;

/// <summary>What goes on to the services, and what is said when they do not answer. Routes and clusters: <c>ReverseProxy</c> in appsettings.json.</summary>
internal static class ForwardCalls
{
    public const string Section = "ReverseProxy";

    /// <summary>Seconds after which a call to a part that is away is worth repeating: the active probe has looked twice by then.</summary>
    private const int RetryAfterSeconds = 5;

    /// <summary>After the routes of the services, before the portal's (<c>Order</c> in appsettings.json), which takes what is left.</summary>
    private const int BeforePortal = 100;

    /// <summary>Besides every <c>X-User-*</c> and <c>X-Forwarded-*</c>: what a caller could only use to pretend, or what is for this address alone.</summary>
    private static readonly string[] NeverPassed =
    [
        "Forwarded", "X-Real-IP", "X-Original-For", "X-Original-Host", "X-Original-Proto", "X-Original-URL", "X-Rewrite-URL",
        "X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "Proxy-Authorization", "baggage", "Correlation-Context",
    ];

    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        foreach (var fault in Faults(builder.Configuration.GetSection(Section))) builder.AddSettingsFault(fault);
        Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
        builder.Services.AddRequestTimeouts();
        builder.Services.AddReverseProxy().LoadFromConfig(builder.Configuration.GetSection(Section)).AddTransforms(Transform);
    }

    public static void MapForwarding(this WebApplication app)
    {
        app.MapReverseProxy(pipeline =>
        {
            pipeline.Use(AnswerForTheAbsent);
            pipeline.UseLoadBalancing();
            pipeline.UsePassiveHealthChecks();
        });
        // Without these the fallback policy would answer 401 where there is nothing to sign in for, and what no service has would be a page of the portal.
        foreach (var path in (string[])["/api/{**path}", "/internal/{**path}", "/connect/{**path}", "/account/{**path}", "/.well-known/{**path}", "/health/{**path}", "/{**path}"])
        {
            app.Map(path, Nothing).WithOrder(path == "/{**path}" ? int.MaxValue : BeforePortal).AllowAnonymous().ExcludeFromDescription();
        }
    }

    private static void Nothing(HttpContext http) => http.Response.StatusCode = StatusCodes.Status404NotFound;

    /// <summary>
    /// The outgoing traceparent is that of this process's activity, which continues a caller's own traceparent: a partner finds its call in our traces;
    /// a trace id gives no right and holds nothing personal. Baggage, which could hold anything, ends here.
    /// </summary>
    private static void Transform(TransformBuilderContext route)
    {
        route.UseDefaultForwarders = false;
        route.AddRequestTransform(call =>
        {
            Clean(call.ProxyRequest);
            return ValueTask.CompletedTask;
        });
        PassCookies.Add(route);
        EndAccess.Add(route);
        route.AddXForwarded(ForwardedTransformActions.Set);
        route.AddResponseTransform(answer =>
        {
            answer.HttpContext.Response.Headers.Remove("Server");
            answer.HttpContext.Response.Headers.Remove("X-Powered-By");
            return ValueTask.CompletedTask;
        });
    }

    internal static void Clean(HttpRequestMessage call)
    {
        var pretended = call.Headers.Select(header => header.Key).Where(IsPretence).ToArray();
        foreach (var name in pretended) call.Headers.Remove(name);
    }

    private static bool IsPretence(string header) =>
        header.StartsWith("X-User-", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase)
        || NeverPassed.Contains(header, StringComparer.OrdinalIgnoreCase);

    /// <summary>Turns the proxy's bare error into a status this platform uses; the pipeline outside writes the problem.</summary>
    private static async Task AnswerForTheAbsent(HttpContext http, RequestDelegate next)
    {
        await next(http);
        if (http.GetForwarderErrorFeature() is not { } failed || http.Response.HasStarted) return;
        var timedOut = http.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true;
        http.Response.StatusCode = StatusOf(failed.Error, failed.Exception, timedOut);
        if (http.Response.StatusCode is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status504GatewayTimeout)
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        }
    }

    internal static int StatusOf(ForwarderError error, Exception? exception, bool timedOut) => error switch
    {
        _ when timedOut => StatusCodes.Status504GatewayTimeout,
        _ when Refused(exception) is { } refused => refused.StatusCode,
        ForwarderError.RequestTimedOut => StatusCodes.Status504GatewayTimeout,
        ForwarderError.RequestCanceled or ForwarderError.RequestBodyCanceled => StatusCodes.Status499ClientClosedRequest,
        ForwarderError.RequestBodyClient or ForwarderError.RequestCreation => StatusCodes.Status400BadRequest,
        _ => StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>The server's own verdict on the body while it was passed on: 413, 408, or malformed chunks.</summary>
    private static BadHttpRequestException? Refused(Exception? exception)
    {
        for (; exception is not null; exception = exception is AggregateException several ? several.InnerExceptions[0] : exception.InnerException)
        {
            if (exception is BadHttpRequestException refused) return refused;
        }
        return null;
    }

    internal static IEnumerable<string> Faults(IConfiguration proxy)
    {
        var clusters = proxy.GetSection("Clusters").GetChildren().ToArray();
        foreach (var cluster in clusters)
        {
            var destinations = cluster.GetSection("Destinations").GetChildren().ToArray();
            if (destinations.Length == 0) yield return $"{cluster.Path}:Destinations is empty; give an address as {cluster.Path}:Destinations:a:Address";
            foreach (var destination in destinations)
            {
                if (!Uri.TryCreate(destination["Address"], UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                {
                    yield return $"{destination.Path}:Address is not an address; give it as http://host:port";
                }
            }
        }
        foreach (var route in proxy.GetSection("Routes").GetChildren())
        {
            if (!clusters.Any(cluster => string.Equals(cluster.Key, route["ClusterId"], StringComparison.OrdinalIgnoreCase)))
            {
                yield return $"{route.Path}:ClusterId names no cluster; give one of {string.Join(", ", clusters.Select(cluster => cluster.Key))}";
            }
        }
    }
}
