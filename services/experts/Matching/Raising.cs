using System.Globalization;

namespace Alliance.Experts.Matching;

/// <summary>Something that would add points to a score, as facts: the words are made for each reader's language.</summary>
/// <param name="Code"><c>skill language mode limit notice window place topic load</c>.</param>
/// <param name="Points">More than there are now, that alone being changed.</param>
internal sealed record Raise(string Code, int Points, params IReadOnlyList<string> Args);

/// <summary>What would raise a score: per part that is not full, the greatest gain first. Pure.</summary>
internal static class Raising
{
    public static IReadOnlyList<Raise> Of(Candidate candidate, Wanted wanted, MatchingSettings weights) =>
    [
        .. Skills(candidate, wanted, weights.Skills).Concat(Languages(candidate, wanted, weights.Languages)).Concat(Availability(candidate, wanted, weights.Availability))
            .Concat(Experience(candidate, wanted, weights.Experience)).Concat(Load(candidate, weights.Load))
            .Where(r => r.Points > 0).OrderByDescending(r => r.Points)
    ];

    private static IEnumerable<Raise> Skills(Candidate candidate, Wanted wanted, int of)
    {
        var now = Scoring.Skills(candidate, wanted, of);
        for (var i = 0; i < wanted.Skills.Length; i++)
        {
            var level = Scoring.LevelIn(candidate.Skills, wanted.Skills[i]);
            if (level >= wanted.MinimumLevel) continue;
            // Nobody has ever named it: no number, and whoever names it is the first.
            var code = wanted.Skills[i] == Codes.Nobodys ? int.MinValue + i : wanted.Skills[i];
            var better = candidate with { Skills = [.. candidate.Skills.Where(s => s.Code != code), (code, wanted.MinimumLevel)] };
            var asked = wanted with { Skills = [.. wanted.Skills.Select((s, place) => place == i ? code : s)] };
            yield return new Raise("skill", Scoring.Skills(better, asked, of) - now, wanted.SkillNames[i], Text(wanted.MinimumLevel), Text(level));
        }
    }

    private static IEnumerable<Raise> Languages(Candidate candidate, Wanted wanted, int of)
    {
        var now = Scoring.Languages(candidate, wanted, of);
        for (var i = 0; i < wanted.Languages.Length; i++)
        {
            var (asked, level) = wanted.Languages[i];
            if (Scoring.LevelIn(candidate.Languages, asked) >= level) continue;
            var code = asked == Codes.Nobodys ? int.MinValue + i : asked;
            var better = candidate with { Languages = [.. candidate.Languages.Where(l => l.Code != code), (code, level)] };
            var named = wanted with { Languages = [.. wanted.Languages.Select((l, place) => place == i ? (code, level) : l)] };
            yield return new Raise("language", Scoring.Languages(better, named, of) - now, $"{wanted.LanguageNames[i].Code} {wanted.LanguageNames[i].Level}".TrimEnd());
        }
    }

    /// <summary>The one thing in the way; behind it there may be another.</summary>
    private static IEnumerable<Raise> Availability(Candidate candidate, Wanted wanted, int of)
    {
        var (points, place) = Scoring.Best(candidate, wanted, of);
        if (points == of) yield break;
        var period = place >= 0 ? wanted.Periods[place] : (DaySpan?)null;
        if (!Scoring.OffersMode(candidate, wanted)) yield return Gain("mode", candidate with { Modes = 0 });
        else if (!Scoring.WithinLimit(candidate, wanted, period?.From ?? wanted.Today)) yield return Gain("limit", candidate with { MaxDaysPerYear = null }, Text(candidate.MaxDaysPerYear ?? 0));
        else if (period is { } days && Scoring.ShortNotice(candidate, wanted, days)) yield return Gain("notice", candidate with { NoticeDays = 0 }, Text(candidate.NoticeDays));
        else if (period is not null) yield return Gain("window", candidate with { Windows = [] });

        Raise Gain(string code, Candidate better, params string[] args) => new(code, Scoring.Best(better, wanted, of).Points - points, args);
    }

    private static IEnumerable<Raise> Experience(Candidate candidate, Wanted wanted, int of)
    {
        if (wanted.Oblast != Codes.Nobodys && !Scoring.KnowsPlace(candidate, wanted)) yield return new Raise("place", of - (of / 2));
        if (wanted.Skills.Length > 0 && !Scoring.KnowsTopic(candidate, wanted)) yield return new Raise("topic", of / 2);
    }

    private static IEnumerable<Raise> Load(Candidate candidate, int of)
    {
        if (candidate.Work.Live > 0) yield return new Raise("load", of - Scoring.Load(candidate, of), Text(candidate.Work.Live));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
