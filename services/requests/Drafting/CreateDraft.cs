using Alliance.Requests.Reading;
using Alliance.Requests.Recognising;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Drafting;

/// <summary>POST /api/requests: an editor or signatory of an authority begins a request, or of an association for an authority that lets it. It may be as empty as they like.</summary>
internal static class CreateDraft
{
    public static async Task<IResult> Handle(
        NewDraft? form, IdempotencyKey key, Reader reader, Store<AssistanceRequest> store, Store<KnownOrganisation> organisations, ReleaseDrafts drafts,
        TimeProvider clock, CancellationToken ct)
    {
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        if (form is null) return Answers.ToHttp(Given.NoBody);
        var writers = await Writers.Of(reader.Caller, form.OrganisationId, organisations, ct);
        var strangers = await AlsoForRules.Check(form.AlsoFor, form.OrganisationId, [], organisations, ct);
        var outcome = await Create(form, key.Value, writers, strangers, reader, store, clock.GetUtcNow(), ct);
        if (outcome is Outcome<AssistanceRequest>.Created { Document.Value: { DraftedBy: not null, OrganisationId: var authority } }
            && await organisations.Find(authority, ct) is { } now)
        {
            // The authority may have said otherwise while it was written; whoever heard that looked for drafts before this one was there.
            await drafts.Of(authority, now.Value, ct);
        }
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader), d => $"/api/requests/{d.Id}");
    }

    /// <param name="writers">Null: by the caller's roles alone.</param>
    /// <param name="strangers">Why those it names besides may not be named.</param>
    public static Decision<AssistanceRequest> Decide(NewDraft form, Caller caller, CreationKey? createdWith, DateTimeOffset now, Writers? writers = null, Refusal? strangers = null)
    {
        var (applicant, association, refusal) = (writers ?? new Writers(caller.Authorities(), [])).For(form.OrganisationId, form.DraftedBy);
        if (refusal is not null) return refusal;
        if (association is not null && form.ExternalId is not null) return DraftRules.NumberIsTheirs;
        var decision = Begin(form, applicant, createdWith, now);
        if (decision is Decision<AssistanceRequest>.Moved && strangers is not null) return strangers;
        return decision is Decision<AssistanceRequest>.Moved moved
            ? moved with { Next = moved.Next with { DraftedBy = association, AlsoFor = [.. AlsoForRules.Kept(form.AlsoFor, []).Where(a => a != applicant)], SubmittedVia = caller.ViaClient is null ? "web" : "api" } }
            : decision;
    }

    /// <summary>Whoever may: the rules of the content are held here.</summary>
    public static Decision<AssistanceRequest> Begin(RequestContent form, Guid organisationId, CreationKey? createdWith, DateTimeOffset now)
    {
        if (DraftRules.TooMany(form) is { } tooMany) return tooMany;
        var content = DraftForm.Kept(form, RequestContent.Empty, now);
        if (DraftRules.Check(form, content, RequestContent.Empty) is { } refusal) return refusal;
        var draft = new AssistanceRequest
        {
            OrganisationId = organisationId,
            Status = RequestStatus.Draft,
            Content = content,
            CreatedWith = createdWith
        };
        return new Decision<AssistanceRequest>.Moved(draft, new Step(Verb.Draft, From: null, RequestStatus.Draft.Wire()));
    }

    private static async Task<Outcome<AssistanceRequest>> Create(
        NewDraft form, string? key, Writers writers, Refusal? strangers, Reader reader, Store<AssistanceRequest> store, DateTimeOffset now, CancellationToken ct)
    {
        var caller = reader.Caller;
        var createdWith = key is null ? null : new CreationKey(caller.PersonId, key, Given.HashOf(form));
        return await Keep(Decide(form, caller, createdWith, now, writers, strangers), createdWith, reader, store, now, ct);
    }

    /// <summary>A new draft, or the one that this key has made already.</summary>
    public static async Task<Outcome<AssistanceRequest>> Keep(
        Decision<AssistanceRequest> decision, CreationKey? createdWith, Reader reader, Store<AssistanceRequest> store, DateTimeOffset now, CancellationToken ct)
    {
        if (decision is not Decision<AssistanceRequest>.Moved moved) return ((Decision<AssistanceRequest>.Refused)decision).Why;

        var saved = await store.Create(Guid.CreateVersion7(now), moved.Next, reader.Caller.PersonId, moved.Steps, ct);
        if (saved is not SaveResult<AssistanceRequest>.Taken taken) return Verbs.From(saved, created: true);
        return createdWith is not null && taken.Key == createdWith.UniqueKey ? await Repeated(taken.Key, createdWith, reader, store, ct) : DraftRules.NumberTaken;
    }

    /// <summary>The key was used before: the same body gets the same answer, another body is a mistake of the client.</summary>
    private static async Task<Outcome<AssistanceRequest>> Repeated(
        string uniqueKey, CreationKey createdWith, Reader reader, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var first = await store.FindByKey(uniqueKey, ct);
        if (first is null || !reader.MaySee(first)) return new Refusal(RefusalKind.Conflict, "taken");
        return first.Value.CreatedWith == createdWith
            ? new Outcome<AssistanceRequest>.Created(first)
            : new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body"));
    }
}
