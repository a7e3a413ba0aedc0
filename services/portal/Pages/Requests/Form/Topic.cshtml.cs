using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Requests.Form;

/// <summary>One topic of a request, or one of its needs.</summary>
internal sealed class TopicModel(IRequestsApi requests) : TopicPage
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [FromRoute(Name = "topic")]
    public string Code { get; set; } = "";

    [FromRoute(Name = "place")]
    public int? Place { get; set; }

    public override string Scope => "request";

    public override string BackTo => Place is null ? $"/requests/{Id}/form" : $"/requests/{Id}/form/needs";

    protected override FormTopic? Find(Doc document) => Place is { } place
        ? Code == "needs" && place <= document.Array("needs").Count ? RequestForm.Need(place) : null
        : RequestForm.Topics.FirstOrDefault(t => t.Code == Code) is { } topic && !RequestRights.IsTeam(document, Caller)
            // How an authority numbers is its own.
            ? topic with { Fields = [.. topic.Fields.Where(f => f.Path != "externalId")] }
            : RequestForm.Topics.FirstOrDefault(t => t.Code == Code);

    protected override bool MayWrite(Doc document) => RequestRights.MayWrite(document, Caller);

    protected override Task<ApiResponse<JsonObject>> Read() => requests.Read(Id, Ct);

    protected override Task<ApiResponse<JsonObject>> Save(JsonObject body, string tag) => requests.Save(Id, body, tag, Ct);

    protected override JsonObject BodyOf(Doc document) => RequestForm.BodyOf(document);

    protected override void Begin(Doc document)
    {
        if (Place is not { } place || place < document.Array("needs").Count) return;
        document.Put($"needs[{place}].kind", "expert");
        document.Put($"needs[{place}].must", true);
        document.Put($"needs[{place}].quantity", 1);
    }
}
