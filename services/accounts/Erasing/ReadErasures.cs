using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Erasing;

/// <summary>GET /api/erasures: administrators see how far each erasure is. GET /internal/erasures/{id}: a service asks by what it knows the person again.</summary>
internal static class ReadErasures
{
    public static async Task<IResult> List([AsParameters] PeopleParameters parameters, HttpContext http, Reader reader, Store<Person> people, CancellationToken ct)
    {
        if (!reader.IsAdministrator) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        var faults = parameters.Faults(http.Request.Query.Keys).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var page = await people.List(new Query<Person>([new(Persons.Erased, "yes")], Persons.UpdatedAt, Cursor: parameters.Cursor, Limit: parameters.Size()), ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ErasureList([.. page.Items.Select(ErasureView.Of)], page.Next));
    }

    public static async Task<IResult> Traces(Guid id, HttpContext http, Store<Person> people, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await people.Find(id, ct) is { Value.Erased.Traces: { } traces } ? TypedResults.Ok(traces) : Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
    }
}
