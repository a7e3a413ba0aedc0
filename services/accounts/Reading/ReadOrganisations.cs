using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>GET /api/organisations and …/{id}: administrators all, members the Active ones, everybody their own.</summary>
internal static class ReadOrganisations
{
    public static async Task<IResult> List(
        [AsParameters] OrganisationParameters parameters, HttpContext http, Reader reader, Store<Organisation> store, CancellationToken ct)
    {
        var faults = parameters.Faults(http.Request.Query.Keys).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        http.Response.Headers.CacheControl = "no-store";
        var readers = reader.Values();
        if (readers.Count == 0) return TypedResults.Ok(new OrganisationList([], Next: null));
        var page = await store.List(QueryOf(parameters, readers), ct);
        return TypedResults.Ok(new OrganisationList([.. page.Items.Select(d => OrganisationView.Of(d, reader))], page.Next));
    }

    public static async Task<IResult> One(Guid id, Reader reader, Store<Organisation> store, CancellationToken ct) =>
        await store.Find(id, ct) is { } read && reader.MaySee(read)
            ? Answers.Read(read, OrganisationView.Of(read, reader))
            : Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));

    public static Query<Organisation> QueryOf(OrganisationParameters parameters, IReadOnlyList<string> readers)
    {
        List<Where<Organisation>> conditions = [new(Organisations.Reader, [.. readers])];
        Also(Organisations.Status, parameters.Status);
        Also(Organisations.Type, parameters.Type);
        Also(Organisations.Country, parameters.Country);
        Also(Organisations.Association, [.. OrganisationParameters.Values(parameters.Association).Select(id => Guid.Parse(id).ToString())]);
        var (sort, descending) = parameters.Order();
        return new Query<Organisation>(conditions, sort, descending, Words: parameters.Q, Cursor: parameters.Cursor, Limit: parameters.Size());

        void Also(Facet<Organisation> facet, string[]? given)
        {
            if (OrganisationParameters.Values(given) is { Length: > 0 } values) conditions.Add(new(facet, values));
        }
    }
}
