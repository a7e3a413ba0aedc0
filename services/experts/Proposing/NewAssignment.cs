using Alliance.Contracts;
using Alliance.Experts.Input;
using Alliance.Experts.Knowing;
using Alliance.Experts.Matching;
using Alliance.Shared.Http;

namespace Alliance.Experts.Proposing;

/// <summary>What an assignment begins with, whoever begins it: the need as it is now, and why this expert, frozen. Pure.</summary>
internal static class NewAssignment
{
    /// <summary>Days an assignment may last: each day on site is claimed by itself.</summary>
    private const int LongestPeriod = 366;

    public static Assignment Of(KnownRequest request, Guid requestId, OpenNeed need, Candidate candidate, DayPeriod? period, Selection selection, AssignmentStatus status) =>
        Of(request, requestId, need, candidate.ExpertId, candidate.PersonId, period, selection, status);

    public static Assignment Of(
        KnownRequest request, Guid requestId, OpenNeed need, Guid expertId, Guid personId, DayPeriod? period, Selection selection, AssignmentStatus status) => new()
    {
        RequestId = requestId,
        NeedId = need.Id,
        OrganisationId = request.OrganisationId,
        ExpertId = expertId,
        PersonId = personId,
        Status = status,
        OwnerId = request.OwnerId,
        Reference = request.Reference,
        Period = period,
        DeliveryMode = request.DeliveryMode,
        SecurityZone = request.SecurityZone,
        Oblast = request.Oblast,
        Topics = need.Topics,
        PersonDays = need.PersonDays,
        Selection = selection
    };

    /// <param name="others">Among whom the rank is counted.</param>
    /// <param name="words">Before the keys of the reasons: an organisation is spoken of in words of its own.</param>
    public static Selection Frozen(
        KnownRequest request, OpenNeed need, Candidate candidate, DayPeriod? period, ReadOnlySpan<Candidate> others, MatchingSettings weights, Guid by, string? reason,
        DateTimeOffset now, string words = "")
    {
        var wanted = Wanted.Of(request, need, period, now);
        var ranked = new Ranked(Scoring.Score(candidate, wanted, weights), candidate);
        return new Selection(
            Ranking.RankOf(ranked, others, wanted, weights), ranked.Score, Explain.Parts(candidate, wanted, weights, words), Explain.Missing(candidate, wanted, weights), by, reason);
    }

    /// <summary>The one that was given, else the first the applicant prefers. On site there must be one: its days are claimed.</summary>
    public static FieldFault? PeriodOf(Days? given, KnownRequest request, DayPeriod? otherwise, out DayPeriod? period)
    {
        period = otherwise;
        if (given is not null)
        {
            if (given.From is not { } from) return new FieldFault("period.from", "required");
            if (given.To is not { } to) return new FieldFault("period.to", "required");
            if (from < ProfileFields.FirstDay || to > ProfileFields.LastDay) return new FieldFault("period", "out-of-range", ProfileFields.FirstDay, ProfileFields.LastDay);
            if (to < from) return new FieldFault("period.to", "from-after-to");
            period = new DayPeriod(from, to);
        }
        if (period is null) return request.Travels ? new FieldFault("period", "required") : null;
        return period.To.DayNumber - period.From.DayNumber >= LongestPeriod ? new FieldFault("period", "too-many-days", LongestPeriod) : null;
    }

    public static DayPeriod? Preferred(KnownRequest request) => request.Periods is [var first, ..] ? first : null;
}
