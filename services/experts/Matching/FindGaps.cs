using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Matching;

/// <summary>
/// GET /api/gaps: needs with places still open and nobody in the roster who meets all they ask for, by topic, language and oblast. For coordinators and
/// observers; numbers alone, no person's data.
/// </summary>
internal static class FindGaps
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase);

    public static async Task<IResult> Handle(
        HttpContext http, Caller caller, Store<KnownRequest> requests, Store<Assignment> assignments, RosterInMemory roster, MatchingSettings weights, TimeProvider clock, CancellationToken ct)
    {
        if (!caller.IsCoordinator() && !caller.Has(Roles.Observer)) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        FieldFault[] faults = [.. ListLimits.Unknown(http.Request.Query.Keys, Known)];
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var open = await Everything.Of(requests, KnownRequest.UpdatedAt, ct, new Where<KnownRequest>(KnownRequest.Open, "open"));
        var held = (await assignments.Tally(Assignments.HeldNeed, "", Assignments.UpdatedAt, ct)).ToDictionary(t => t.Value, t => t.Count, StringComparer.OrdinalIgnoreCase);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(Of([.. open.Select(r => r.Value)], held, await roster.Now(ct), weights, clock.GetUtcNow()));
    }

    /// <param name="held">Places taken, by need.</param>
    public static GapList Of(
        IReadOnlyList<KnownRequest> open, IReadOnlyDictionary<string, int> held, ReadOnlySpan<Candidate> roster, MatchingSettings weights, DateTimeOffset now)
    {
        List<(KnownRequest Request, OpenNeed Need, int Suitable)> needs = [];
        foreach (var request in open)
        {
            foreach (var need in request.Needs.Where(n => n.Kind == "expert" && held.GetValueOrDefault(n.Id.ToString()) < n.Quantity))
            {
                var wanted = Wanted.Of(request, need, period: null, now) with { MostLive = weights.MostLive };
                var suitable = 0;
                foreach (var candidate in roster)
                    if (Meets(candidate, wanted) && Gates.Closed(candidate, wanted) == Gate.None) suitable++;
                needs.Add((request, need, suitable));
            }
        }
        return new GapList(
            needs.Count, needs.Count(n => n.Suitable == 0),
            By(n => n.Need.Topics), By(n => [.. n.Need.Languages.Select(l => l.Code)]), By(n => n.Request.Oblast is { } oblast ? [oblast] : []));

        IReadOnlyList<GapRow> By(Func<(KnownRequest Request, OpenNeed Need, int Suitable), IReadOnlyList<string>> codes) =>
        [
            .. needs.SelectMany(n => codes(n).Distinct().Select(code => (Code: code, n.Suitable))).GroupBy(n => n.Code)
                .Select(g => new GapRow(g.Key, g.Count(), g.Count(n => n.Suitable == 0), g.Min(n => n.Suitable)))
                .OrderByDescending(r => r.Without).ThenByDescending(r => r.Needs).ThenBy(r => r.Code, StringComparer.Ordinal)
        ];
    }

    /// <summary>Every topic, skill and language at the level that is asked for.</summary>
    private static bool Meets(Candidate candidate, Wanted wanted)
    {
        foreach (var skill in wanted.Skills)
            if (Scoring.LevelIn(candidate.Skills, skill) < wanted.MinimumLevel) return false;
        foreach (var (code, level) in wanted.Languages)
            if (Scoring.LevelIn(candidate.Languages, code) < level) return false;
        return true;
    }
}

/// <param name="Needs">With a place still open.</param>
/// <param name="Without">Of those, without anybody in the roster who meets all they ask for and could go.</param>
internal sealed record GapList(int Needs, int Without, IReadOnlyList<GapRow> Topics, IReadOnlyList<GapRow> Languages, IReadOnlyList<GapRow> Oblasts);

/// <param name="Fewest">Suitable experts of the need that has the fewest.</param>
internal sealed record GapRow(string Code, int Needs, int Without, int Fewest);
