namespace Alliance.Requests.Counting;

/// <summary>
/// What the office promises: within how much working time something is done. Ten working days for a first answer are the two weeks, twenty for the
/// decision lie well within the two months, of the European Code of Good Administrative Behaviour (articles 14 and 17); thirty for finding people are
/// four invitations one after the other, of a week each, and the days between.
/// </summary>
internal static class Targets
{
    /// <summary>From the first submit until return, approve, reject or the like.</summary>
    public const string FirstAnswer = "first-answer";

    /// <summary>From submit until the decision; it goes on from where the first answer left it.</summary>
    public const string Decision = "decision";

    /// <summary>From open until all places that must be filled are.</summary>
    public const string Matching = "matching";

    /// <summary>The share of a target at which its owner is reminded.</summary>
    public const double Soon = 0.8;

    public static readonly IReadOnlyList<string> All = [FirstAnswer, Decision, Matching];

    /// <summary>Where the office is expected to act: there a clock runs. It asked others itself, so their time is the office's.</summary>
    public static readonly IReadOnlyList<RequestStatus> Running = [RequestStatus.Submitted, RequestStatus.InReview, RequestStatus.InConsultation, RequestStatus.Matching];

    /// <summary>Null: nothing was promised about this status.</summary>
    public static string? Of(AssistanceRequest request) => request.Status switch
    {
        RequestStatus.Submitted or RequestStatus.InReview or RequestStatus.ChangesRequested or RequestStatus.InConsultation => request.FirstAnswer is null ? FirstAnswer : Decision,
        RequestStatus.Matching or RequestStatus.Staffed or RequestStatus.InProgress => Matching,
        _ => null
    };

    /// <summary>Not while it is the applicant's turn, while everybody is found, or on hold.</summary>
    public static bool Runs(AssistanceRequest request) => !request.OnHold && Running.Contains(request.Status);

    /// <summary>Whether the time used for the one counts for the other.</summary>
    public static bool GoOn(string from, string to) => from == to || (from == FirstAnswer && to == Decision);
}
