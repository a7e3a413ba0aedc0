using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>GET …/{id}/people and …/people/{personId}: for administrators and the organisation's own people. Its others see names and roles.</summary>
internal static class ReadPeople
{
    public static async Task<IResult> List(
        Guid id, [AsParameters] PeopleParameters parameters, HttpContext http, Reader reader, Store<Organisation> organisations, Store<Person> people, CancellationToken ct)
    {
        if (!await Exists(id, reader, organisations, ct)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        var faults = parameters.Faults(http.Request.Query.Keys).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var page = await people.List(new Query<Person>(
            [new(Persons.Organisation, id.ToString())], Persons.CreatedAt, Descending: false, Words: parameters.Q, Cursor: parameters.Cursor, Limit: parameters.Size()), ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PersonList([.. page.Items.Select(d => PersonView.Of(d, id, reader))], page.Next));
    }

    public static async Task<IResult> One(Guid id, Guid personId, Reader reader, Store<Person> people, CancellationToken ct) =>
        reader.MaySeePeople(id) && await people.Find(personId, ct) is { } read && read.Value.BelongsTo(id)
            ? Answers.Read(read, PersonView.Of(read, id, reader))
            : Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));

    private static async Task<bool> Exists(Guid id, Reader reader, Store<Organisation> organisations, CancellationToken ct) =>
        reader.MaySeePeople(id) && await organisations.Find(id, ct) is not null;
}
