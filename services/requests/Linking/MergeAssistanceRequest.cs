using Alliance.Requests.Closing;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Linking;

/// <summary>
/// POST …/merge: a coordinator finds that another open request is for the same; this one ends and the other goes on. The other is saved first, with its link:
/// whoever merges that one at the same moment then meets a revision they have not read, so that of several merges in a circle one at least fails.
/// A link that was kept for a merge that then failed is not shown, since the other request does not say so.
/// </summary>
internal static class MergeAssistanceRequest
{
    private const int MostTries = 10;

    private static readonly InlineValidator<Merge> Rules = new()
    {
        v => v.RuleFor(m => m.RequestId).NotEmpty(),
        v => v.RuleFor(m => m.Text).Prose(FieldRules.LongestText)
    };

    public static async Task<IResult> Handle(
        Guid id, Merge? merge, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var (given, now) = (merge ?? new Merge(), clock.GetUtcNow());
        var stays = await Keep(id, given, ifMatch, reader, store, now, ct);
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Merge, reader.Caller, reader.MaySee, read => Decide(read, given, stays, reader.Caller, now), ct,
            entry => entry.Code == given.RequestId?.ToString() && entry.Text == Given.Text(given.Text));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    /// <param name="stays">The other request as it is; null = there is none.</param>
    public static Decision<AssistanceRequest> Decide(Stored<AssistanceRequest> read, Merge merge, Stored<AssistanceRequest>? stays, Caller caller, DateTimeOffset now)
    {
        var request = read.Value;
        if (Transitions.Refuse(request, caller, Verb.Merge) is { } refusal) return refusal;
        var given = merge with { Text = Given.Text(merge.Text) };
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        if (Fault(read.Id, given.RequestId!.Value, stays, caller) is { } fault) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("requestId", fault));
        var next = request.EndedBy(Verb.Merge).Answered(now) with
        {
            Criteria = [],
            Decision = new ReviewDecision("merged", null, given.Text ?? "", null, caller.PersonId, now),
            LinkedRequests = [.. request.LinkedRequests, new LinkedRequest(stays!.Id, LinkKind.DuplicateOf, caller.PersonId, now, given.Text)]
        };
        return new Decision<AssistanceRequest>.Moved(next, Transitions.Entry(request, Verb.Merge, stays.Id.ToString(), given.Text));
    }

    /// <summary>The one that stays, with its link to the one that goes: once.</summary>
    public static AssistanceRequest Linked(AssistanceRequest stays, Guid goes, Caller caller, DateTimeOffset now) =>
        stays.LinkedRequests.Any(l => l.Id == goes && l.Kind == LinkKind.Duplicate)
            ? stays
            : stays with { LinkedRequests = [.. stays.LinkedRequests, new LinkedRequest(goes, LinkKind.Duplicate, caller.PersonId, now)] };

    private static string? Fault(Guid id, Guid other, Stored<AssistanceRequest>? stays, Caller caller)
    {
        if (other == id) return "itself";
        // A draft is not known to coordinators.
        if (stays is not { Value.Submissions: > 0 }) return "no-such-request";
        if (!RequestStatuses.Open.Contains(stays.Value.Status)) return "not-open";
        return caller.Acts(By.Coordinator, stays.Value) ? null : "own-organisation";
    }

    /// <summary>Saved even where the link is there already, for its revision. Null where nothing is to be merged into it.</summary>
    private static async Task<Stored<AssistanceRequest>?> Keep(
        Guid id, Merge merge, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, DateTimeOffset now, CancellationToken ct)
    {
        if (merge.RequestId is not { } other) return null;
        for (var i = 0; i < MostTries; i++)
        {
            var (goes, stays) = (await store.Find(id, ct), await store.Find(other, ct));
            if (goes is null || stays is null || goes.Revision != ifMatch.Revision || !reader.MaySee(goes)
                || Decide(goes, merge, stays, reader.Caller, now) is not Decision<AssistanceRequest>.Moved)
                return stays;
            if (await store.Save(stays, Linked(stays.Value, id, reader.Caller, now), reader.Caller.PersonId, [], ct) is SaveResult<AssistanceRequest>.Saved saved)
                return saved.Document;
        }
        throw new InvalidOperationException($"Request {other}: others saved it {MostTries} times while {id} was to be merged into it.");
    }
}

/// <param name="RequestId">Of the one that stays.</param>
/// <param name="Text">For both applicants.</param>
internal sealed record Merge(Guid? RequestId = null, string? Text = null);
