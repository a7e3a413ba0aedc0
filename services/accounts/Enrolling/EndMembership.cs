using Alliance.Accounts.Reading;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Enrolling;

/// <summary>POST …/people/{personId}/end: the person has no role in this organisation any more. Access, and other organisations, stay.</summary>
internal static class EndMembership
{
    public static async Task<IResult> Handle(
        Guid id, Guid personId, IfMatch ifMatch, Reader reader, Store<Person> people, Credentials credentials, TimeProvider clock, CancellationToken ct)
    {
        var outcome = await LastAdministrator.Judge(people, remaining => Verbs.Apply(people, personId, ifMatch, PersonVerb.Leave, reader.Caller, read => MaySee(read, id, reader),
            read => LastAdministrator.Check(read.Value, Decide(read, id, reader.Caller, clock.GetUtcNow()), remaining), ct), ct);
        if (outcome is Outcome<Person>.Done) await credentials.Revoke(personId, ct);
        return Answers.ToHttp(outcome, d => PersonView.Of(d, id, reader));
    }

    public static Decision<Person> Decide(Stored<Person> read, Guid organisationId, Caller caller, DateTimeOffset now)
    {
        var person = read.Value;
        if (RoleRules.Refuse(caller, read.Id, organisationId, type: null, person.RolesIn(organisationId), []) is { } refusal) return refusal;
        if (!person.BelongsTo(organisationId)) return new Decision<Person>.AlreadyDone();
        var status = PersonVerb.StatusOf(person);
        return new Decision<Person>.Moved(person.With(organisationId, []).Expired(now), new Step(PersonVerb.Leave, status, status));
    }

    /// <summary>Who just did it and lost the answer still sees whom they did it to.</summary>
    private static bool MaySee(Stored<Person> read, Guid organisationId, Reader reader) =>
        reader.MaySeePeople(organisationId) && (read.Value.BelongsTo(organisationId) || read.UpdatedBy == reader.Caller.PersonId);
}
