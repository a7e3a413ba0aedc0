using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Routing;

/// <summary>GET /api/routing: for lead coordinators. Before anybody wrote rules there are none, at revision 0.</summary>
internal static class ReadRouting
{
    public static async Task<IResult> Handle(Caller caller, HttpContext http, Store<RoutingRules> store, CancellationToken ct)
    {
        if (!caller.Has(Roles.LeadCoordinator)) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        if (await store.Find(RoutingRules.Id, ct) is { } read) return Answers.Read(read, RoutingView.Of(read));
        (http.Response.Headers.ETag, http.Response.Headers.CacheControl) = ("\"0\"", "no-store");
        return TypedResults.Ok(new RoutingView(0, [], null, null));
    }
}

internal sealed record RoutingView(long Revision, IReadOnlyList<RoutingRule> Rules, DateTimeOffset? UpdatedAt, Guid? UpdatedBy)
{
    public static RoutingView Of(Stored<RoutingRules> read) => new(read.Revision, read.Value.Rules, read.UpdatedAt, read.UpdatedBy);
}
