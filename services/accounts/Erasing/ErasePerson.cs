using System.Security.Cryptography;
using Alliance.Accounts.Enrolling;
using Alliance.Accounts.Reading;
using Alliance.Accounts.SigningIn;
using Alliance.Contracts;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Erasing;

/// <summary>
/// POST /api/people/{id}/erase by an administrator, POST /api/me/erase by the person, who writes the own address to say that it is meant. Name, address and
/// sign-in are gone with the save; the other services follow. There is no way back.
/// </summary>
internal static class ErasePerson
{
    private const int SaltBytes = 16;

    public static async Task<IResult> Handle(
        Guid id, IfMatch ifMatch, Reader reader, Store<Person> people, Credentials credentials, TimeProvider clock, CancellationToken ct)
    {
        if (await people.Find(id, ct) is { } before && RoleRules.RefuseAccess(reader.Caller, id) is null) await credentials.Unlock(before.Value.Email, ct);
        var outcome = await LastAdministrator.Judge(people, remaining => Verbs.Apply(
            people, id, ifMatch, PersonVerb.Erase, reader.Caller, reader.MaySee, read => Decide(read, reader.Caller, remaining, Salt(), clock.GetUtcNow()), ct), ct);
        return await Answer(outcome, credentials, ct);
    }

    public static async Task<IResult> Own(
        OwnErasure? form, Reader reader, Store<Person> people, Credentials credentials, TimeProvider clock, CancellationToken ct)
    {
        if (form is null) return Answers.ToHttp(Given.NoBody);
        while (await people.Find(reader.Caller.PersonId, ct) is { } read)
        {
            var decision = DecideOwn(read, form, reader.Caller, await LastAdministrator.Read(people, ct), Salt(), clock.GetUtcNow());
            if (decision is Decision<Person>.Refused refused) return Answers.ToHttp(refused.Why);
            if (decision is not Decision<Person>.Moved moved) return await Answer(new Outcome<Person>.AlreadyDone(read), credentials, ct);
            await credentials.Unlock(read.Value.Email, ct);
            // Whoever was faster left another state, an erased one where the person pressed twice, or one administrator less; it is judged again.
            if (await people.Save(read, moved.Next, reader.Caller.PersonId, moved.Steps, ct) is SaveResult<Person>.Saved saved) return await Answer(Verbs.From(saved, created: false), credentials, ct);
        }
        return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
    }

    public static Decision<Person> Decide(Stored<Person> read, Caller caller, LastAdministrator.Remaining remaining, string salt, DateTimeOffset now)
    {
        if (RoleRules.RefuseAccess(caller, read.Id) is { } refusal) return refusal;
        return read.Value.Erased is not null ? new Decision<Person>.AlreadyDone() : Erase(read.Value, remaining, salt, now);
    }

    public static Decision<Person> DecideOwn(Stored<Person> read, OwnErasure form, Caller caller, LastAdministrator.Remaining remaining, string salt, DateTimeOffset now)
    {
        if (caller.ViaClient is not null) return new Refusal(RefusalKind.Forbidden, "not-by-client");
        if (read.Value.Erased is not null) return new Decision<Person>.AlreadyDone();
        if (Given.Text(form.Email) is not { } email) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("email", "required"));
        if (Persons.Normal(email) != Persons.Normal(read.Value.Email)) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("email", "not-own-email"));
        return Erase(read.Value, remaining, salt, now);
    }

    private static Decision<Person> Erase(Person person, LastAdministrator.Remaining remaining, string salt, DateTimeOffset now)
    {
        var traces = new ErasedTraces(salt, ErasedTraces.HashOf(salt, person.Email), ErasedTraces.HashOf(salt, person.Name), [.. person.Memberships.Select(m => m.OrganisationId)]);
        var next = new Person { Name = "", Email = "", Active = false, Erased = new Erasure(now, traces, []), EndsOfAdministration = person.EndsOfAdministration }.Expired(now);
        return LastAdministrator.Check(person, new Decision<Person>.Moved(next, new Step(PersonVerb.Erase, PersonVerb.StatusOf(person), PersonVerb.StatusOf(next))), remaining);
    }

    private static string Salt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SaltBytes));

    private static async Task<IResult> Answer(Outcome<Person> outcome, Credentials credentials, CancellationToken ct)
    {
        // Now, and by the loop again before the others are told: who is erased is out with this answer.
        if (outcome is Outcome<Person>.Done { Document.Id: var id }) await EraseTraces.SignIn(id, credentials, ct);
        return Answers.ToHttp(outcome, ErasureView.Of);
    }
}

/// <param name="Email">The person's own address, to say that it is meant.</param>
internal sealed record OwnErasure(string? Email);
