using Alliance.Requests.Reading;
using Alliance.Requests.Recognising;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Drafting;

/// <summary>PUT /api/requests/{id}: the applicant's team, or the association's that writes for it, saves the whole form, while it is theirs to write. No history entry: it is an autosave.</summary>
internal static class ChangeDraft
{
    public static async Task<IResult> Handle(
        Guid id, ChangedDraft? form, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, Store<KnownOrganisation> organisations, TimeProvider clock, CancellationToken ct)
    {
        if (form is null) return Answers.ToHttp(Given.NoBody);
        var now = clock.GetUtcNow();
        // Whose request it is never changes; whom it names besides is checked against what the caller read, or the answer is that it is stale.
        var strangers = form.AlsoFor is not null && await store.Find(id, ct) is { } known
            ? await AlsoForRules.Check(form.AlsoFor, known.Value.OrganisationId, known.Value.AlsoFor, organisations, ct)
            : null;
        var outcome = await Verbs.Apply(
            store, id, ifMatch, verb: null, reader.Caller, reader.MaySee, read => Decide(read.Value, form, reader.Caller, now, form.AlsoFor, strangers), ct);
        if (outcome is Outcome<AssistanceRequest>.Refused { Why.Kind: RefusalKind.Stale } && await Repeated(id, form, ifMatch, reader.Caller, store, now, ct) is { } same)
            outcome = new Outcome<AssistanceRequest>.AlreadyDone(same);
        if (outcome is Outcome<AssistanceRequest>.Refused { Why.Code: "taken" }) outcome = DraftRules.NumberTaken;
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    /// <param name="named">Other authorities it is for; null = as before.</param>
    /// <param name="strangers">Why these may not be named.</param>
    public static Decision<AssistanceRequest> Decide(
        AssistanceRequest request, RequestContent form, Caller caller, DateTimeOffset now, IReadOnlyList<Guid>? named = null, Refusal? strangers = null)
    {
        var own = caller.Acts(By.Editor, request.OrganisationId);
        if (!own && !caller.IsOfDrafter(request)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (!request.IsBeingWritten()) return new Refusal(RefusalKind.Conflict, "wrong-state");

        if (DraftRules.TooMany(form) is { } tooMany) return tooMany;
        var content = DraftForm.Kept(form, request.Content, now);
        if (DraftRules.Check(form, content, request.Content) is { } refusal) return refusal;
        if (!own && content.ExternalId != request.Content.ExternalId) return DraftRules.NumberIsTheirs;
        if (strangers is not null) return strangers;
        var alsoFor = AlsoForRules.Kept(named, request.AlsoFor);
        return DraftForm.Same(content, request.Content) && alsoFor.SequenceEqual(request.AlsoFor)
            ? new Decision<AssistanceRequest>.AlreadyDone()
            : new Decision<AssistanceRequest>.Moved(request with { Content = content, AlsoFor = alsoFor });
    }

    /// <summary>On a weak line the answer to a save is lost and the save is sent again: that is no conflict with oneself.</summary>
    private static async Task<Stored<AssistanceRequest>?> Repeated(
        Guid id, ChangedDraft form, IfMatch ifMatch, Caller caller, Store<AssistanceRequest> store, DateTimeOffset now, CancellationToken ct)
    {
        var read = await store.Find(id, ct);
        return read is not null && read.UpdatedBy == caller.PersonId && read.Revision - 1 == ifMatch.Revision
            && Decide(read.Value, form, caller, now, form.AlsoFor) is Decision<AssistanceRequest>.AlreadyDone ? read : null;
    }
}
