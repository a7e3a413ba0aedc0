namespace Alliance.Experts.Matching;

/// <summary>Why somebody is no candidate, whatever the score.</summary>
[Flags]
internal enum Gate
{
    None = 0,
    Status = 1,
    Person = 2,
    Consent = 4,
    Conflict = 8,
    Travel = 16,
    Unavailable = 32,
    Busy = 64,
    Load = 128
}

/// <summary>
/// The gates of matching, asked of every profile in memory, and again of the documents at propose, invite and confirm: one function, so that
/// they cannot differ. Source: domain, Matching.
/// </summary>
internal static class Gates
{
    /// <summary>All that are closed.</summary>
    public static Gate Closed(Candidate candidate, Wanted wanted)
    {
        var closed = Gate.None;
        if (!candidate.Active) closed |= Gate.Status;
        if (!candidate.PersonActive) closed |= Gate.Person;
        if (candidate.EmployerId == wanted.ApplicantId || candidate.MemberOf.AsSpan().Contains(wanted.ApplicantId)) closed |= Gate.Conflict;
        if (wanted.Travels && !candidate.TravelsToUkraine) closed |= Gate.Travel;
        if (candidate.Work.Live >= wanted.MostLive) closed |= Gate.Load;
        return closed | OfDays(candidate, wanted);
    }

    /// <summary>What speaks against one period; the employer's consent must last to its end.</summary>
    public static Gate OfPeriod(Candidate candidate, Wanted wanted, DaySpan period)
    {
        var closed = Gate.None;
        if (candidate.NeedsConsent && candidate.ConsentUntil < Math.Max(period.To, wanted.Today)) closed |= Gate.Consent;
        if (period.OverlapsAny(candidate.Unavailable)) closed |= Gate.Unavailable;
        if (wanted.Travels && period.OverlapsAny(candidate.Work.Held)) closed |= Gate.Busy;
        return closed;
    }

    /// <summary>Open when one period is; else why the first one, which the applicant likes best, is not.</summary>
    private static Gate OfDays(Candidate candidate, Wanted wanted)
    {
        if (wanted.Periods.Length == 0) return candidate.NeedsConsent && candidate.ConsentUntil < wanted.Today ? Gate.Consent : Gate.None;
        var first = OfPeriod(candidate, wanted, wanted.Periods[0]);
        if (first == Gate.None) return first;
        for (var i = 1; i < wanted.Periods.Length; i++)
            if (OfPeriod(candidate, wanted, wanted.Periods[i]) == Gate.None) return Gate.None;
        return first;
    }
}
