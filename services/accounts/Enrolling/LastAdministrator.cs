using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Enrolling;

/// <summary>
/// One administrator is always left, to let others in. Each end of such a right, whatever the verb, takes the next number there is, with the save itself and as a unique key:
/// of two who end each other at once, both while there are two, the second to be saved finds its number taken and is judged anew.
/// </summary>
internal static class LastAdministrator
{
    /// <param name="Last">There is no administrator but one.</param>
    /// <param name="EndNo">What the end that is decided by this would be numbered.</param>
    public sealed record Remaining(bool Last, int EndNo);

    /// <summary>The verb as often as somebody else's end came between.</summary>
    public static async Task<Outcome<Person>> Judge(Store<Person> people, Func<Remaining, Task<Outcome<Person>>> attempt, CancellationToken ct)
    {
        while (true)
        {
            var outcome = await attempt(await Read(people, ct));
            if (outcome is not Outcome<Person>.Refused { Why.Code: "taken" }) return outcome;
        }
    }

    /// <summary>The number first: an end that is saved between the two readings has it then, and one before is counted.</summary>
    public static async Task<Remaining> Read(Store<Person> people, CancellationToken ct)
    {
        var newest = await people.List(new Query<Person>([new(Persons.WasAdministrator, "yes")], Persons.EndNo, Limit: 1), ct);
        var no = newest.Items is [var last] ? last.Value.EndsOfAdministration.Max() : 0;
        return new Remaining(await people.Count(Persons.Role, Roles.Administrator, 2, ct) < 2, no + 1);
    }

    /// <summary>Pure: the decision, unless it ends the right of the only one; with its number where it ends one.</summary>
    public static Decision<Person> Check(Person before, Decision<Person> decision, Remaining remaining)
    {
        if (decision is not Decision<Person>.Moved moved || !before.IsAdministrator || moved.Next.IsAdministrator) return decision;
        if (remaining.Last) return new Refusal(RefusalKind.Conflict, "last-administrator");
        return moved with { Next = moved.Next with { EndsOfAdministration = [.. before.EndsOfAdministration, remaining.EndNo] } };
    }
}
