using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Organisations;

/// <summary>A step of an organisation's membership.</summary>
internal sealed class DoModel(IOrganisationsApi organisations) : VerbPage
{
    public override string Scope => "organisation";

    public override string BackTo => $"/organisations/{Id}";

    public override string? Subject => Document.Text("legalName");

    protected override IReadOnlyList<VerbForm> Forms => VerbForm.OfOrganisation;

    protected override Task<ApiResponse<JsonObject>> Read() => organisations.Read(Id, Ct);

    protected override Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag) => organisations.Do(Id, Verb, body, tag, Ct);

    /// <summary>Who led their own organisation out sees it no more.</summary>
    protected override IActionResult Done(Doc answer) =>
        Verb == "leave" && !Caller!.Has(Roles.Administrator) ? Redirect("/published?done=organisation-leave") : base.Done(answer);
}
