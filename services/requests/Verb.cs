namespace Alliance.Requests;

/// <summary>The verbs, literal: routes, history and messages use them.</summary>
internal static class Verb
{
    public const string Draft = "draft";
    public const string Submit = "submit";
    public const string Reply = "reply";
    public const string Discard = "discard";
    public const string Take = "take";
    public const string Return = "return";
    public const string Approve = "approve";
    public const string Reject = "reject";
    public const string Consult = "consult";
    public const string Answer = "answer";
    public const string Merge = "merge";
    public const string Redirect = "redirect";
    public const string Appeal = "appeal";
    public const string Open = "open";
    public const string Unfilled = "unfilled";
    public const string Deliver = "deliver";
    public const string Close = "close";
    public const string Withdraw = "withdraw";
    public const string Cancel = "cancel";
    public const string Hold = "hold";
    public const string Resume = "resume";
    public const string HandOver = "hand-over";
    public const string Copy = "copy";
    public const string Reopen = "reopen";

    /// <summary>The time to answer a consultation is over; no route leads there.</summary>
    public const string EndConsultation = "end-consultation";

    /// <summary>After the end: what became of it.</summary>
    public const string FollowUp = "follow-up";

    // What times bring; no route leads there.
    public const string DueSoon = "due-soon";
    public const string Overdue = "overdue";
    public const string Remind = "remind";
    public const string FollowUpDue = "follow-up-due";

    // What follows from who is on which need; no route leads there (deliver is a coordinator's verb besides).
    public const string Matching = "matching";
    public const string Staffed = "staffed";
    public const string Progress = "progress";
}
