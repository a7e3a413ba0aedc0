using Alliance.Requests.Counting;
using Alliance.Shared.Hosting;

namespace Alliance.Requests;

/// <summary>The periods of a request's life, to the second, so that a trial can let them pass.</summary>
internal sealed class RequestsSettings : ICheckedSettings
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    /// <summary>Read once: settings never change.</summary>
    private WorkingDays? days;

    /// <summary>What was delivered is closed after this time.</summary>
    public TimeSpan CloseAfterDelivered { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Consulted organisations answer within this working time; silence is no objection.</summary>
    public TimeSpan ConsultationTakes { get; init; } = TimeSpan.FromDays(5);

    /// <summary>After a rejection.</summary>
    public TimeSpan AppealWithin { get; init; } = TimeSpan.FromDays(15);

    /// <summary>After the closing.</summary>
    public TimeSpan ReopenWithin { get; init; } = TimeSpan.FromDays(60);

    /// <summary>An evaluation that was asked for is reminded of after this time, and once more after as long again.</summary>
    public TimeSpan RemindOfEvaluation { get; init; } = TimeSpan.FromDays(10);

    /// <summary>How long an evaluation that was asked for is taken.</summary>
    public TimeSpan EvaluationOpen { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long an evaluation can be corrected by who gave it.</summary>
    public TimeSpan EvaluationCorrectable { get; init; } = TimeSpan.FromDays(14);

    /// <summary>After closing; then the applicant is asked what came of it. Six months.</summary>
    public TimeSpan FollowUpAfter { get; init; } = TimeSpan.FromDays(183);

    /// <summary>Answers of participants that one request takes: their link is for everybody who has it.</summary>
    public int MostParticipants { get; init; } = 300;

    /// <summary>Answers of participants a minute, by one link.</summary>
    public int ParticipantsPerMinute { get; init; } = 30;

    /// <summary>Of the office, besides its weekend: <c>2026-12-24</c>, or of each year <c>12-25</c>, with commas between.</summary>
    public string NonWorkingDays { get; init; } = "01-01, 05-01, 12-25";

    /// <summary>Names of days; <c>none</c>: it works all week.</summary>
    public string Weekend { get; init; } = "Saturday, Sunday";

    /// <summary>Of the office: where its days begin and end. IANA.</summary>
    public string TimeZone { get; init; } = "Europe/Brussels";

    public WorkingDays Days => days ??= OfficeDays.Read(NonWorkingDays, Weekend, TimeZone, []);

    public IEnumerable<string> Faults()
    {
        if (CloseAfterDelivered < TimeSpan.FromSeconds(1) || CloseAfterDelivered > Longest)
            yield return "Requests:CloseAfterDelivered is not between a second and ten years; give a time like 30.00:00:00, or leave it out (30 days)";
        if (!IsPeriod(ConsultationTakes))
            yield return "Requests:ConsultationTakes is not between a second and ten years; give a time like 5.00:00:00, or leave it out (5 working days)";
        if (!IsPeriod(AppealWithin)) yield return "Requests:AppealWithin is not between a second and ten years; give a time like 15.00:00:00, or leave it out (15 days)";
        if (!IsPeriod(ReopenWithin)) yield return "Requests:ReopenWithin is not between a second and ten years; give a time like 60.00:00:00, or leave it out (60 days)";
        foreach (var (name, period) in (IEnumerable<(string, TimeSpan)>)[
            (nameof(RemindOfEvaluation), RemindOfEvaluation), (nameof(EvaluationOpen), EvaluationOpen), (nameof(EvaluationCorrectable), EvaluationCorrectable), (nameof(FollowUpAfter), FollowUpAfter)])
        {
            if (period < TimeSpan.FromSeconds(1) || period > Longest) yield return $"Requests:{name} is not between a second and ten years; give a time like 10.00:00:00, or leave it out";
        }
        if (MostParticipants is < 1 or > 10_000) yield return "Requests:MostParticipants is not between 1 and 10000; correct it or leave it out (300)";
        if (ParticipantsPerMinute is < 1 or > 10_000) yield return "Requests:ParticipantsPerMinute is not between 1 and 10000; correct it or leave it out (30)";
        List<string> ofTheOffice = [];
        OfficeDays.Read(NonWorkingDays, Weekend, TimeZone, ofTheOffice);
        foreach (var fault in ofTheOffice) yield return fault;
    }

    private static bool IsPeriod(TimeSpan time) => time >= TimeSpan.FromSeconds(1) && time <= Longest;
}
