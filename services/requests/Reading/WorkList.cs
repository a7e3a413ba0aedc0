using Alliance.Shared.Identity;

namespace Alliance.Requests.Reading;

/// <summary>
/// What a coordinator has to do about a request. <see cref="Waits"/> is for the index and knows no caller; <see cref="Kind"/> decides about one
/// caller, and never asks for what the index does not say.
/// </summary>
internal static class WorkList
{
    public const string Take = "take";
    public const string Decide = "decide";
    public const string SecondApproval = "second-approval";
    public const string Held = "held";
    public const string Open = "open";
    public const string Close = "close";
    public const string FollowUp = "follow-up";

    /// <summary>Whom it waits for: any coordinator by what is to be done, or its owner.</summary>
    public static IEnumerable<string> Waits(AssistanceRequest request)
    {
        if (request is { Status: RequestStatus.Submitted, OwnerId: null }) yield return Take;
        if (IsProposed(request)) yield return SecondApproval;
        if (request.OwnerId is { } owner && OwnersWork(request) is not null) yield return owner.ToString();
    }

    /// <summary>The values of <see cref="Waits"/> that concern this caller.</summary>
    /// <param name="absent">Coordinators the caller stands in for.</param>
    public static string[] For(Caller caller, params IReadOnlyList<Guid> absent) => [Take, SecondApproval, caller.PersonId.ToString(), .. absent.Select(one => one.ToString())];

    /// <summary>Null: there is nothing for this caller to do.</summary>
    public static string? Kind(AssistanceRequest request, Caller caller, params IReadOnlyList<Guid> absent)
    {
        if (!caller.Acts(By.Coordinator, request.OrganisationId)) return null;
        if (request.OwnerId is { } owner && (owner == caller.PersonId || absent.Contains(owner)) && OwnersWork(request) is { } own) return own;
        if (request is { Status: RequestStatus.Submitted, OwnerId: null } && request.MayDecideAppeal(caller)) return Take;
        return IsProposed(request) && request.Decision!.By != caller.PersonId && request.MayDecideAppeal(caller) ? SecondApproval : null;
    }

    /// <summary>Since when it waits. What was delivered or ended waits since the last change.</summary>
    public static DateTimeOffset Since(string kind, AssistanceRequest request, DateTimeOffset updatedAt) => kind switch
    {
        Held => request.Held?.Since,
        Take or Decide => request.SubmittedAt,
        SecondApproval or Open => request.Decision?.At,
        FollowUp => request.FollowUp?.At,
        _ => null
    } ?? updatedAt;

    /// <summary>Until when it is to be done: the target of its stage, the day of the follow-up, or when the system goes on by itself.</summary>
    public static DateTimeOffset? DueAt(AssistanceRequest request) =>
        request.Clock?.DueAt ?? (request.FollowUp is { IsOpen: true } ask ? ask.At : Ticking.StepAt(request));

    private static string? OwnersWork(AssistanceRequest request) => request switch
    {
        { OnHold: true } when RequestStatuses.Open.Contains(request.Status) => Held,
        // Handed in again: the same coordinator goes on.
        { Status: RequestStatus.Submitted } => Take,
        { Status: RequestStatus.InReview } when !IsProposed(request) => Decide,
        { Status: RequestStatus.Approved } => Open,
        { Status: RequestStatus.Delivered or RequestStatus.Unfilled } => Close,
        { FollowUp.IsOpen: true } => FollowUp,
        _ => null
    };

    private static bool IsProposed(AssistanceRequest request) => request is { Status: RequestStatus.InReview, Decision.Proposed: true };
}
