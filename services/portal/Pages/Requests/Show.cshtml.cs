using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Requests;

/// <summary>A request: how it stands, whose turn it is, what it says, what happened.</summary>
internal sealed class ShowModel(IRequestsApi requests, IExpertsApi experts, IOrganisationsApi organisations, Names names) : PortalPage
{
    /// <summary>Steps that have a page of their own, and drafts' own way to be handed in.</summary>
    private static readonly string[] Elsewhere = ["submit", "discard", "approve", "return", "consult", "merge"];

    private static readonly string[] Ended = ["rejected", "merged", "redirected", "closed", "withdrawn", "cancelled"];

    public Doc Document { get; private set; } = new([]);
    public IReadOnlyList<HistoryLine> History { get; private set; } = [];
    public IReadOnlyList<Assignment> Assignments { get; private set; } = [];
    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();
    public string? Organisation { get; private set; }

    /// <summary>Null: nothing was ever asked.</summary>
    public RequestChanges? Changes { get; private set; }

    /// <summary>The newest few; null where they could not be asked for.</summary>
    public MessageList? Messages { get; private set; }

    public AttachmentList? Attachments { get; private set; }

    public bool IsTeam => RequestRights.IsTeam(Document, Caller);
    /// <summary>Writes it, or wrote it, for the applicant.</summary>
    public bool IsDrafter => !IsTeam && !IsCoordinator && RequestRights.IsDrafter(Document, Caller);

    /// <summary>Other authorities it is for, those whose names can be read.</summary>
    public IReadOnlyList<string> AlsoFor { get; private set; } = [];

    /// <summary>Who does.</summary>
    public string? Drafter { get; private set; }

    public bool IsCoordinator => Caller is { } caller && Navigation.IsCoordinator(caller);
    public string Who => IsTeam ? "team" : IsCoordinator ? "coordinator" : "other";

    /// <summary>Whose opinion is or was asked, and who reads as one of them.</summary>
    public bool IsConsulted => Who == "other" && Document.Array("consultations").Count > 0;

    /// <summary>The text that says whose turn it is, as it is for this reader.</summary>
    public string Turn => Document.Text("onHold") == "true" ? "turn.onHold"
        : Who == "other" && Ended.Contains(Document.Status) ? "turn.ended"
        : $"turn.{Document.Status}.{(IsConsulted ? "consulted" : IsDrafter ? "drafter" : Who)}{(Who == "coordinator" ? Decider : "")}";

    public IReadOnlyDictionary<string, string?> Consulted { get; private set; } = new Dictionary<string, string?>();

    /// <summary>Null where none are looked for.</summary>
    public IReadOnlyList<SimilarLine>? Similar { get; private set; }

    public IEnumerable<string> Steps => Document.Texts("actions").Except(Elsewhere).Select(v => v == "answer" && Document.Status == "inReview" ? "answer-objection" : v).Where(v => Acting.VerbForm.OfRequest.Any(f => f.Verb == v));

    /// <summary>Where a decision is not any coordinator's: a second approval, an appeal.</summary>
    private string Decider
    {
        get
        {
            if (Document.Status == "inReview" && Document.Text("decision.proposed") == "true") return Document.Guid("decision.by") == PersonId ? ".mine" : ".second";
            var takesOrDecides = Document.Status == "submitted" ? "take" : Document.Status == "inReview" ? "reject" : null;
            return takesOrDecides is not null && Document.At("appeal") is not null && !Document.May(takesOrDecides) && !Document.May("answer") ? ".appeal" : "";
        }
    }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        Organisation = await names.Organisation(organisations, Document.Guid("organisationId"), Ct);
        Consulted = await names.Consulted(organisations, Document, Ct);
        List<string> also = [];
        foreach (var one in Document.Texts("alsoFor"))
        {
            if (await names.Organisation(organisations, Guid.Parse(one), Ct) is { } name) also.Add(name);
        }
        AlsoFor = also;
        Drafter = await names.Organisation(organisations, Document.Guid("draftedBy"), Ct);
        if (IsDrafter && Document.Array("comments").Count > 0) Changes = ChangesOf.Known(Document);
        if (!IsTeam && !IsCoordinator) return Page();
        if (Document.May("take")) Similar = (await requests.Similar(id, Ct)).Content?.Items;
        var (messages, attachments) = (requests.Messages(id, null, 2, Ct), requests.Attachments(id, Ct));
        // What does not answer is missing from the page, and said so; the rest of it stands.
        if ((await requests.History(id, Ct)).Content?.Items is { } history) History = [.. history.OrderByDescending(h => h.No)];
        if (Document.Array("comments").Count > 0 || History.Any(h => h.Verb == "return"))
            Changes = (await requests.Changes(id, Ct)).Content ?? ChangesOf.Known(Document);
        if (Document.Array("staffing").Count > 0 && (await experts.Assignments(new AssignmentFilter { RequestId = id, Limit = 100 }, Ct)).Content?.Items is { } assignments)
            Assignments = assignments;
        (Messages, Attachments) = ((await messages).Content, (await attachments).Content);
        People = await names.People([.. Assignments.Select(a => a.PersonId).OfType<Guid>(), .. History.Select(h => h.ActorId)], Ct);
        return Page();
    }
}
