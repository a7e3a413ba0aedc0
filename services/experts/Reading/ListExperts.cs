using Alliance.Contracts;
using Alliance.Experts.Input;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Experts.Reading;

/// <summary>GET /api/experts: the roster as the caller may see it; <c>?mine=true</c>: the own profile alone. Who may see nothing gets an empty list.</summary>
internal static class ListExperts
{
    public static async Task<IResult> Handle(
        [AsParameters] ExpertQuery parameters, HttpContext http, Caller caller, Store<Expert> store, CancellationToken ct)
    {
        IReadOnlyList<string> readers = parameters.Mine == "true" ? [Roster.Person(caller.PersonId)] : ReadersOf(caller);
        FieldFault[] faults = [.. parameters.Faults(http.Request.Query.Keys, readers.Count)];
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var page = await store.List(QueryOf(parameters, readers), ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ExpertList([.. page.Items.Select(d => ExpertItem.Of(d, caller))], page.Next));
    }

    /// <summary>The values of <see cref="Roster.Reader"/> this caller is one of.</summary>
    public static IReadOnlyList<string> ReadersOf(Caller caller)
    {
        IEnumerable<string> own = [Roster.Person(caller.PersonId), .. caller.Administers().Select(Roster.EmployedBy)];
        return [.. (caller.IsCoordinator() ? own.Prepend(Roster.Coordinators) : own).Take(ListLimits.MostTerms)];
    }

    private static Query<Expert> QueryOf(ExpertQuery parameters, IReadOnlyList<string> readers)
    {
        var conditions = new List<Where<Expert>>();

        void ForReaders(Facet<Expert> facet, string[]? parameter)
        {
            if (ListLimits.Values(parameter) is { Count: > 0 } values) conditions.Add(new(facet, [.. readers.SelectMany(r => values.Select(v => $"{r}|{v}"))]));
        }

        ForReaders(Roster.ReaderStatus, parameters.Status);
        ForReaders(Roster.ReaderCountry, parameters.Country);
        ForReaders(Roster.ReaderTopic, parameters.Topic);
        ForReaders(Roster.ReaderLanguage, parameters.Language);
        // Without any of these the reader is a condition of its own; no query goes without.
        if (conditions.Count == 0) conditions.Add(new(Roster.Reader, [.. readers]));
        return new Query<Expert>(conditions, Roster.UpdatedAt, Words: parameters.Q, Cursor: parameters.Cursor, Limit: ListLimits.Size(parameters.Limit));
    }
}

/// <summary>The query of the list; a filter may be given several times or with commas: any of the values.</summary>
internal sealed record ExpertQuery
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "mine", "status", "country", "topic", "language", "q", "limit", "cursor" };

    /// <summary><c>true</c>: the caller's own profile.</summary>
    [FromQuery(Name = "mine")] public string? Mine { get; init; }

    [FromQuery(Name = "status")] public string[]? Status { get; init; }
    [FromQuery(Name = "country")] public string[]? Country { get; init; }
    [FromQuery(Name = "topic")] public string[]? Topic { get; init; }
    [FromQuery(Name = "language")] public string[]? Language { get; init; }
    [FromQuery(Name = "q")] public string? Q { get; init; }
    [FromQuery(Name = "limit")] public string? Limit { get; init; }
    [FromQuery(Name = "cursor")] public string? Cursor { get; init; }

    public IEnumerable<FieldFault> Faults(IEnumerable<string> given, int readers) =>
        ListLimits.Unknown(given, Known)
            .Concat(Mine is null or "true" or "false" ? [] : [new FieldFault("mine", "unknown-code")])
            .Concat(ListLimits.Values("status", readers, Status, ExpertCodes.ExpertStatus.Contains, "unknown-code"))
            .Concat(ListLimits.Values("country", readers, Country, v => v.Length == 2, "unknown-code"))
            .Concat(ListLimits.Values("topic", readers, Topic, Topics.Knows, "unknown-code"))
            .Concat(ListLimits.Values("language", readers, Language, v => v.Length <= 35, "unknown-code"))
            .Concat(ListLimits.Common(Q, Limit, Cursor));
}

internal sealed record ExpertList(IReadOnlyList<ExpertItem> Items, string? Next);

/// <summary>A line of the roster. What is more than this is read in the profile, and that is recorded.</summary>
internal sealed record ExpertItem(
    Guid Id, Guid PersonId, ExpertStatus Status, long Revision, IReadOnlyList<string> Actions, Guid? EmployerId, string? Country,
    IReadOnlyList<string>? Competences, IReadOnlyList<SpokenLanguage>? Languages, DateTimeOffset? LastConfirmedAt, DateTimeOffset UpdatedAt,
    EmployerConsent? Consent, bool NeedsConsent, DateTimeOffset? ConsentAskedAt)
{
    public static ExpertItem Of(Stored<Expert> d, Caller caller)
    {
        var (expert, whole) = (d.Value, caller.ReadsWhole(d.Value));
        return new ExpertItem(
            d.Id, expert.PersonId, expert.Status, d.Revision, ExpertTransitions.Actions(expert, caller), expert.Profile.Employer?.OrganisationId,
            whole ? expert.Profile.Country : null, whole ? [.. expert.Profile.Competences.Select(c => c.Code!)] : null,
            whole ? expert.Profile.Languages : null, whole ? expert.LastConfirmedAt : null, d.UpdatedAt,
            expert.Consent, expert.Profile.Employer?.PublicOfficial == true, expert.ConsentAsked?.At);
    }
}
