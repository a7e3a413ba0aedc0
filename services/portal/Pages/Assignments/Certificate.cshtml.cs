using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Assignments;

/// <summary>What was done, to be printed: with a code by which whoever gets the paper can check it.</summary>
internal sealed class CertificateModel(IExpertsApi experts, PortalSettings settings) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public Doc Document { get; private set; } = new([]);

    public string CheckAt => $"{settings.Origin}/verify";

    public async Task<IActionResult> OnGetAsync()
    {
        var read = await experts.Certificate(Id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        return Page();
    }
}
