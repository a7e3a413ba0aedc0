using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>
/// GET /internal/announced/organisations and /people: what the messages said last, for a service that starts with nothing or has missed some.
/// Those still in a queue change nothing any more: their numbers are lower or equal.
/// </summary>
internal static class ListAnnounced
{
    /// <summary>The verb of what is so, rather than has just become so.</summary>
    private const string Stands = "stands";

    private const int AtOnce = 100;

    public static async Task<IResult> OfOrganisations(string? after, Store<Organisation> organisations, CancellationToken ct)
    {
        var query = new Query<Organisation>([new(Organisations.Reader, Organisations.Administrator)], Organisations.CreatedAt, Descending: false, Cursor: after, Limit: AtOnce);
        var page = await organisations.List(query, ct);
        return TypedResults.Ok(new AnnouncedOrganisations([.. page.Items.Select(o => AccountsAnnouncement.Of(o, o.LastNo, Stands, o.UpdatedAt, o.UpdatedBy))], page.Next));
    }

    public static async Task<IResult> OfPeople(string? after, Store<Person> people, CancellationToken ct)
    {
        var query = new Query<Person>([new(Persons.Everybody, Persons.All)], Persons.CreatedAt, Descending: false, Cursor: after, Limit: AtOnce);
        var page = await people.List(query, ct);
        return TypedResults.Ok(new AnnouncedPeople([.. page.Items.Select(p => AccountsAnnouncement.Of(p, p.LastNo, Stands, p.UpdatedAt, p.UpdatedBy))], page.Next));
    }
}
