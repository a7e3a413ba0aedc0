using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Profile;

/// <summary>My profile: a list of tasks until it is handed in, then what stands in it.</summary>
internal sealed class IndexModel(IExpertsApi experts) : PortalPage
{
    public Doc? Document { get; private set; }

    public IEnumerable<(FormTopic Topic, TopicState State)> Tasks =>
        Document is { } doc ? ExpertForm.Topics.Select(t => (t, t.StateOf(doc))) : [];

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "_key")] string? key)
    {
        if (await Load() is { } other) return other;
        if (Document is not null) return Redirect("/profile");
        return await Explain(await experts.Create([], KeyOr(key, Guid.CreateVersion7().ToString()), Ct)) ?? Redirect("/profile");
    }

    private async Task<IActionResult?> Load()
    {
        if (!Caller!.Has(Roles.Expert)) return StatusCode(StatusCodes.Status403Forbidden);
        var mine = await experts.List(new ExpertFilter { Mine = "true" }, Ct);
        if (await Unless(mine) is { } other) return other;
        if (mine.Content!.Items is not [var line, ..]) return null;
        var read = await experts.Read(line.Id, Ct);
        if (await Unless(read) is { } away) return away;
        Document = new Doc(read.Content!);
        return null;
    }
}
