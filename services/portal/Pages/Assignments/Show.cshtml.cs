using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Assignments;

/// <summary>One assignment, for the expert, the applicant and the coordinator: the invitation with its "why me", the work, the report.</summary>
internal sealed class ShowModel(IExpertsApi experts, IRequestsApi requests, IOrganisationsApi organisations, Names names) : PortalPage
{
    /// <summary>Where an organisation receives people, and no expert goes.</summary>
    public const string Receiving = "receiving";

    public Doc Document { get; private set; } = new([]);

    /// <summary>As far as the reader may see it; null where they may not.</summary>
    public Doc? AssistanceRequest { get; private set; }

    public string? Name { get; private set; }

    /// <summary>The organisation that receives people, where one does.</summary>
    public string? Host { get; private set; }

    public string? Variant => Document.Guid("receivingOrganisation") is null ? null : Receiving;
    public bool IsExpert => Document.Guid("personId") == PersonId;
    public string Who => IsExpert ? "expert" : AssistanceRequest is { } request && RequestRights.IsTeam(request, Caller) ? "team" : "coordinator";
    public bool ConflictInTheWay => Document.Text("conflictOfInterest.declared") == "true" && Document.Text("conflictOfInterest.decision.acceptable") != "true";

    /// <summary>Whose turn it is: of the state, and of what stands in its way.</summary>
    public string Turn => (Document.Status, Who) switch
    {
        ("invited", "expert") when Document.At("conflictOfInterest") is null => "invited.expert.unanswered",
        ("accepted", _) when ConflictInTheWay => $"accepted.{Who}.conflict",
        ("accepted", _) when Document.At("terms") is not null && !TermsAgreed => $"accepted.{Who}.terms",
        ("reporting", _) when Document.Text("awaitsReport") == "true" => $"reporting.{Who}.awaited",
        _ => $"{Document.Status}.{Who}"
    };

    public bool TermsAgreed => Document.Time("terms.expertAgreedAt") is not null && Document.Time("terms.applicantAgreedAt") is not null;

    public IEnumerable<string> Steps => VerbForm.OfAssignment.Select(f => f.Verb).Where(Document.May);
    public Doc? Need => AssistanceRequest is { } request ? Answers.Rows(request, "needs").FirstOrDefault(n => n.Guid("id") == Document.Guid("needId")) : null;

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var read = await experts.Assignment(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (Document.Guid("requestId") is { } requestId && (await requests.Read(requestId, Ct)).Content is { } request) AssistanceRequest = new Doc(request);
        if (!IsExpert && Document.Guid("personId") is { } person) Name = (await names.People([person], Ct)).GetValueOrDefault(person);
        Host = await names.Organisation(organisations, Document.Guid("receivingOrganisation"), Ct);
        return Page();
    }
}
