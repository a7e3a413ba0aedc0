using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Organisations;

/// <summary>One organisation and its people, for who looks after them.</summary>
internal sealed class ShowModel(IOrganisationsApi organisations, IPeopleApi people) : PortalPage
{
    public Doc Document { get; private set; } = new([]);
    public IReadOnlyList<PersonLine> People { get; private set; } = [];
    public string? Next { get; private set; }

    public bool IsAdministrator => Caller!.Has(Roles.Administrator);

    public IEnumerable<VerbForm> Verbs => VerbForm.OfOrganisation.Where(f => Document.May(f.Verb));

    /// <summary>Of one that left nothing is changed any more.</summary>
    public bool MayWrite => Document.Status != "left";

    public async Task<IActionResult> OnGetAsync(Guid id, string? cursor)
    {
        if (!Navigation.Manages(Caller!, id)) return StatusCode(StatusCodes.Status403Forbidden);
        var read = await organisations.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        var list = await people.List(id, cursor, 50, Ct);
        if (await Unless(list) is { } another) return another;
        Document = new Doc(read.Content!);
        (People, Next) = (list.Content!.Items ?? [], list.Content.Next);
        return Page();
    }
}
