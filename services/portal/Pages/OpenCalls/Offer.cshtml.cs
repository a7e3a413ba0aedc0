using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.OpenCalls;

/// <summary>An expert offers to help: the question of a conflict of interest, and a word to the coordinator.</summary>
internal sealed class OfferModel(IExpertsApi experts) : AddPage
{
    private static readonly FormTopic Form = new("offer",
        new FormField("conflictOfInterest.declared", FieldKind.YesOrNo, Required: _ => true),
        new FormField("conflictOfInterest.text", FieldKind.Prose, Longest: 4_000),
        new FormField("reason", FieldKind.Prose, Longest: 4_000));

    [BindProperty(SupportsGet = true)]
    public Guid RequestId { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid NeedId { get; set; }

    public override string Scope => "open-call";

    public override string BackTo => "/open-calls";

    protected override Task<(FormTopic? Topic, IActionResult? Instead)> Load() => Task.FromResult<(FormTopic?, IActionResult?)>(
        Caller!.Has(Roles.Expert) ? (Form, null) : (null, StatusCode(StatusCodes.Status403Forbidden)));

    protected override Task<ApiResponse<JsonObject>> Add(string key)
    {
        var offer = Body.Json.DeepClone().AsObject();
        (offer["requestId"], offer["needId"]) = (RequestId, NeedId);
        return experts.OfferHelp(offer, key, Ct);
    }

    protected override IActionResult Done(Doc added) => Redirect($"/assignments/{added.Id}?done=assignment-interest");
}
