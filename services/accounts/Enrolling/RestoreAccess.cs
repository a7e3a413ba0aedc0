using Alliance.Accounts.Reading;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Enrolling;

/// <summary>
/// POST /api/people/{id}/restore: the way back in, for who was ended and for who forgot the password. An administrator gets a new one-time password
/// to hand on; the roles are those of before, what was issued so far is refused, and a lock-out is over.
/// </summary>
internal static class RestoreAccess
{
    public static async Task<IResult> Handle(
        Guid id, IfMatch ifMatch, Reader reader, Store<Person> people, Credentials credentials, TimeProvider clock, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(people, id, ifMatch, PersonVerb.Restore, reader.Caller, reader.MaySee, read => Decide(read, reader.Caller, clock.GetUtcNow()), ct);
        string? password = null;
        if (outcome is Outcome<Person>.Done { Document.Value.Email: var email })
        {
            password = await credentials.GiveOneTime(id, ct);
            await credentials.Revoke(id, ct);
            await credentials.Unlock(email, ct);
        }
        return Answers.ToHttp(outcome, d => PersonView.Of(d, organisationId: null, reader) with { OneTimePassword = password });
    }

    public static Decision<Person> Decide(Stored<Person> read, Caller caller, DateTimeOffset now)
    {
        if (RoleRules.RefuseAccess(caller, read.Id) is { } refusal) return refusal;
        // Nobody is left to be let in.
        if (read.Value.Erased is not null) return new Refusal(RefusalKind.Conflict, "wrong-state");
        var next = (read.Value with { Active = true }).Expired(now);
        return new Decision<Person>.Moved(next, new Step(PersonVerb.Restore, PersonVerb.StatusOf(read.Value), PersonVerb.StatusOf(next)));
    }
}
