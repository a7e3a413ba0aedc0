using Alliance.Accounts.Reading;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Enrolling;

/// <summary>POST /api/people/{id}/end: an administrator ends the access of a person as a whole, sessions and programs with it.</summary>
internal static class EndAccess
{
    public static async Task<IResult> Handle(
        Guid id, IfMatch ifMatch, Reader reader, Store<Person> people, Credentials credentials, TimeProvider clock, CancellationToken ct)
    {
        var outcome = await LastAdministrator.Judge(people, remaining => Verbs.Apply(
            people, id, ifMatch, PersonVerb.End, reader.Caller, reader.MaySee, read => LastAdministrator.Check(read.Value, Decide(read, reader.Caller, clock.GetUtcNow()), remaining), ct), ct);
        // Also at a repeat: a crash may have come between.
        if (outcome is Outcome<Person>.Done or Outcome<Person>.AlreadyDone) await credentials.Revoke(id, ct);
        return Answers.ToHttp(outcome, d => PersonView.Of(d, organisationId: null, reader));
    }

    public static Decision<Person> Decide(Stored<Person> read, Caller caller, DateTimeOffset now)
    {
        if (RoleRules.RefuseAccess(caller, read.Id) is { } refusal) return refusal;
        if (!read.Value.Active) return new Decision<Person>.AlreadyDone();
        var next = (read.Value with { Active = false }).Expired(now);
        return new Decision<Person>.Moved(next, new Step(PersonVerb.End, PersonVerb.StatusOf(read.Value), PersonVerb.StatusOf(next)));
    }
}
