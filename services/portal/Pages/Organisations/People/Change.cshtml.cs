using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Organisations.People;

/// <summary>The name, the language and the roles of a person in one organisation.</summary>
internal sealed class ChangeModel(IOrganisationsApi organisations, IPeopleApi people) : TopicPage
{
    private string? type;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid PersonOf { get; set; }

    public override string Scope => "person";

    public override string BackTo => $"/organisations/{Id}";

    public override string BackKey => "action.back";

    protected override FormTopic? Find(Doc document) =>
        PersonForm.Change(PersonForm.Offered(type, Caller!.Has(Roles.Administrator), document.Texts("roles")));

    protected override bool MayWrite(Doc document) => Navigation.Manages(Caller!, Id);

    protected override async Task<ApiResponse<JsonObject>> Read()
    {
        var organisation = await organisations.Read(Id, Ct);
        if (organisation.Content is not { } json) return organisation;
        type = new Doc(json).Text("type");
        return await people.Read(Id, PersonOf, Ct);
    }

    protected override Task<ApiResponse<JsonObject>> Save(JsonObject body, string tag) => people.Save(Id, PersonOf, body, tag, Ct);

    protected override JsonObject BodyOf(Doc document) => PersonForm.BodyOf(document);

    protected override string NextOf(Doc document) => BackTo + "?done=person-change";
}
