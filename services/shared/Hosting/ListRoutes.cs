using System.Diagnostics;
using System.Text.RegularExpressions;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;

namespace Alliance.Shared.Hosting;

/// <summary>
/// <c>GET /internal/routes</c>, for services alone and only in builds with fail points: every route this process answers, described or not, so that the
/// tests' matrix of permissions misses none.
/// </summary>
internal static partial class ListRoutes
{
    private const string Path = "/internal/routes";

    [Conditional("FAILPOINTS")]
    public static void MapRoutes(this IEndpointRouteBuilder app) =>
        app.MapGet(Path, (IEnumerable<EndpointDataSource> sources) => sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>().SelectMany(Of).Distinct().Order(StringComparer.Ordinal))
            .RequireAuthorization(Access.Internal).ExcludeFromDescription();

    /// <summary><c>GET /api/organisations/{id}</c>. A page answers to reading and to its form.</summary>
    private static IEnumerable<string> Of(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods
            ?? (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null ? ["*"] : [HttpMethods.Get, HttpMethods.Post]);
        return methods.Select(method => $"{method} /{Constraint().Replace(endpoint.RoutePattern.RawText ?? "", "}").TrimStart('/')}").Where(route => !route.EndsWith(Path, StringComparison.Ordinal));
    }

    [GeneratedRegex(@":[a-z()0-9]+\}")]
    private static partial Regex Constraint();
}
