using Alliance.Portal.Calling;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using QRCoder;

namespace Alliance.Portal.Pages.Evaluations;

/// <summary>How it was: what is asked of whom, the answers the reader may see, the numbers, and the link for those who took part.</summary>
internal sealed class IndexModel(IRequestsApi requests, PortalSettings portal, TimeProvider time) : PortalPage
{
    /// <summary>Pixels of one square of the code; it is scaled by its box.</summary>
    private const int Square = 4;

    public Doc Document { get; private set; } = new([]);

    public Calling.Evaluations Evaluations { get; private set; } = new([], new([], [], [], null), null);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Said this once: it stands in no address, so this page is not to be come back to.</summary>
    public string? Link { get; private set; }

    /// <summary>The link to be scanned from a wall or a slide.</summary>
    public IHtmlContent Code { get; private set; } = HtmlString.Empty;

    public async Task<IActionResult> OnGetAsync(Guid id) => await Load(id) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid id)
    {
        var issued = await requests.ParticipantsLink(id, Ct);
        if (await Load(id) is { } other) return other;
        if (await Explain(issued) is { } refused) return refused;
        Link = new Uri(new Uri(portal.Address is { Length: > 0 } known ? known : portal.Api), $"{SignedLinks.Path}?t={issued.Content!.Token}").AbsoluteUri;
        using var generator = new QRCodeGenerator();
        using var data = generator.CreateQrCode(Link, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        Code = new HtmlString(code.GetGraphic(Square));
        return Page();
    }

    private async Task<IActionResult?> Load(Guid id)
    {
        var (read, evaluations) = (requests.Read(id, Ct), requests.Evaluations(id, Ct));
        if (await Unless(await evaluations) is { } other) return other;
        Evaluations = (await evaluations).Content!;
        // Who is asked about a request of which they may see no more.
        Document = new Doc((await read).Content ?? new() { ["id"] = id });
        return null;
    }
}
