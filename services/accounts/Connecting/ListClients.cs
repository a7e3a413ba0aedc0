using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Connecting;

/// <summary>GET /api/clients: administrators see which programs act for whom, ended ones too.</summary>
internal static class ListClients
{
    public static async Task<IResult> Handle([AsParameters] PeopleParameters parameters, HttpContext http, Reader reader, Store<ApiClient> clients, CancellationToken ct)
    {
        if (!reader.IsAdministrator) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        var faults = parameters.Faults(http.Request.Query.Keys).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var page = await clients.List(new Query<ApiClient>(
            [new(ApiClients.Status, "active", "ended")], ApiClients.CreatedAt, Words: parameters.Q, Cursor: parameters.Cursor, Limit: parameters.Size()), ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ClientList([.. page.Items.Select(ClientView.Of)], page.Next));
    }
}
