using Alliance.Shared.Identity;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Alliance.Gateway;

/// <summary>
/// A change of people, programs or organisations may have ended somebody's access. Before its answer goes out accounts is asked whose: their tokens are refused here
/// from then on, and their sessions end with the next click, for accounts gives them no others.
/// </summary>
internal static class EndAccess
{
    /// <summary>Of a route in appsettings.json, <c>true</c>: what changes there may end access.</summary>
    private const string Metadata = "EndsAccess";

    /// <summary>The answer to the change waits no longer for it; who was ended is known with the next question then.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    public static void Add(TransformBuilderContext route)
    {
        if (route.Route.Metadata?.TryGetValue(Metadata, out var says) != true || says != "true") return;
        route.AddResponseTransform(async answer =>
        {
            var http = answer.HttpContext;
            if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method) || answer.ProxyResponse is not { IsSuccessStatusCode: true }) return;
            // Not this call's affair alone: who did it may turn away.
            using var limit = new CancellationTokenSource(Longest, http.RequestServices.GetRequiredService<TimeProvider>());
            await http.RequestServices.GetRequiredService<AskEnded>().Now(limit.Token);
        });
    }
}
