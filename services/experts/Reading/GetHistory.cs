using Alliance.Experts.Inviting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Reading;

/// <summary>
/// GET …/history: whoever may read the document whole. All that the chain covers is there, so that it can be verified elsewhere; why an
/// expert was proposed is left out for who may not read the selection.
/// </summary>
internal static class GetHistory
{
    public static Task<IResult> OfExpert(Guid id, Caller caller, Store<Expert> store, CancellationToken ct) =>
        Of(id, store, caller.MaySee, caller.ReadsWhole, _ => true, ct);

    public static Task<IResult> OfAssignment(Guid id, Caller caller, Store<Assignment> store, CancellationToken ct) =>
        Of(id, store, caller.MaySee, _ => true, e => e.Verb != AssignmentVerb.Propose || caller.IsCoordinator(), ct);

    private static async Task<IResult> Of<T>(Guid id, Store<T> store, Func<T, bool> maySee, Func<T, bool> readsWhole, Func<HistoryEntry, bool> withText, CancellationToken ct) where T : class
    {
        if (await store.Find(id, ct) is not { } read || !maySee(read.Value)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        // The employer's administrator knows of the profile.
        if (!readsWhole(read.Value)) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        var entries = await store.History(id, ct);
        return Answers.Read(read, new HistoryView([.. entries.Select(e => Item(e, withText(e)))]));
    }

    private static HistoryItem Item(HistoryEntry e, bool withText)
    {
        var (reason, text) = e.Verb == AssignmentVerb.Decline ? DeclineReason.Of(e) : (null, e.Text);
        return new HistoryItem(e.No, e.Verb, e.ActorId, e.At, e.From, e.To, e.Code, withText ? text : null, e.TextHash, e.Traceparent, e.PreviousHash, e.Hash, reason);
    }
}

internal sealed record HistoryView(IReadOnlyList<HistoryItem> Items);

/// <param name="TextHash">Of salt and text; stays when both are erased. Before the text of a decline for <c>health-family</c> stands that code and a line feed.</param>
/// <param name="Reason">Why an invitation was declined, by the code that was given; <c>code</c> is the one that lasts.</param>
internal sealed record HistoryItem(
    long No, string Verb, Guid ActorId, DateTimeOffset At, string? From, string? To, string? Code, string? Text,
    string? TextHash, string? Traceparent, string PreviousHash, string Hash, string? Reason = null);
