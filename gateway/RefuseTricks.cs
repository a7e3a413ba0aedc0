using Microsoft.AspNetCore.Http.Features;

namespace Alliance.Gateway;

/// <summary>
/// Refuses addresses that two readers could read in two ways: encoded or doubled slashes, dot segments, matrix parameters, double encoding, control
/// characters. Routes here are plain words and ids; who writes these means something else than what a route was opened for.
/// </summary>
internal static class RefuseTricks
{
    private static readonly string[] Tricks = ["//", "/./", "/../", "\\", ";", "%2f", "%5c", "%2e", "%25", "%3b", "%7f", "%0", "%1"];

    public static void UseRefusedTricks(this WebApplication app) => app.Use((http, next) =>
    {
        if (!IsTrick(http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget)) return next(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    /// <param name="target">As it stands in the first line of the call, query included.</param>
    internal static bool IsTrick(string target)
    {
        var path = target.AsSpan();
        if (path.IndexOf('?') is var query and >= 0) path = path[..query];
        // The absolute form is for proxies.
        if (path.Length == 0 || path[0] != '/' || path.EndsWith("/..", StringComparison.Ordinal) || path.EndsWith("/.", StringComparison.Ordinal)) return true;
        foreach (var trick in Tricks)
        {
            if (path.Contains(trick, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }
}
