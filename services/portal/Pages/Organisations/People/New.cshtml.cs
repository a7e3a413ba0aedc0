using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Organisations.People;

/// <summary>Somebody is given access in an organisation. The password for the first sign-in stands in the answer, and nowhere again.</summary>
internal sealed class NewModel(IOrganisationsApi organisations, IPeopleApi people) : AddPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public string? OneTimePassword { get; private set; }

    public override string Scope => "person";

    public override string BackTo => $"/organisations/{Id}";

    protected override async Task<(FormTopic? Topic, IActionResult? Instead)> Load()
    {
        if (!Navigation.Manages(Caller!, Id)) return (null, StatusCode(StatusCodes.Status403Forbidden));
        var read = await organisations.Read(Id, Ct);
        if (await Unless(read) is { } other) return (null, other);
        var organisation = new Doc(read.Content!);
        if (organisation.Status == "left") return (null, Redirect(BackTo));
        return (PersonForm.New(PersonForm.Offered(organisation.Text("type"), Caller!.Has(Roles.Administrator), [])), null);
    }

    protected override Task<ApiResponse<JsonObject>> Add(string key) => people.Add(Id, Body.Json, key, Ct);

    /// <summary>Who had access already keeps their password.</summary>
    protected override IActionResult Done(Doc added)
    {
        OneTimePassword = added.Text("oneTimePassword");
        return OneTimePassword is null ? Redirect(BackTo + "?done=person-add") : Page();
    }
}
