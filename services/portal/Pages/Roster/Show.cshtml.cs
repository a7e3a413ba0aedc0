using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Roster;

/// <summary>One profile, as a coordinator verifies it. That it was read is recorded by the service.</summary>
internal sealed class ShowModel(IExpertsApi experts, Files files, Names names) : PortalPage
{
    public Doc Document { get; private set; } = new([]);
    public string? Name { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var read = await experts.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (Document.Guid("personId") == PersonId) return Redirect("/profile");
        if (Document.Guid("personId") is { } person) Name = (await names.People([person], Ct)).GetValueOrDefault(person);
        return Page();
    }

    /// <summary>The paper of a certificate; the expert's own, too.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid id, Guid file) => await PassOn(await files.ReadOfExpert(id, file, Ct));
}
