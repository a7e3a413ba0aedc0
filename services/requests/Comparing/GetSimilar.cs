using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Comparing;

/// <summary>
/// GET …/similar: open requests that may be for the same, the most alike first, each with what it shares. For coordinators. Found by the index alone:
/// the newest of each topic, of the organisation, and of the title's longest words.
/// </summary>
internal static class GetSimilar
{
    private const int Most = 10;
    private const int OfEach = 30;
    private const int MostWords = 3;

    public static async Task<IResult> Handle(Guid id, Reader reader, HttpContext http, Store<AssistanceRequest> store, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (reader.SightOf(read.Value) < Sight.Coordinator) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        var found = new Dictionary<Guid, Stored<AssistanceRequest>>();
        foreach (var query in Queries(read.Value))
        {
            foreach (var other in (await store.List(query, ct)).Items) found[other.Id] = other;
        }
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new SimilarView([.. Ranked(read, found.Values).Select(s => SimilarItem.Of(s.Other, s.Likeness))]));
    }

    /// <summary>Of these, what is open and alike. Among equals the one handed in last comes first.</summary>
    public static IReadOnlyList<(Stored<AssistanceRequest> Other, Likeness Likeness)> Ranked(
        Stored<AssistanceRequest> request, IEnumerable<Stored<AssistanceRequest>> others) =>
    [
        .. others.Where(other => other.Id != request.Id && RequestStatuses.Open.Contains(other.Value.Status))
            .Select(other => (Other: other, Likeness: Likeness.Of(request.Value, other.Value)))
            .Where(s => s.Likeness.IsAny)
            .OrderByDescending(s => s.Likeness.Points).ThenByDescending(s => s.Other.Value.SubmittedAt).ThenBy(s => s.Other.Id)
            .Take(Most)
    ];

    private static IEnumerable<Query<AssistanceRequest>> Queries(AssistanceRequest request)
    {
        var open = new Where<AssistanceRequest>(AssistanceRequests.ReaderStatus, [.. RequestStatuses.Open.Select(status => Submitted(status.Wire()))]);
        foreach (var topic in request.Content.Topics.Distinct())
        {
            var same = new Where<AssistanceRequest>(AssistanceRequests.ReaderTopic, Submitted(topic));
            yield return new([open, same], AssistanceRequests.UpdatedAt, Limit: OfEach);
            // The newest of a topic may all be elsewhere.
            if (AssistanceRequests.OblastOf(request) is { } oblast)
                yield return new([open, same, new(AssistanceRequests.ReaderOblast, Submitted(oblast))], AssistanceRequests.UpdatedAt, Limit: OfEach);
        }
        yield return new([new(AssistanceRequests.Organisation, request.OrganisationId.ToString())], AssistanceRequests.UpdatedAt, Limit: OfEach);
        foreach (var stem in Likeness.Stems(request.Content.Title).Take(MostWords))
            yield return new([open], AssistanceRequests.UpdatedAt, Words: stem, Limit: OfEach);
    }

    /// <summary>As coordinators find it.</summary>
    private static string Submitted(string value) => $"{AssistanceRequests.SubmittedReader}|{value}";
}

internal sealed record SimilarView(IReadOnlyList<SimilarItem> Items);

/// <param name="Topics">Shared ones.</param>
/// <param name="Oblast">KATOTTG prefix, where it is the same.</param>
/// <param name="Words">Of its title, that the other title has too.</param>
internal sealed record SimilarItem(
    Guid Id, string? Reference, string? Title, string? Language, RequestStatus Status, Guid OrganisationId, DateTimeOffset? SubmittedAt, int Points,
    IReadOnlyList<string> Topics, bool SameOrganisation, string? Oblast, IReadOnlyList<string> Words)
{
    public static SimilarItem Of(Stored<AssistanceRequest> other, Likeness likeness) => new(
        other.Id, other.Value.Reference, other.Value.Content.Title, other.Value.Content.Language, other.Value.Status, other.Value.OrganisationId,
        other.Value.SubmittedAt, likeness.Points, likeness.Topics, likeness.SameOrganisation, likeness.Oblast, likeness.Words);
}
