using Alliance.Portal.Drafting;

namespace Alliance.Portal.Acting;

/// <summary>What a verb asks for before it is done, as data: the body of its call. One page serves them all.</summary>
/// <param name="Grave">Ends something for good, or tells somebody no.</param>
internal sealed record VerbForm(string Verb, bool Grave, params IReadOnlyList<FormField> Fields)
{
    private static readonly FormField Reason = new("reason", FieldKind.Prose, Longest: 4_000);
    private static readonly FormField Why = new("reason", FieldKind.Prose, Longest: 4_000, Required: _ => true);
    private static readonly FormField Text = new("text", FieldKind.Prose, Longest: 4_000);
    private static readonly FormField Words = new("text", FieldKind.Prose, Longest: 4_000, Required: _ => true);

    /// <summary>Of a request. Approve and return have pages of their own.</summary>
    public static readonly IReadOnlyList<VerbForm> OfRequest =
    [
        new("discard", Grave: true),
        new("take", Grave: false),
        new("hand-over", Grave: false, new FormField("personId", FieldKind.Person, Required: _ => true)),
        new("reject", Grave: true, new FormField("code", FieldKind.Radios, "reject-reason", Required: _ => true), Words, new FormField("programme", FieldKind.Line, Longest: 200)),
        new("redirect", Grave: true, new FormField("programme", FieldKind.Line, Longest: 200, Required: _ => true), Words),
        new("appeal", Grave: false, Why),
        new("copy", Grave: false),
        new("answer", Grave: false, new FormField("objection", FieldKind.YesOrNo, Required: _ => true), new FormField("text", FieldKind.Prose, Longest: 4_000, Required: said => said.Text("objection") == "true")),
        // To an objection, by a coordinator: the same verb from the other side.
        new("answer-objection", Grave: false, Words),
        new("open", Grave: false, Reason),
        new("unfilled", Grave: false, Why),
        new("deliver", Grave: false, Why),
        new("close", Grave: true, Reason),
        new("follow-up", Grave: false, Words),
        new("reopen", Grave: false, Why),
        new("hold", Grave: false, new FormField("code", FieldKind.Radios, "hold-reason", Required: _ => true), Text),
        new("resume", Grave: false, Reason),
        new("withdraw", Grave: true, Why),
        new("cancel", Grave: true, Why),
    ];

    public static readonly IReadOnlyList<VerbForm> OfAssignment =
    [
        new("propose", Grave: false, Reason),
        new("invite", Grave: false),
        new("declare-conflict", Grave: false, new FormField("declared", FieldKind.YesOrNo, Required: _ => true), new FormField("conflict", FieldKind.Prose, Longest: 4_000)),
        new("clear-conflict", Grave: false, Why),
        new("accept", Grave: false, new FormField("conflictOfInterest.declared", FieldKind.YesOrNo, Required: _ => true), new FormField("conflictOfInterest.text", FieldKind.Prose, Longest: 4_000)),
        new("decline", Grave: false, new FormField("code", FieldKind.Radios, "own:decline", Required: _ => true), Text),
        new("confirm", Grave: false),
        new("agree", Grave: false),
        new("terms", Grave: false, new FormField("terms", FieldKind.Prose, Longest: 10_000, Required: _ => true), new FormField("period.from", FieldKind.Day),
            new FormField("period.to", FieldKind.Day), new FormField("personDays", FieldKind.Number)),
        new("check", Grave: false, new FormField("item", FieldKind.OpenItem, Required: _ => true), new FormField("evidence", FieldKind.Prose, Longest: 1_000)),
        new("start", Grave: false, new FormField("checklist", FieldKind.Checklist)),
        new("report", Grave: false, Words),
        new("return-report", Grave: false, Why),
        new("complete", Grave: false, Text),
        new("withdraw", Grave: true, Why),
        new("cancel", Grave: true, Why),
        new("end-early", Grave: true, Why),
        new("no-show", Grave: true, Why),
        new("replace", Grave: true, new FormField("expertId", FieldKind.Person, Required: _ => true), Why),
    ];

    public static readonly IReadOnlyList<VerbForm> OfOffer =
    [
        new("accept", Grave: false, Reason),
        new("decline", Grave: true, new FormField("code", FieldKind.Radios, "offer-decline-reason", Required: _ => true), Text),
        new("withdraw", Grave: true, Reason),
    ];

    public static readonly IReadOnlyList<VerbForm> OfExpert =
    [
        new("submit", Grave: false),
        new("verify", Grave: false),
        new("employer-consent", Grave: false, new FormField("until", FieldKind.Day, Required: _ => true)),
        new("ask-consent", Grave: false),
        new("return", Grave: false, Words),
        new("pause", Grave: false),
        new("resume", Grave: false),
        new("confirm", Grave: false),
        new("suspend", Grave: true, Why),
        new("reinstate", Grave: false, Reason),
    ];

    public static readonly IReadOnlyList<VerbForm> OfOrganisation =
        [new("activate", Grave: false), new("suspend", Grave: true), new("reinstate", Grave: false), new("leave", Grave: true)];

    /// <summary>Of a person in one organisation.</summary>
    public static readonly IReadOnlyList<VerbForm> OfPerson = [new("end", Grave: true)];

    /// <summary>Of a person's access as a whole.</summary>
    public static readonly IReadOnlyList<VerbForm> OfAccess = [new("end", Grave: true), new("restore", Grave: false), new("erase", Grave: true)];

    /// <summary>By a supervisor who has no account.</summary>
    public static readonly VerbForm ConsentByLink = new(
        "employer-consent", Grave: false, new FormField("until", FieldKind.Day, Required: _ => true), new FormField("position", FieldKind.Line, Longest: 200, Required: _ => true));
}
