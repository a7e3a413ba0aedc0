using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Drafting;

/// <summary>PUT /api/requests/{id}: the applicant's team, or the association's that writes for it, saves the whole form, while it is theirs to write. No history entry: it is an autosave.</summary>
internal static class ChangeDraft
{
    public static async Task<IResult> Handle(
        Guid id, RequestContent? form, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        if (form is null) return Answers.ToHttp(Given.NoBody);
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(store, id, ifMatch, verb: null, reader.Caller, reader.MaySee, read => Decide(read.Value, form, reader.Caller, now), ct);
        if (outcome is Outcome<AssistanceRequest>.Refused { Why.Kind: RefusalKind.Stale } && await Repeated(id, form, ifMatch, reader.Caller, store, now, ct) is { } same)
            outcome = new Outcome<AssistanceRequest>.AlreadyDone(same);
        if (outcome is Outcome<AssistanceRequest>.Refused { Why.Code: "taken" }) outcome = DraftRules.NumberTaken;
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, RequestContent form, Caller caller, DateTimeOffset now)
    {
        var own = caller.Acts(By.Editor, request.OrganisationId);
        if (!own && !caller.IsOfDrafter(request)) return new Refusal(RefusalKind.Forbidden, "not-yours");
        if (!request.IsBeingWritten()) return new Refusal(RefusalKind.Conflict, "wrong-state");

        if (DraftRules.TooMany(form) is { } tooMany) return tooMany;
        var content = DraftForm.Kept(form, request.Content, now);
        if (DraftRules.Check(form, content, request.Content) is { } refusal) return refusal;
        if (!own && content.ExternalId != request.Content.ExternalId) return DraftRules.NumberIsTheirs;
        return DraftForm.Same(content, request.Content)
            ? new Decision<AssistanceRequest>.AlreadyDone()
            : new Decision<AssistanceRequest>.Moved(request with { Content = content });
    }

    /// <summary>On a weak line the answer to a save is lost and the save is sent again: that is no conflict with oneself.</summary>
    private static async Task<Stored<AssistanceRequest>?> Repeated(
        Guid id, RequestContent form, IfMatch ifMatch, Caller caller, Store<AssistanceRequest> store, DateTimeOffset now, CancellationToken ct)
    {
        var read = await store.Find(id, ct);
        return read is not null && read.UpdatedBy == caller.PersonId && read.Revision - 1 == ifMatch.Revision
            && Decide(read.Value, form, caller, now) is Decision<AssistanceRequest>.AlreadyDone ? read : null;
    }
}
