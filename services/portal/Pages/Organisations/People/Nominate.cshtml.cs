using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Organisations.People;

/// <summary>An administrator of an organisation proposes a colleague as an expert; the profile is the colleague's from its first moment on.</summary>
internal sealed class NominateModel(IPeopleApi people, IExpertsApi experts) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid PersonOf { get; set; }

    public Doc Person { get; private set; } = new([]);

    /// <summary>Their own profile opens to who has the role of an expert.</summary>
    public bool IsExpert => Person.Texts("roles").Contains(Roles.Expert);

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await Load() is { } other) return other;
        if (!IsExpert) return Page();
        var answer = await experts.Nominate(new JsonObject { ["personId"] = PersonOf, ["organisationId"] = Id }, Ct);
        return await Explain(answer) ?? Redirect($"/organisations/{Id}?done=nominate");
    }

    private async Task<IActionResult?> Load()
    {
        if (!Caller!.Has(Roles.OrganisationAdministrator, Id)) return StatusCode(StatusCodes.Status403Forbidden);
        var read = await people.Read(Id, PersonOf, Ct);
        if (await Unless(read) is { } other) return other;
        Person = new Doc(read.Content!);
        return null;
    }
}
