using Alliance.Experts.Knowing;

namespace Alliance.Experts.Matching;

/// <summary>
/// An organisation that could receive people, in the form in which candidates are compared: what its own experts know and speak, whom it has received
/// before, and whether others come on the same days. Pure.
/// </summary>
/// <param name="Speakers">Who may be asked, administrators first.</param>
/// <param name="Candidate">Its id stands in place of a profile's; the person is the first of the speakers.</param>
internal sealed record HostOrganisation(Guid Id, KnownOrganisation Organisation, IReadOnlyList<Guid> Speakers, Candidate Candidate)
{
    /// <summary>What an organisation works in, it works in whole.</summary>
    private const int Fluent = 6;

    /// <summary>Beyond every day that is asked for.</summary>
    private const int Never = 10_000_000;

    /// <param name="colleagues">Experts of the roster who are employed there or belong to it.</param>
    /// <param name="received">Its assignments, under way or done.</param>
    public static HostOrganisation Of(Guid id, KnownOrganisation organisation, IReadOnlyList<Guid> speakers, IReadOnlyList<Candidate> colleagues, IReadOnlyList<Assignment> received)
    {
        var done = received.Where(a => a.Status == AssignmentStatus.Completed).ToArray();
        var own = (organisation.Languages ?? []).Select(l => (Codes.Of(Codes.Language(l)), Fluent));
        return new HostOrganisation(id, organisation, speakers, new Candidate
        {
            ExpertId = id,
            PersonId = speakers.Count > 0 ? speakers[0] : Guid.Empty,
            Active = organisation.Membership == "active",
            PersonActive = speakers.Count > 0,
            EmployerId = id,
            NeedsConsent = false,
            ConsentUntil = 0,
            Skills = Best(colleagues.SelectMany(c => c.Skills)),
            Languages = Best(colleagues.SelectMany(c => c.Languages).Concat(own)),
            Windows = Open(received.Where(a => a.IsLive && a.Period is not null).Select(a => DaySpan.Of(a.Period!))),
            Unavailable = [],
            MaxDaysPerYear = null,
            NoticeDays = 0,
            Modes = 0,
            // People come to it.
            TravelsToUkraine = true,
            Oblasts = [.. done.Select(a => a.Oblast).OfType<string>().Distinct().Select(Codes.Of)],
            ExperiencedIn = [.. done.SelectMany(a => a.Topics).Distinct().Select(Codes.Of)],
            // It may receive several; their days are no obstacle, and cost points.
            Work = Candidate.Workload.None with { Live = received.Count(a => a.IsLive) }
        });
    }

    private static (int Code, int Level)[] Best(IEnumerable<(int Code, int Level)> levels) => [.. levels.GroupBy(l => l.Code).Select(g => (g.Key, g.Max(l => l.Level)))];

    /// <summary>The days on which it receives nobody; all of them where there is nobody to receive.</summary>
    private static DaySpan[] Open(IEnumerable<DaySpan> received)
    {
        var taken = DaySpan.Joined(received);
        if (taken.Length == 0) return [];
        var starts = taken.Select(t => t.To + 1).Prepend(0);
        var ends = taken.Select(t => t.From - 1).Append(Never);
        return [.. starts.Zip(ends, (from, to) => new DaySpan(from, to)).Where(s => s.To >= s.From)];
    }
}
