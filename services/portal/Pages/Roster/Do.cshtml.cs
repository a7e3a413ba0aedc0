using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Roster;

/// <summary>A step of a profile: the expert's own, or a coordinator's.</summary>
internal sealed class DoModel(IExpertsApi experts) : VerbPage
{
    public override string Scope => "expert";

    public override string BackTo => Document.Guid("personId") == PersonId ? "/profile" : $"/roster/{Id}";

    public override string? Subject => null;

    /// <summary>What the expert hands to the supervisor; said this once.</summary>
    public string? ConsentLink { get; private set; }

    protected override IReadOnlyList<VerbForm> Forms => VerbForm.OfExpert;

    protected override Task<ApiResponse<JsonObject>> Read() => experts.Read(Id, Ct);

    protected override Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag) => experts.Do(Id, Verb, body, tag, Ct);

    protected override IActionResult Done(Doc answer)
    {
        if (answer.Text("consentLink") is not { } token) return base.Done(answer);
        ConsentLink = $"{Service<PortalSettings>().Origin}{SignedLinks.Path}?t={token}";
        return Page();
    }
}
