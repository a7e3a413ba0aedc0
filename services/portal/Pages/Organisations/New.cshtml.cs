using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Organisations;

/// <summary>An administrator adds a member, or one that applied.</summary>
internal sealed class NewModel(IOrganisationsApi organisations) : AddPage
{
    public override string Scope => "organisation";

    public override string BackTo => "/organisations";

    protected override Task<(FormTopic? Topic, IActionResult? Instead)> Load() => Task.FromResult<(FormTopic?, IActionResult?)>(
        Caller!.Has(Roles.Administrator) ? (OrganisationForm.New, null) : (null, StatusCode(StatusCodes.Status403Forbidden)));

    protected override Task<ApiResponse<JsonObject>> Add(string key) => organisations.Create(Body.Json, key, Ct);

    protected override IActionResult Done(Doc added) => Redirect($"/organisations/{added.Id}?done=organisation-add");
}
