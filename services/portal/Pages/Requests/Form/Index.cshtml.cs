using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Requests.Form;

/// <summary>The form as a list of tasks: what is done, what is missing.</summary>
internal sealed class IndexModel(IRequestsApi requests) : PortalPage
{
    public Doc Document { get; private set; } = new([]);

    public IReadOnlyList<(FormTopic Topic, TopicState State, bool Commented)> Tasks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id)
    {
        var read = await requests.Read(id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        if (!RequestRights.MayWrite(Document, Caller)) return Redirect($"/requests/{id}");
        var commented = Answers.Rows(Document, "comments").Select(c => RequestForm.TopicOf(c.Text("field") ?? "")?.Split('/')[0]).ToHashSet();
        Tasks = [.. RequestForm.Topics.Select(t => (t, StateOf(t), commented.Contains(t.Code)))];
        return Page();
    }

    private TopicState StateOf(FormTopic topic)
    {
        if (topic.Code != "needs") return topic.StateOf(Document);
        var needs = Document.Array("needs");
        if (needs.Count == 0) return TopicState.Empty;
        var complete = Enumerable.Range(0, needs.Count).All(n => RequestForm.Need(n).StateOf(Document) == TopicState.Done);
        return complete && Answers.Rows(Document, "needs").Any(n => n.Text("must") == "true") ? TopicState.Done : TopicState.Begun;
    }
}
