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

    /// <summary>Working time from submit to the first answer.</summary>
    public TimeSpan FirstAnswerWithin { get; init; } = TimeSpan.FromDays(10);

    /// <summary>Working time from submit to the decision.</summary>
    public TimeSpan DecisionWithin { get; init; } = TimeSpan.FromDays(20);

    /// <summary>Working time from open until everybody is found.</summary>
    public TimeSpan MatchingWithin { get; init; } = TimeSpan.FromDays(30);

    /// <summary>An applicant who was asked for changes and says nothing so long withdraws; two reminders come before.</summary>
    public TimeSpan LapseAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>An evaluation that was asked for is reminded of after this time, and once more after as long again.</summary>
    public TimeSpan RemindOfEvaluation { get; init; } = TimeSpan.FromDays(10);

    /// <summary>How long an evaluation that was asked for is taken.</summary>
    public TimeSpan EvaluationOpen { get; init; } = TimeSpan.FromDays(90);

    /// <summary>How long an evaluation can be corrected by who gave it.</summary>
    public TimeSpan EvaluationCorrectable { get; init; } = TimeSpan.FromDays(14);

    /// <summary>After closing; then the applicant is asked what came of it, and its owner has a task. Six months.</summary>
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

    /// <summary>Working time.</summary>
    public TimeSpan TargetOf(string target) => target switch
    {
        Targets.FirstAnswer => FirstAnswerWithin,
        Targets.Decision => DecisionWithin,
        _ => MatchingWithin
    };

    public IEnumerable<string> Faults()
    {
        (string Name, TimeSpan Given, int Days)[] all =
        [
            (nameof(CloseAfterDelivered), CloseAfterDelivered, 30), (nameof(FirstAnswerWithin), FirstAnswerWithin, 10), (nameof(DecisionWithin), DecisionWithin, 20),
            (nameof(MatchingWithin), MatchingWithin, 30), (nameof(LapseAfter), LapseAfter, 30), (nameof(FollowUpAfter), FollowUpAfter, 183),
            (nameof(ConsultationTakes), ConsultationTakes, 5), (nameof(AppealWithin), AppealWithin, 15), (nameof(ReopenWithin), ReopenWithin, 60),
            (nameof(RemindOfEvaluation), RemindOfEvaluation, 10), (nameof(EvaluationOpen), EvaluationOpen, 90), (nameof(EvaluationCorrectable), EvaluationCorrectable, 14)
        ];
        foreach (var (name, given, usual) in all.Where(p => p.Given < TimeSpan.FromSeconds(1) || p.Given > Longest))
            yield return $"Requests:{name} is not between a second and ten years; give a time like {usual}.00:00:00, or leave it out ({usual} days)";
        if (MostParticipants is < 1 or > 10_000) yield return "Requests:MostParticipants is not between 1 and 10000; correct it or leave it out (300)";
        if (ParticipantsPerMinute is < 1 or > 10_000) yield return "Requests:ParticipantsPerMinute is not between 1 and 10000; correct it or leave it out (30)";
        List<string> ofTheOffice = [];
        OfficeDays.Read(NonWorkingDays, Weekend, TimeZone, ofTheOffice);
        foreach (var fault in ofTheOffice) yield return fault;
    }
}
