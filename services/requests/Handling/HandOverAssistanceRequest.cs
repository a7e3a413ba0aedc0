using Alliance.Contracts;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Handling;

/// <summary>
/// POST …/hand-over: a lead coordinator gives an open request to another coordinator. Whether that person may have it, accounts is asked at this
/// moment: whoever is no coordinator, or belongs to the applicant, could do nothing with it.
/// </summary>
internal static class HandOverAssistanceRequest
{
    public static async Task<IResult> Handle(
        Guid id, Handover? handover, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, People people, CancellationToken ct)
    {
        var read = await store.Find(id, ct);
        // Not for who may not hand over: no word to accounts in their name.
        var asks = read is not null && Transitions.Refuse(read.Value, reader.Caller, Verb.HandOver) is null && handover?.PersonId is { } given && given != Guid.Empty;
        var found = asks ? await people.FindNow(handover!.PersonId!.Value, ct) : FoundPeople.NotAsked;
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.HandOver, reader.Caller, reader.MaySee, d => Decide(d.Value, handover?.PersonId, found, reader.Caller), ct,
            entry => entry.Code == handover?.PersonId?.ToString());
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    /// <param name="found">What accounts says of that person now.</param>
    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Guid? personId, FoundPeople found, Caller caller)
    {
        if (Transitions.Refuse(request, caller, Verb.HandOver) is { } refusal) return refusal;
        if (personId is not { } owner || owner == Guid.Empty) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("personId", "required"));
        if (request.OwnerId == owner) return new Decision<AssistanceRequest>.AlreadyDone();
        if (!found.Answered) return new Refusal(RefusalKind.Unavailable, "accounts-away");
        if (Fault(found.Cards.GetValueOrDefault(owner), request) is { } fault)
            return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("personId", fault));
        // The id stands in the entry, so that the history alone tells who had the request when.
        return new Decision<AssistanceRequest>.Moved(request with { OwnerId = owner }, Transitions.Entry(request, Verb.HandOver, code: owner.ToString()));
    }

    /// <summary>Null when the person may own it: what <see cref="By.Coordinator"/> says of a caller, said of somebody else.</summary>
    public static string? Fault(PersonCard? person, AssistanceRequest request)
    {
        if (!IsCoordinator(person)) return "no-coordinator";
        if (request.Appeal?.WasDecidedBy(person!.Id) == true) return "decided-before";
        return Candidate(person!).Acts(By.Coordinator, request.OrganisationId) ? null : "of-the-applicant";
    }

    public static bool IsCoordinator(PersonCard? person) => person is { Active: true } && Candidate(person).WouldAct(By.Coordinator);

    private static Caller Candidate(PersonCard person) =>
        new(person.Id, [.. (person.Memberships ?? []).SelectMany(m => m.Roles.Select(role => new Membership(m.OrganisationId, role)))]);
}

internal sealed record Handover(Guid? PersonId = null);
