using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Requests;

/// <summary>What the applicant and the coordinators write to each other about a request.</summary>
internal sealed class MessagesModel(IRequestsApi requests) : AddPage
{
    private static readonly FormTopic Writing = new("message", new FormField("text", FieldKind.Prose, Longest: 4_000, Required: _ => true));

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Cursor { get; set; }

    public Doc Document { get; private set; } = new([]);
    public MessageList Messages { get; private set; } = new([], null, false);

    public override string Scope => "messages";

    public override string BackTo => $"/requests/{Id}";

    protected override async Task<(FormTopic? Topic, IActionResult? Instead)> Load()
    {
        var read = await requests.Read(Id, Ct);
        if (await Unless(read) is { } other) return (null, other);
        Document = new Doc(read.Content!);
        var list = await requests.Messages(Id, Cursor, 20, Ct);
        if (await Unless(list) is { } not) return (null, not);
        Messages = list.Content!;
        return (Writing, null);
    }

    protected override Task<ApiResponse<JsonObject>> Add(string key)
    {
        Body.Put("language", Languages.Current);
        return requests.Say(Id, Body.Json, key, Ct);
    }

    protected override IActionResult Done(Doc added) => Redirect($"{BackTo}/messages?done=message");
}
