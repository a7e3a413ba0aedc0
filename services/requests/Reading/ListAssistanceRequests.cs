using Alliance.Requests.Codelists;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>GET /api/requests: what the caller may see, filtered, found by words, in pages; of each request what they may see of it.</summary>
internal static class ListAssistanceRequests
{
    public static async Task<IResult> Handle(
        [AsParameters] ListParameters parameters, HttpContext http, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var readers = ReadersOf(reader, parameters, http.Request.Query.Keys);
        var faults = parameters.Faults(http.Request.Query.Keys, readers.Count).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        http.Response.Headers.CacheControl = "no-store";
        // Whose organisation is no association has written nothing for others.
        if (readers.Count == 0) return TypedResults.Ok(new ListView([], null));

        var page = await store.List(QueryOf(parameters, readers, reader.Caller, clock.GetUtcNow()), ct);
        return TypedResults.Ok(new ListView([.. page.Items.Select(d => ListItem.Of(d, reader.SightOf(d.Value)))], page.Next));
    }

    /// <summary>
    /// The values of <see cref="AssistanceRequests.Reader"/> this caller is one of and may ask so. Nobody writes for more authorities than one
    /// query can name.
    /// </summary>
    public static IReadOnlyList<string> ReadersOf(Reader reader, ListParameters parameters, IEnumerable<string> given)
    {
        var needed = parameters.Needed(given);
        var values = reader.Values().Where(v => v.Sight >= needed).Select(v => v.Value);
        if (parameters.DraftedBy is not null) values = reader.AsDrafter().Where(v => v.Sight >= needed).Select(v => v.Value);
        if (parameters.Consulted is not null) values = reader.Caller.Voices().Select(AssistanceRequests.ConsultedReader);
        return [.. values.Take(ListParameters.MostTerms)];
    }

    public static Query<AssistanceRequest> QueryOf(ListParameters parameters, IReadOnlyList<string> readers, Caller caller, DateTimeOffset now)
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

        var overdue = parameters.Overdue == "true";
        var statuses = ListParameters.Values(parameters.Status);
        if (overdue)
        {
            IReadOnlyList<string> open = [.. RequestStatuses.Open.Select(s => s.Wire())];
            // Nothing has that status where none is left: what has ended is not overdue.
            statuses = statuses.Count == 0 ? open : statuses.Intersect(open).ToArray() is { Length: > 0 } some ? some : [RequestStatus.Discarded.Wire()];
        }
        ForReaders(AssistanceRequests.ReaderStatus, statuses);
        ForReaders(AssistanceRequests.ReaderTopic, ListParameters.Values(parameters.Topic));
        ForReaders(AssistanceRequests.ReaderOblast, [.. ListParameters.Values(parameters.Oblast).Select(o => Katottg.Oblast(o)!)]);
        ForReaders(AssistanceRequests.ReaderOwner, [.. ListParameters.Values(parameters.Owner)
            .Select(o => o == AssistanceRequests.Nobody ? o : (o == ListParameters.Me ? caller.PersonId : Guid.Parse(o)).ToString())]);
        // Without any of these the reader is a condition of its own; no query goes without.
        if (conditions.Count == 0) Also(AssistanceRequests.Reader, readers);
        if (parameters.Consulted == "waiting") Also(AssistanceRequests.AwaitsOpinion, [.. caller.Voices().Select(o => o.ToString()).Take(ListParameters.MostTerms)]);
        Also(AssistanceRequests.Reference, ListParameters.Values(parameters.Reference));
        Also(AssistanceRequests.Organisation, [.. ListParameters.Values(parameters.OrganisationId).Select(o => Guid.Parse(o).ToString())]);
        Also(AssistanceRequests.AssistanceType, ListParameters.Values(parameters.AssistanceType));
        Also(AssistanceRequests.Urgency, ListParameters.Values(parameters.Urgency));

        if (overdue)
        {
            return new Query<AssistanceRequest>(
                conditions, AssistanceRequests.DueAt, Descending: false, To: now.ToUnixTimeMilliseconds(), Words: parameters.Q, Cursor: parameters.Cursor, Limit: parameters.Size());
        }
        var (sort, descending) = parameters.Order();
        return new Query<AssistanceRequest>(conditions, sort, descending, Words: parameters.Q, Cursor: parameters.Cursor, Limit: parameters.Size());
    }
}

internal sealed record ListView(IReadOnlyList<ListItem> Items, string? Next);

/// <param name="Summary">Only where it is all that is to be read of the matter.</param>
/// <param name="Oblast">KATOTTG prefix: <c>UA05</c>.</param>
internal sealed record ListItem(
    Guid Id, string? Reference, string? Title, string? Summary, RequestStatus Status, bool? OnHold, long? Revision, Guid? OrganisationId, Guid? DraftedBy,
    IReadOnlyList<string> Topics, string? AssistanceType, string? Urgency, DateOnly? NeededBy, string? Oblast, string? Language, Guid? Owner,
    DateTimeOffset UpdatedAt, DateTimeOffset? SubmittedAt)
{
    public static ListItem Of(Stored<AssistanceRequest> d, Sight sight)
    {
        var (request, content) = (d.Value, d.Value.Content);
        var shown = new ListItem(
            d.Id, request.Reference, content.Title, Summary: null, request.Status, OnHold: null, Revision: null, OrganisationId: null, DraftedBy: null,
            content.Topics, content.AssistanceType, Urgency: null, content.NeededBy, AssistanceRequests.OblastOf(request), content.Language, Owner: null,
            d.UpdatedAt, request.SubmittedAt);
        if (sight < Sight.Member) return shown with { Summary = content.Summary };
        shown = shown with
        {
            OnHold = request.OnHold ? true : null, Revision = d.Revision, OrganisationId = request.OrganisationId, DraftedBy = request.DraftedBy, Urgency = content.Urgency
        };
        return sight >= Sight.Invited ? shown with { Owner = request.OwnerId } : shown;
    }
}
