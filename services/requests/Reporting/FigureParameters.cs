using System.Globalization;
using Alliance.Contracts;
using Alliance.Requests.Codelists;
using Alliance.Requests.Counting;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Requests.Reporting;

/// <summary>What of the requests is counted. A filter may be given several times or with commas: any of the values.</summary>
internal sealed record FigureParameters
{
    private const int LongestWords = 200;

    /// <summary>What everybody may count by.</summary>
    private static readonly string[] ForAll = ["topic", "oblast", "from", "to"];

    private static readonly string[] ForObservers = [.. ForAll, "status", "assistanceType", "urgency", "overdue"];

    /// <summary>Who has a request, and what stands in it, is no observer's affair.</summary>
    private static readonly string[] ForCoordinators = [.. ForObservers, "owner", "q"];

    [FromQuery(Name = "status")] public string[]? Status { get; init; }
    [FromQuery(Name = "topic")] public string[]? Topic { get; init; }

    /// <summary>KATOTTG prefix <c>UA05</c>, or the code of a unit in it.</summary>
    [FromQuery(Name = "oblast")] public string[]? Oblast { get; init; }

    /// <summary><c>me</c>, <c>none</c>, or the id of a coordinator.</summary>
    [FromQuery(Name = "owner")] public string[]? Owner { get; init; }

    [FromQuery(Name = "assistanceType")] public string[]? AssistanceType { get; init; }
    [FromQuery(Name = "urgency")] public string[]? Urgency { get; init; }

    /// <summary><c>true</c>: those whose clock has run out.</summary>
    [FromQuery(Name = "overdue")] public string? Overdue { get; init; }

    /// <summary>Beginnings of words; all must be found.</summary>
    [FromQuery(Name = "q")] public string? Q { get; init; }

    /// <summary>First day of the period, of the first submit, in the days of the office.</summary>
    [FromQuery(Name = "from")] public string? From { get; init; }

    /// <summary>Its last day, included.</summary>
    [FromQuery(Name = "to")] public string? To { get; init; }

    public IEnumerable<FieldFault> Faults(ICollection<string> given, Asker asker)
    {
        var may = asker switch { Asker.Coordinator => ForCoordinators, Asker.Observer => ForObservers, _ => ForAll };
        bool Known(string name) => ForCoordinators.Contains(name, StringComparer.OrdinalIgnoreCase);
        return given.Where(name => !may.Contains(name, StringComparer.OrdinalIgnoreCase)).Select(name => new FieldFault(name, Known(name) ? "filter-not-yours" : "no-such-filter"))
            .Concat(ListParameters.Faults("status", ListParameters.MostTerms, Status, RequestCodes.Status.Contains, "unknown-code"))
            .Concat(ListParameters.Faults("topic", ListParameters.MostTerms, Topic, Topics.Knows, "unknown-code"))
            .Concat(ListParameters.Faults("oblast", ListParameters.MostTerms, Oblast, o => Katottg.Oblast(o) is not null, "unknown-code"))
            .Concat(ListParameters.Faults("owner", ListParameters.MostTerms, Owner, o => o is ListParameters.Me or AssistanceRequests.Nobody || Guid.TryParse(o, out _), "not-id"))
            .Concat(ListParameters.Faults("assistanceType", ListParameters.MostTerms, AssistanceType, RequestCodes.AssistanceType.Contains, "unknown-code"))
            .Concat(ListParameters.Faults("urgency", ListParameters.MostTerms, Urgency, RequestCodes.Urgency.Contains, "unknown-code"))
            .Concat(Overdue is null or "true" or "false" ? [] : [new FieldFault("overdue", "unknown-code")])
            .Concat(Q?.Length > LongestWords ? [new FieldFault("q", "too-long", LongestWords)] : [])
            .Concat(Q?.Any(c => char.IsControl(c) || Given.IsNoCharacter(c)) == true ? [new FieldFault("q", "control-character")] : [])
            .Concat(From is null || Day(From) is not null ? [] : [new FieldFault("from", "day")])
            .Concat(To is null || Day(To) is not null ? [] : [new FieldFault("to", "day")])
            .Concat(Day(From) > Day(To) ? [new FieldFault("to", "from-after-to")] : []);
    }

    /// <param name="now">For what is overdue.</param>
    /// <param name="found">Those that have the words; null where none are given.</param>
    /// <param name="days">Of the office: its days begin where its time zone says.</param>
    public FigureFilter Filter(Caller caller, DateTimeOffset now, IReadOnlySet<Guid>? found, WorkingDays days) => new()
    {
        Statuses = ListParameters.Values(Status),
        Topics = ListParameters.Values(Topic),
        Oblasts = [.. ListParameters.Values(Oblast).Select(o => Katottg.Oblast(o)!)],
        Owners = [.. ListParameters.Values(Owner).Select(o => o == AssistanceRequests.Nobody ? Guid.Empty : o == ListParameters.Me ? caller.PersonId : Guid.Parse(o))],
        Types = ListParameters.Values(AssistanceType),
        Urgencies = ListParameters.Values(Urgency),
        OverdueBy = Overdue == "true" ? now : null,
        From = Day(From) is { } from ? days.StartOf(from) : null,
        Before = Day(To) is { } to ? days.StartOf(to.AddDays(1)) : null,
        Found = found
    };

    private static DateOnly? Day(string? given) =>
        DateOnly.TryParseExact(given, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 9000 ? day : null;
}

/// <summary>Who counts: what is in the numbers, and what can be asked.</summary>
internal enum Asker
{
    /// <summary>Published requests alone.</summary>
    Public,

    /// <summary>All that was submitted.</summary>
    Observer,
    Coordinator
}

internal static class Askers
{
    public static Asker Of(Reader reader) =>
        reader.Caller.IsCoordinator() ? Asker.Coordinator : reader.IsActiveMember && reader.Caller.Has(Roles.Observer) ? Asker.Observer : Asker.Public;
}
