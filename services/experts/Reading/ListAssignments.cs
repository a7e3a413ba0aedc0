using Alliance.Contracts;
using Alliance.Experts.Proposing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Experts.Reading;

/// <summary>GET /api/assignments: what the caller may see, filtered, in pages. Who may see nothing gets an empty list.</summary>
internal static class ListAssignments
{
    public static async Task<IResult> Handle(
        [AsParameters] AssignmentQuery parameters, HttpContext http, Caller caller, Store<Assignment> store, AssignmentSteps steps, CancellationToken ct)
    {
        IReadOnlyList<string> readers = parameters.Mine == "true" ? [Assignments.Person(caller.PersonId)] : ReadersOf(caller);
        FieldFault[] faults = [.. parameters.Faults(http.Request.Query.Keys, readers.Count)];
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var page = await store.List(QueryOf(parameters, readers), ct);
        var moments = new Dictionary<Guid, Moment>();
        foreach (var request in page.Items.Select(d => d.Value.RequestId).Distinct()) moments[request] = await steps.MomentOf(request, ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new AssignmentList([.. page.Items.Select(d => AssignmentView.Of(d, caller, moments[d.Value.RequestId]))], page.Next));
    }

    /// <summary>The values of <see cref="Assignments.Reader"/> this caller is one of. Nobody works for more authorities than one query can name.</summary>
    public static IReadOnlyList<string> ReadersOf(Caller caller)
    {
        IEnumerable<string> own = [Assignments.Person(caller.PersonId), .. caller.Authorities().Select(Assignments.Team)];
        return [.. (caller.IsCoordinator() ? own.Prepend(Assignments.Coordinators) : own).Take(ListLimits.MostTerms)];
    }

    private static Query<Assignment> QueryOf(AssignmentQuery parameters, IReadOnlyList<string> readers)
    {
        var conditions = new List<Where<Assignment>>();

        void ForReaders(Facet<Assignment> facet, IReadOnlyList<string> values)
        {
            if (values.Count > 0) conditions.Add(new(facet, [.. readers.SelectMany(r => values.Select(v => $"{r}|{v}"))]));
        }

        ForReaders(Assignments.ReaderStatus, ListLimits.Values(parameters.Status));
        ForReaders(Assignments.ReaderRequest, ListLimits.Ids(parameters.RequestId));
        ForReaders(Assignments.ReaderExpert, ListLimits.Ids(parameters.ExpertId));
        // Without any of these the reader is a condition of its own; no query goes without.
        if (conditions.Count == 0) conditions.Add(new(Assignments.Reader, [.. readers]));
        if (ListLimits.Ids(parameters.NeedId) is { Count: > 0 } needs) conditions.Add(new(Assignments.Need, [.. needs]));
        return new Query<Assignment>(conditions, Assignments.UpdatedAt, Cursor: parameters.Cursor, Limit: ListLimits.Size(parameters.Limit));
    }
}

/// <summary>The query of the list; a filter may be given several times or with commas: any of the values.</summary>
internal sealed record AssignmentQuery
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "mine", "status", "requestId", "needId", "expertId", "limit", "cursor" };

    /// <summary><c>true</c>: where the caller is the expert.</summary>
    [FromQuery(Name = "mine")] public string? Mine { get; init; }

    [FromQuery(Name = "status")] public string[]? Status { get; init; }
    [FromQuery(Name = "requestId")] public string[]? RequestId { get; init; }
    [FromQuery(Name = "needId")] public string[]? NeedId { get; init; }
    [FromQuery(Name = "expertId")] public string[]? ExpertId { get; init; }
    [FromQuery(Name = "limit")] public string? Limit { get; init; }
    [FromQuery(Name = "cursor")] public string? Cursor { get; init; }

    public IEnumerable<FieldFault> Faults(IEnumerable<string> given, int readers) =>
        ListLimits.Unknown(given, Known)
            .Concat(Mine is null or "true" or "false" ? [] : [new FieldFault("mine", "unknown-code")])
            .Concat(ListLimits.Values("status", readers, Status, ExpertCodes.AssignmentStatus.Contains, "unknown-code"))
            .Concat(ListLimits.Values("requestId", readers, RequestId, ListLimits.IsId, "not-id"))
            .Concat(ListLimits.Values("needId", readers, NeedId, ListLimits.IsId, "not-id"))
            .Concat(ListLimits.Values("expertId", readers, ExpertId, ListLimits.IsId, "not-id"))
            .Concat(ListLimits.Common(words: null, Limit, Cursor));
}

internal sealed record AssignmentList(IReadOnlyList<AssignmentView> Items, string? Next);
