using System.Globalization;
using Alliance.Contracts;
using Alliance.Requests.Codelists;
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

    /// <summary>First day of the period, of the first submit, UTC.</summary>
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
    public Func<RequestFigure, bool> Filter(Caller caller, DateTimeOffset now, IReadOnlySet<Guid>? found)
    {
        List<Func<RequestFigure, bool>> all = [];

        void Any(string[]? given, Func<RequestFigure, IReadOnlyCollection<string>, bool> fits, Func<string, string>? read = null)
        {
            HashSet<string> wanted = [.. ListParameters.Values(given).Select(read ?? (v => v))];
            if (wanted.Count > 0) all.Add(figure => fits(figure, wanted));
        }

        Any(Status, (f, wanted) => wanted.Contains(f.Status.Wire()));
        Any(Topic, (f, wanted) => f.Topics.Any(wanted.Contains));
        Any(Oblast, (f, wanted) => f.Oblast is { } oblast && wanted.Contains(oblast), o => Katottg.Oblast(o)!);
        Any(Owner, (f, wanted) => wanted.Contains(f.Owner?.ToString() ?? AssistanceRequests.Nobody),
            o => o == ListParameters.Me ? caller.PersonId.ToString() : Guid.TryParse(o, out var id) ? id.ToString() : o);
        Any(AssistanceType, (f, wanted) => f.AssistanceType is { } type && wanted.Contains(type));
        Any(Urgency, (f, wanted) => f.Urgency is { } urgency && wanted.Contains(urgency));
        if (Overdue == "true") all.Add(f => f.IsOpen && f.OverdueAt <= now);
        if (Day(From) is { } from) all.Add(f => f.FirstSubmittedAt >= Start(from));
        if (Day(To) is { } to) all.Add(f => f.FirstSubmittedAt < Start(to.AddDays(1)));
        if (found is not null) all.Add(f => found.Contains(f.Id));
        return all.Count == 0 ? _ => true : figure => all.TrueForAll(fits => fits(figure));
    }

    private static DateTimeOffset Start(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

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
