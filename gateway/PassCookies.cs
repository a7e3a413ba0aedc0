using Alliance.Gateway.KeepingSessions;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace Alliance.Gateway;

/// <summary>
/// Which cookies go to a service and come back: those whose names begin as the route says, in both directions, and no others. The session cookie
/// is for this process alone; to the routes it opens goes the person's access token.
/// </summary>
internal static class PassCookies
{
    /// <summary>Of a route in appsettings.json: how the service's own cookies begin.</summary>
    public const string CookiesMetadata = "Cookies";

    public static void Add(TransformBuilderContext route)
    {
        var prefix = PrefixOf(route.Route);
        route.AddRequestTransform(call =>
        {
            call.ProxyRequest.Headers.Remove("Cookie");
            if (prefix is not null && SessionCookie.Only(call.HttpContext.Request.Headers.Cookie, prefix) is { } own)
                call.ProxyRequest.Headers.TryAddWithoutValidation("Cookie", own);
            if (SessionHandler.Of(call.HttpContext) is { } session)
                call.ProxyRequest.Headers.Authorization = new("Bearer", session.Tokens.Access);
            return ValueTask.CompletedTask;
        });
        route.AddResponseTransform(answer =>
        {
            var headers = answer.HttpContext.Response.Headers;
            // What this process itself gives (it takes an ended session's cookie back) stands there already: that stays.
            var given = answer.ProxyResponse?.Headers.NonValidated.TryGetValues("Set-Cookie", out var values) == true ? values.ToArray() : [];
            headers.SetCookie = new StringValues([.. headers.SetCookie.Where(cookie => !given.Contains(cookie) || IsOwn(cookie!, prefix))]);
            return ValueTask.CompletedTask;
        });
    }

    /// <returns>Null where the route says none, or one that the session cookie would be among.</returns>
    public static string? PrefixOf(RouteConfig route) =>
        route.Metadata?.TryGetValue(CookiesMetadata, out var prefix) == true && prefix.StartsWith("__Host-", StringComparison.Ordinal)
        && !SessionCookie.Name.StartsWith(prefix, StringComparison.Ordinal) && !prefix.StartsWith(SessionCookie.Name, StringComparison.Ordinal)
            ? prefix
            : null;

    private static bool IsOwn(string cookie, string? prefix) => prefix is not null && cookie.TrimStart().StartsWith(prefix, StringComparison.Ordinal);
}
