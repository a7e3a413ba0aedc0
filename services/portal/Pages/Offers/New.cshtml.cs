using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Offers;

/// <summary>An organisation offers a colleague, or to receive people.</summary>
internal sealed class NewModel(IExpertsApi experts, Names names, Text text) : AddPage
{
    private static readonly FormField Words = new("text", FieldKind.Prose, Longest: 4_000);
    private static readonly FormTopic Colleague = new("colleague", new FormField("personId", FieldKind.Person, Required: _ => true), Words);
    private static readonly FormTopic Host = new("host", Words);

    private IReadOnlyList<Option> people = [];

    [BindProperty(SupportsGet = true)]
    public Guid RequestId { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid NeedId { get; set; }

    public override string Scope => "offer";

    public override string BackTo => "/offers";

    public override IReadOnlyList<Option> People => people;

    protected override async Task<(FormTopic? Topic, IActionResult? Instead)> Load()
    {
        if (!Caller!.Has(Roles.OrganisationAdministrator)) return (null, StatusCode(StatusCodes.Status403Forbidden));
        var calls = await experts.OpenCalls(Ct);
        if (await Unless(calls) is { } other) return (null, other);
        if (calls.Content!.Items?.FirstOrDefault(c => c.RequestId == RequestId && c.NeedId == NeedId) is not { } call) return (null, NotFound());
        if (call.Kind != "expert") return (Host, null);
        // Who is employed here and has a profile.
        var employed = (await experts.List(new ExpertFilter { Limit = 100 }, Ct)).Content?.Items ?? [];
        var known = await names.People([.. employed.Select(e => e.PersonId)], Ct);
        people = [.. employed.Where(e => known.ContainsKey(e.PersonId)).Select(e => new Option($"{e.PersonId}", text.Said(known[e.PersonId])))];
        return (Colleague, null);
    }

    protected override Task<ApiResponse<JsonObject>> Add(string key)
    {
        var offer = Body.Json.DeepClone().AsObject();
        (offer["requestId"], offer["needId"]) = (RequestId, NeedId);
        return experts.MakeOffer(offer, key, Ct);
    }

    protected override IActionResult Done(Doc added) => Redirect($"/offers/{added.Id}?done=offer-made");
}
