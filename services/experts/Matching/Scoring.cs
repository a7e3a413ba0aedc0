namespace Alliance.Experts.Matching;

/// <summary>The points of each part. Whole numbers, halves rounded up, so that the order is the same everywhere. Source: domain, Matching.</summary>
internal static class Scoring
{
    /// <summary>With so many assignments on hand nothing is left of the fair-load part.</summary>
    public const int FullLoad = 3;

    public static int Score(Candidate candidate, Wanted wanted, MatchingSettings weights) =>
        Skills(candidate, wanted, weights.Skills) + Languages(candidate, wanted, weights.Languages) + Availability(candidate, wanted, weights.Availability)
        + Experience(candidate, wanted, weights.Experience) + Load(candidate, weights.Load);

    /// <summary>No score of this candidate is higher: the two heaviest parts as they are, the others in full.</summary>
    public static int AtMost(Candidate candidate, Wanted wanted, MatchingSettings weights)
    {
        var others = weights.Availability + weights.Experience + weights.Load;
        return Skills(candidate, wanted, weights.Skills) + Languages(candidate, wanted, weights.Languages) + others;
    }

    /// <summary>Each topic or skill by how much of the asked level is there.</summary>
    public static int Skills(Candidate candidate, Wanted wanted, int of)
    {
        if (wanted.Skills.Length == 0) return of;
        var levels = 0;
        foreach (var skill in wanted.Skills) levels += Math.Min(LevelIn(candidate.Skills, skill), wanted.MinimumLevel);
        return Share(of, levels, wanted.MinimumLevel * wanted.Skills.Length);
    }

    /// <summary>One level too low is worth half.</summary>
    public static int Languages(Candidate candidate, Wanted wanted, int of)
    {
        if (wanted.Languages.Length == 0) return of;
        var halves = 0;
        foreach (var (code, level) in wanted.Languages) halves += HalvesOf(LevelIn(candidate.Languages, code), level);
        return Share(of, halves, 2 * wanted.Languages.Length);
    }

    public static int HalvesOf(int spoken, int asked) => spoken >= asked ? 2 : spoken > 0 && spoken == asked - 1 ? 1 : 0;

    public static int Availability(Candidate candidate, Wanted wanted, int of) => Best(candidate, wanted, of).Points;

    /// <summary>
    /// Of the periods that are open the one with most points, the earlier named of equals: the share of its days within the expert's windows,
    /// half of it when there is less notice than asked for. Nothing for a way of working that is not offered or days beyond the year's limit.
    /// </summary>
    /// <returns>Also which period; -1 when there is none to choose from.</returns>
    public static (int Points, int Period) Best(Candidate candidate, Wanted wanted, int of)
    {
        if (!OffersMode(candidate, wanted)) return (0, -1);
        if (wanted.Periods.Length == 0) return (WithinLimit(candidate, wanted, wanted.Today) ? of : 0, -1);
        var best = (Points: -1, Period: -1);
        for (var i = 0; i < wanted.Periods.Length; i++)
        {
            var period = wanted.Periods[i];
            if (Gates.OfPeriod(candidate, wanted, period) != Gate.None) continue;
            var points = WithinLimit(candidate, wanted, period.From) ? Share(of, DaysOpen(candidate, period), period.Length) : 0;
            if (ShortNotice(candidate, wanted, period)) points /= 2;
            if (points > best.Points) best = (points, i);
        }
        return (Math.Max(best.Points, 0), best.Period);
    }

    public static bool OffersMode(Candidate candidate, Wanted wanted) => candidate.Modes == 0 || wanted.ModeBit == 0 || (candidate.Modes & wanted.ModeBit) != 0;

    public static bool WithinLimit(Candidate candidate, Wanted wanted, int day) =>
        candidate.MaxDaysPerYear is not { } most
        || candidate.Work.DaysByYear.GetValueOrDefault(DateOnly.FromDayNumber(day).Year) + wanted.PersonDays <= most;

    public static bool ShortNotice(Candidate candidate, Wanted wanted, DaySpan period) => wanted.Today + candidate.NoticeDays > period.From;

    public static int DaysOpen(Candidate candidate, DaySpan period) => candidate.Windows.Length == 0 ? period.Length : period.DaysWithin(candidate.Windows);

    /// <summary>The larger half for having worked in the oblast, the rest for one of the topics.</summary>
    public static int Experience(Candidate candidate, Wanted wanted, int of) =>
        (KnowsPlace(candidate, wanted) ? of - (of / 2) : 0) + (KnowsTopic(candidate, wanted) ? of / 2 : 0);

    public static bool KnowsPlace(Candidate candidate, Wanted wanted) => wanted.Oblast != Codes.Nobodys && candidate.Oblasts.AsSpan().Contains(wanted.Oblast);

    public static bool KnowsTopic(Candidate candidate, Wanted wanted)
    {
        foreach (var skill in wanted.Skills)
            if (skill != Codes.Nobodys && candidate.ExperiencedIn.AsSpan().Contains(skill)) return true;
        return false;
    }

    public static int Load(Candidate candidate, int of) => Share(of, Math.Max(0, FullLoad - candidate.Work.Live), FullLoad);

    /// <summary>0 where it is not there.</summary>
    public static int LevelIn((int Code, int Level)[] levels, int code)
    {
        foreach (var (known, level) in levels)
            if (known == code) return level;
        return 0;
    }

    private static int Share(int of, int part, int whole) => ((2 * of * part) + whole) / (2 * whole);
}
