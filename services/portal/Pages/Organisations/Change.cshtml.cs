using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Organisations;

/// <summary>What is written of an organisation: all of it for an administrator, its languages for its own.</summary>
internal sealed class ChangeModel(IOrganisationsApi organisations) : TopicPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public override string Scope => "organisation";

    public override string BackTo => $"/organisations/{Id}";

    public override string BackKey => "action.back";

    protected override FormTopic? Find(Doc document) => Caller!.Has(Roles.Administrator) ? OrganisationForm.About : OrganisationForm.Own;

    protected override bool MayWrite(Doc document) => document.Status != "left" && Navigation.Manages(Caller!, Id);

    protected override Task<ApiResponse<JsonObject>> Read() => organisations.Read(Id, Ct);

    protected override Task<ApiResponse<JsonObject>> Save(JsonObject body, string tag) => organisations.Save(Id, body, tag, Ct);

    protected override JsonObject BodyOf(Doc document) => OrganisationForm.BodyOf(document);

    protected override string NextOf(Doc document) => BackTo + "?done=organisation-change";
}
