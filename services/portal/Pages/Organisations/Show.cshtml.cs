using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Organisations;

/// <summary>One organisation and its people, for who looks after them.</summary>
internal sealed class ShowModel(IOrganisationsApi organisations, IPeopleApi people, IExpertsApi experts, TimeProvider time) : PortalPage
{
    public Doc Document { get; private set; } = new([]);
    public IReadOnlyList<PersonLine> People { get; private set; } = [];
    public string? Next { get; private set; }

    /// <summary>How many colleagues wait for the organisation's consent; none where the experts service does not answer.</summary>
    public int Awaiting { get; private set; }

    public bool IsAdministrator => Caller!.Has(Roles.Administrator);

    public IEnumerable<VerbForm> Verbs => VerbForm.OfOrganisation.Where(f => Document.May(f.Verb));

    /// <summary>Of one that left nothing is changed any more.</summary>
    public bool MayWrite => Document.Status != "left";

    public async Task<IActionResult> OnGetAsync(Guid id, string? cursor)
    {
        if (!Navigation.Manages(Caller!, id)) return StatusCode(StatusCodes.Status403Forbidden);
        // Asked side by side: the slowest is what a person waits for.
        var consents = Caller!.Has(Roles.OrganisationAdministrator, id) ? Consents(id) : Task.FromResult(0);
        var read = await organisations.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        var list = await people.List(id, cursor, 50, Ct);
        if (await Unless(list) is { } another) return another;
        Document = new Doc(read.Content!);
        (People, Next) = (list.Content!.Items ?? [], list.Content.Next);
        Awaiting = await consents;
        return Page();
    }

    private async Task<int> Consents(Guid id)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var lines = (await experts.List(new ExpertFilter { Limit = 100 }, Ct)).Content?.Items ?? [];
        return lines.Count(l => l.EmployerId == id && l.PersonId != PersonId && l.AwaitsConsent(today));
    }
}
