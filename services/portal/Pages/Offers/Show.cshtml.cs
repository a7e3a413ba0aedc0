using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Offers;

/// <summary>One offer, for the organisation that made it and for coordinators.</summary>
internal sealed class ShowModel(IExpertsApi experts, Names names) : PortalPage
{
    public Doc Document { get; private set; } = new([]);

    /// <summary>Of the colleague, or of whom the guests would meet.</summary>
    public string? Name { get; private set; }

    public IEnumerable<string> Steps => VerbForm.OfOffer.Select(f => f.Verb).Where(Document.May);

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var read = await experts.Offer(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (Document.Guid("personId") is { } person) Name = (await names.People([person], Ct)).GetValueOrDefault(person);
        return Page();
    }
}
