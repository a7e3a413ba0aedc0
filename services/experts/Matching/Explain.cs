using System.Globalization;

namespace Alliance.Experts.Matching;

/// <summary>One part of a score, and why, as facts: the words are made for each reader's language.</summary>
/// <param name="Reason">A key of <c>Reasons.resx</c>.</param>
internal sealed record ScorePart(string Code, int Points, int Of, string Reason, IReadOnlyList<string> Args);

/// <summary>Something the need asks for that is not there, or less than asked.</summary>
/// <param name="What">A topic, a skill, a language with its level; null where the code says it all.</param>
internal sealed record Lack(string Code, string? What = null);

/// <summary>Why a score is what it is. Only the few that are shown are explained. Pure.</summary>
internal static class Explain
{
    /// <param name="words">Before the keys of the reasons.</param>
    public static IReadOnlyList<ScorePart> Parts(Candidate candidate, Wanted wanted, MatchingSettings weights, string words = "") =>
    [
        .. new[]
        {
            Skills(candidate, wanted, weights.Skills),
            Languages(candidate, wanted, weights.Languages),
            Availability(candidate, wanted, weights.Availability),
            Experience(candidate, wanted, weights.Experience),
            Load(candidate, weights.Load)
        }.Select(part => part with { Reason = words + part.Reason })
    ];

    public static IReadOnlyList<Lack> Missing(Candidate candidate, Wanted wanted, MatchingSettings weights)
    {
        List<Lack> missing = [];
        for (var i = 0; i < wanted.Skills.Length; i++)
            if (Scoring.LevelIn(candidate.Skills, wanted.Skills[i]) < wanted.MinimumLevel) missing.Add(new Lack("skill", wanted.SkillNames[i]));
        for (var i = 0; i < wanted.Languages.Length; i++)
        {
            if (Scoring.LevelIn(candidate.Languages, wanted.Languages[i].Code) >= wanted.Languages[i].Level) continue;
            missing.Add(new Lack("language", $"{wanted.LanguageNames[i].Code} {wanted.LanguageNames[i].Level}".TrimEnd()));
        }
        if (!Scoring.OffersMode(candidate, wanted)) missing.Add(new Lack("mode"));
        var (_, place) = Scoring.Best(candidate, wanted, weights.Availability);
        var first = place >= 0 ? wanted.Periods[place] : (DaySpan?)null;
        if (!Scoring.WithinLimit(candidate, wanted, first?.From ?? wanted.Today)) missing.Add(new Lack("days-a-year"));
        if (first is { } period)
        {
            if (Scoring.ShortNotice(candidate, wanted, period)) missing.Add(new Lack("notice", Text(candidate.NoticeDays)));
            if (Scoring.DaysOpen(candidate, period) < period.Length) missing.Add(new Lack("window"));
        }
        return missing;
    }

    private static ScorePart Skills(Candidate candidate, Wanted wanted, int of)
    {
        var met = wanted.Skills.Count(s => Scoring.LevelIn(candidate.Skills, s) >= wanted.MinimumLevel);
        var below = wanted.Skills.Count(s => Scoring.LevelIn(candidate.Skills, s) is var level && level > 0 && level < wanted.MinimumLevel);
        return Part("skills", Scoring.Skills(candidate, wanted, of), of, wanted.Skills.Length == 0 ? "open" : met == wanted.Skills.Length ? "all" : met + below > 0 ? "some" : "none",
            Text(met), Text(wanted.Skills.Length), Text(wanted.MinimumLevel), Text(below));
    }

    private static ScorePart Languages(Candidate candidate, Wanted wanted, int of)
    {
        var met = wanted.Languages.Count(l => Scoring.LevelIn(candidate.Languages, l.Code) >= l.Level);
        var points = Scoring.Languages(candidate, wanted, of);
        return Part("languages", points, of, wanted.Languages.Length == 0 ? "open" : met == wanted.Languages.Length ? "all" : points > 0 ? "some" : "none",
            Text(met), Text(wanted.Languages.Length));
    }

    private static ScorePart Availability(Candidate candidate, Wanted wanted, int of)
    {
        var (points, place) = Scoring.Best(candidate, wanted, of);
        if (!Scoring.OffersMode(candidate, wanted)) return Part("availability", points, of, "mode");
        var period = place >= 0 ? wanted.Periods[place] : (DaySpan?)null;
        if (!Scoring.WithinLimit(candidate, wanted, period?.From ?? wanted.Today)) return Part("availability", points, of, "limit", Text(candidate.MaxDaysPerYear ?? 0));
        if (period is not { } days) return Part("availability", points, of, "agreed");
        var open = Scoring.DaysOpen(candidate, days);
        var reason = Scoring.ShortNotice(candidate, wanted, days) ? "notice" : open == days.Length ? "free" : open > 0 ? "partly" : "closed";
        return Part("availability", points, of, reason, Day(days.From), Day(days.To), Text(open), Text(days.Length), Text(candidate.NoticeDays));
    }

    private static ScorePart Experience(Candidate candidate, Wanted wanted, int of) => Part(
        "experience", Scoring.Experience(candidate, wanted, of), of,
        (Scoring.KnowsPlace(candidate, wanted), Scoring.KnowsTopic(candidate, wanted)) switch
        {
            (true, true) => "both",
            (true, false) => "place",
            (false, true) => "topic",
            _ => "none"
        });

    private static ScorePart Load(Candidate candidate, int of) =>
        Part("load", Scoring.Load(candidate, of), of, candidate.Work.Live == 0 ? "none" : "some", Text(candidate.Work.Live));

    private static ScorePart Part(string code, int points, int of, string reason, params string[] args) => new(code, points, of, $"{code}-{reason}", args);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Day(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
