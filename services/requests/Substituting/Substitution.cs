using Alliance.Contracts;
using Alliance.Requests.Counting;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Substituting;

/// <summary>Who stands in for a coordinator, and when; kept under the coordinator's own id. Both days included, in the days of the office.</summary>
/// <param name="PersonId">Null: nobody.</param>
internal sealed record Substitution(Guid? PersonId, DateOnly? From, DateOnly? To)
{
    private static readonly Sort<Substitution> ByEnd = new("to", d => d.Value.To?.DayNumber ?? 0);

    private static readonly Facet<Substitution> Of = new("substitute", d => d.Value.PersonId is { } person ? [person.ToString()] : [], ByEnd);

    public static readonly Declaration<Substitution> Declaration = new("substitutes") { Sorts = [ByEnd], Facets = [Of], Announces = true };

    public static DueWork<Substitution> Due(IServiceProvider services)
    {
        var days = services.GetRequiredService<RequestsSettings>().Days;
        return new(services.GetRequiredService<Store<Substitution>>()) { Announce = (named, entry) => [Announcement(named, entry, days)] };
    }

    public bool Holds(DateOnly today) => PersonId is not null && From <= today && today <= To;

    /// <summary>In moments: others do not know the days of the office.</summary>
    public static SubstituteNamed Announcement(Stored<Substitution> named, HistoryEntry entry, WorkingDays days)
    {
        var now = named.Value;
        return new SubstituteNamed(
            named.Id, entry.No, entry.Verb, entry.At, entry.ActorId, now.PersonId,
            now.From is { } from ? days.StartOf(from) : null, now.To is { } to ? days.StartOf(to.AddDays(1)) : null);
    }

    /// <summary>For whom this person stands in at that moment.</summary>
    public static async Task<IReadOnlyList<Guid>> StoodInFor(Guid personId, Store<Substitution> substitutes, DateTimeOffset now, WorkingDays days, CancellationToken ct)
    {
        var today = days.DayOf(now);
        var page = await substitutes.List(new Query<Substitution>([new(Of, personId.ToString())], ByEnd, From: today.DayNumber, Limit: 50), ct);
        return [.. page.Items.Where(s => s.Value.Holds(today)).Select(s => s.Id)];
    }
}
