using Alliance.Requests.Codelists;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>GET /api/requests: what the caller may see, filtered, found by words, in pages. Who may see nothing gets an empty list.</summary>
internal static class ListAssistanceRequests
{
    public static async Task<IResult> Handle(
        [AsParameters] ListParameters parameters, HttpContext http, Caller caller, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var readers = ReadersOf(caller);
        var faults = parameters.Faults(http.Request.Query.Keys, readers.Count).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        if (readers.Count == 0) return TypedResults.Ok(new ListView([], Next: null));

        var page = await store.List(QueryOf(parameters, readers, caller), ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ListView([.. page.Items.Select(ListItem.Of)], page.Next));
    }

    /// <summary>The values of <see cref="AssistanceRequests.Reader"/> this caller is one of. Nobody writes for more authorities than one query can name.</summary>
    public static IReadOnlyList<string> ReadersOf(Caller caller)
    {
        var teams = caller.Authorities().Select(AssistanceRequests.TeamReader);
        IEnumerable<string> all = caller.IsCoordinator() ? [AssistanceRequests.SubmittedReader, .. teams] : teams;
        return [.. all.Take(ListParameters.MostTerms)];
    }

    public static Query<AssistanceRequest> QueryOf(ListParameters parameters, IReadOnlyList<string> readers, Caller caller)
    {
        var conditions = new List<Where<AssistanceRequest>>();

        void ForReaders(Facet<AssistanceRequest> facet, params IReadOnlyList<string> values)
        {
            if (values.Count > 0) conditions.Add(new(facet, [.. readers.SelectMany(r => values.Select(v => $"{r}|{v}"))]));
        }

        void Also(Facet<AssistanceRequest> facet, params IReadOnlyList<string> values)
        {
            if (values.Count > 0) conditions.Add(new(facet, [.. values]));
        }

        ForReaders(AssistanceRequests.ReaderStatus, ListParameters.Values(parameters.Status));
        ForReaders(AssistanceRequests.ReaderTopic, ListParameters.Values(parameters.Topic));
        ForReaders(AssistanceRequests.ReaderOblast, [.. ListParameters.Values(parameters.Oblast).Select(o => Katottg.Oblast(o)!)]);
        ForReaders(AssistanceRequests.ReaderOwner, [.. ListParameters.Values(parameters.Owner)
            .Select(o => (o == ListParameters.Me ? caller.PersonId : Guid.Parse(o)).ToString())]);
        // Without any of these the reader is a condition of its own; no query goes without.
        if (conditions.Count == 0) Also(AssistanceRequests.Reader, readers);
        Also(AssistanceRequests.Organisation, [.. ListParameters.Values(parameters.OrganisationId).Select(o => Guid.Parse(o).ToString())]);
        Also(AssistanceRequests.AssistanceType, ListParameters.Values(parameters.AssistanceType));
        Also(AssistanceRequests.Urgency, ListParameters.Values(parameters.Urgency));

        var (sort, descending) = parameters.Order();
        return new Query<AssistanceRequest>(conditions, sort, descending, Words: parameters.Q, Cursor: parameters.Cursor, Limit: parameters.Size());
    }
}

internal sealed record ListView(IReadOnlyList<ListItem> Items, string? Next);

/// <param name="Oblast">KATOTTG prefix: <c>UA05</c>.</param>
internal sealed record ListItem(
    Guid Id, string? Reference, string? Title, RequestStatus Status, long Revision, Guid OrganisationId, IReadOnlyList<string> Topics,
    string? AssistanceType, string? Urgency, DateOnly? NeededBy, string? Oblast, string? Language, Guid? Owner,
    DateTimeOffset UpdatedAt, DateTimeOffset? SubmittedAt)
{
    public static ListItem Of(Stored<AssistanceRequest> d) => new(
        d.Id, d.Value.Reference, d.Value.Content.Title, d.Value.Status, d.Revision, d.Value.OrganisationId, d.Value.Content.Topics,
        d.Value.Content.AssistanceType, d.Value.Content.Urgency, d.Value.Content.NeededBy, AssistanceRequests.OblastOf(d.Value),
        d.Value.Content.Language, d.Value.OwnerId, d.UpdatedAt, d.Value.SubmittedAt);
}
