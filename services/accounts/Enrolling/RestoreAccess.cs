using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Enrolling;

/// <summary>POST /api/people/{id}/restore: the person may sign in again, with the password and the roles of before.</summary>
internal static class RestoreAccess
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Reader reader, Store<Person> people, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(people, id, ifMatch, PersonVerb.Restore, reader.Caller, reader.MaySee, read => Decide(read, reader.Caller), ct);
        return Answers.ToHttp(outcome, d => PersonView.Of(d, organisationId: null, reader));
    }

    public static Decision<Person> Decide(Stored<Person> read, Caller caller)
    {
        if (RoleRules.RefuseAccess(caller, read.Id) is { } refusal) return refusal;
        if (read.Value.Active) return new Decision<Person>.AlreadyDone();
        var next = read.Value with { Active = true };
        return new Decision<Person>.Moved(next, new Step(PersonVerb.Restore, PersonVerb.StatusOf(read.Value), PersonVerb.StatusOf(next)));
    }
}
