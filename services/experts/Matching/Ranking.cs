namespace Alliance.Experts.Matching;

/// <summary>One expert's place. Equal scores are ordered by the expert's id, so that the same question has the same answer everywhere.</summary>
internal readonly record struct Ranked(int Score, Candidate Candidate)
{
    public bool Before(in Ranked other) =>
        Score > other.Score || (Score == other.Score && Candidate.ExpertId.CompareTo(other.Candidate.ExpertId) < 0);
}

/// <summary>The first of many, exactly, without sorting the rest. Pure.</summary>
internal static class Ranking
{
    public static Candidate[] Of(IReadOnlyList<HostOrganisation> hosts) => [.. hosts.Select(h => h.Candidate)];

    /// <param name="count">At least 1.</param>
    public static Ranked[] Top(ReadOnlySpan<Candidate> candidates, Wanted wanted, MatchingSettings weights, int count)
    {
        var top = new Ranked[count];
        var filled = 0;
        foreach (var candidate in candidates)
        {
            // Most end here, after what lies together in memory; of equals the id decides, so they go on.
            if (filled == count && Scoring.AtMost(candidate, wanted, weights) < top[filled - 1].Score) continue;
            if (Gates.Closed(candidate, wanted) != Gate.None) continue;
            var next = new Ranked(Scoring.Score(candidate, wanted, weights), candidate);
            if (filled == count && !next.Before(top[filled - 1])) continue;
            if (filled < count) filled++;
            // Most that come this far belong near the end, and few come this far.
            var place = filled - 1;
            for (; place > 0 && next.Before(top[place - 1]); place--) top[place] = top[place - 1];
            top[place] = next;
        }
        return top[..filled];
    }

    /// <summary>Where somebody would stand among the candidates, counted from 1.</summary>
    public static int RankOf(Ranked one, ReadOnlySpan<Candidate> candidates, Wanted wanted, MatchingSettings weights)
    {
        var rank = 1;
        foreach (var candidate in candidates)
        {
            if (candidate.ExpertId == one.Candidate.ExpertId || Scoring.AtMost(candidate, wanted, weights) < one.Score || Gates.Closed(candidate, wanted) != Gate.None) continue;
            if (new Ranked(Scoring.Score(candidate, wanted, weights), candidate).Before(one)) rank++;
        }
        return rank;
    }
}
