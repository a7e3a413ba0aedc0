using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>
/// GET /api/requests/pipeline: how many requests there are in which status, on which topic, in which oblast, and how old they are. Numbers only.
/// For coordinators and for observers of Active organisations. Topics and oblasts count what is at no end yet.
/// </summary>
internal static class GetPipeline
{
    public static async Task<IResult> Handle(Reader reader, HttpContext http, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var mayCount = reader.Caller.IsCoordinator() || (reader.IsActiveMember && reader.Caller.Has(Roles.Observer));
        if (!mayCount) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        http.Response.Headers.CacheControl = "no-store";
        var now = clock.GetUtcNow();
        const string submitted = AssistanceRequests.SubmittedReader + "|";
        var statuses = await store.Tally(AssistanceRequests.ReaderStatus, submitted, AssistanceRequests.SubmittedAt, ct);
        var topics = await store.Tally(AssistanceRequests.OpenTopic, "", AssistanceRequests.SubmittedAt, ct);
        var oblasts = await store.Tally(AssistanceRequests.OpenOblast, "", AssistanceRequests.SubmittedAt, ct);
        return TypedResults.Ok(new PipelineView(
            // In the order of a request's life; the index knows codes in lower case only.
            [.. RequestStatuses.All.SelectMany(status => statuses
                .Where(t => string.Equals(t.Value[submitted.Length..], status, StringComparison.OrdinalIgnoreCase)).Select(t => Group(status, t)))],
            [.. topics.Select(t => Group(t.Value, t))],
            [.. oblasts.Select(t => Group(t.Value.ToUpperInvariant(), t))]));

        PipelineGroup Group(string code, Tally tally) =>
            new(code, tally.Count, Age(tally.Least), Age(tally.Mean));

        double Age(double at) => Math.Round(Math.Max(0, now.ToUnixTimeMilliseconds() - at) / TimeSpan.MillisecondsPerDay, 2);
    }
}

internal sealed record PipelineView(IReadOnlyList<PipelineGroup> Statuses, IReadOnlyList<PipelineGroup> Topics, IReadOnlyList<PipelineGroup> Oblasts);

/// <param name="Code">A status, a topic, or the KATOTTG prefix of an oblast.</param>
/// <param name="OldestDays">Days since the one submitted first was (last) submitted.</param>
/// <param name="MeanDays">Days since they were (last) submitted, on average.</param>
internal sealed record PipelineGroup(string Code, int Count, double OldestDays, double MeanDays);
