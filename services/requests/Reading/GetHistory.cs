using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>
/// GET …/history: the applicant's team and coordinators; it tells who did what, and why. All that the chain covers is there, so that it can be
/// verified elsewhere.
/// </summary>
internal static class GetHistory
{
    public static async Task<IResult> Handle(Guid id, Reader reader, Store<AssistanceRequest> store, People people, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        var sight = reader.SightOf(read.Value);
        if (sight < Sight.Team) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        var entries = await store.History(id, ct);
        var actors = await people.Find(entries.Select(e => e.ActorId), ct);
        return Answers.Read(read, new HistoryView([.. entries.Select(e => new HistoryItem(
            e.No, e.Verb, e.ActorId, actors.NameOf(e.ActorId), e.At, e.From, e.To, e.Code, MayRead(e, sight) ? e.Text : null,
            e.TextHash, e.Traceparent, e.PreviousHash, e.Hash))]));
    }

    /// <summary>What the first of two coordinators wrote is no decision yet, and may never be one.</summary>
    private static bool MayRead(HistoryEntry entry, Sight sight) =>
        sight == Sight.Coordinator || !(entry.Verb == Verb.Approve && entry.To == RequestStatus.InReview.Wire());
}

internal sealed record HistoryView(IReadOnlyList<HistoryItem> Items);

/// <param name="Actor">The name, as accounts has it now; null for the system, for somebody unknown, and while accounts does not answer.</param>
/// <param name="TextHash">Of salt and text; stays when both are erased.</param>
internal sealed record HistoryItem(
    long No, string Verb, Guid ActorId, string? Actor, DateTimeOffset At, string? From, string? To, string? Code, string? Text,
    string? TextHash, string? Traceparent, string PreviousHash, string Hash);
