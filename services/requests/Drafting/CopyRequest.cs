using Alliance.Requests.Linking;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Drafting;

/// <summary>POST …/copy: the applicant's team begins a new draft with the content of a request it has, but for times that have passed. That request stays as it is.</summary>
internal static class CopyRequest
{
    public static async Task<IResult> Handle(Guid id, IdempotencyKey key, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        var now = clock.GetUtcNow();
        var createdWith = key.Value is null ? null : new CreationKey(reader.Caller.PersonId, key.Value, Given.HashOf($"copy of {id}"));
        var outcome = await CreateDraft.Keep(Decide(read.Value, createdWith, reader.Caller, now), createdWith, reader, store, now, ct);
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader), d => $"/api/requests/{d.Id}");
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, CreationKey? createdWith, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.Copy) is { } refusal) return refusal;
        var draft = new AssistanceRequest
        {
            OrganisationId = request.OrganisationId,
            AlsoFor = request.AlsoFor,
            SubmittedVia = caller.ViaClient is null ? "web" : "api",
            Status = RequestStatus.Draft,
            Content = StillToCome(Successor.Again(request.Content, now), now),
            Translations = request.Translations,
            CreatedWith = createdWith
        };
        return new Decision<AssistanceRequest>.Moved(draft, new Step(Verb.Draft, From: null, RequestStatus.Draft.Wire()));
    }

    /// <summary>Without times that have passed: nobody can come then, and whoever copies last year's request is asked for new ones.</summary>
    private static RequestContent StillToCome(RequestContent content, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        return content with
        {
            NeededBy = content.NeededBy < today ? null : content.NeededBy,
            PreferredPeriods = [.. content.PreferredPeriods.Where(p => !(p.From < today))],
            OpensAt = content.OpensAt <= now ? null : content.OpensAt,
            ClosesAt = content.ClosesAt <= now ? null : content.ClosesAt
        };
    }
}
