using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Routing;

/// <summary>The topics of one coordinator. A topic somebody else has, is theirs from then on.</summary>
internal sealed class ChangeModel(IRequestsApi requests, Coordinators coordinators) : PortalPage
{
    public RoutingRules Rules { get; private set; } = new(0, []);
    public CoordinatorLine? Person { get; private set; }
    public IReadOnlyList<string> Topics => [.. (Rules.Rules ?? []).Where(r => r.PersonId == Person?.Id).Select(r => r.Topic)];

    public async Task<IActionResult> OnGetAsync(Guid person) => await Load(person) ?? Page();

    public async Task<IActionResult> OnPostAsync(Guid person, [FromForm(Name = "_revision")] long revision)
    {
        if (await Load(person) is { } other) return other;
        var chosen = Request.Form["topics"].OfType<string>().ToHashSet();
        var rules = (Rules.Rules ?? []).Where(r => r.PersonId != person && !chosen.Contains(r.Topic)).Concat(chosen.Select(topic => new RoutingRule(topic, person)));
        var body = new JsonObject { ["rules"] = new JsonArray([.. rules.Select(r => (JsonNode)new JsonObject { ["topic"] = r.Topic, ["personId"] = r.PersonId })]) };
        return await Explain(await requests.Route(body, Doc.TagOf(revision), Ct)) ?? Redirect("/routing?done=routing");
    }

    private async Task<IActionResult?> Load(Guid person)
    {
        if (!Caller!.Has(Roles.LeadCoordinator)) return StatusCode(StatusCodes.Status403Forbidden);
        var rules = await requests.Routing(Ct);
        if (await Unless(rules) is { } other) return other;
        Rules = rules.Content!;
        if (await coordinators.All(requestId: null, Ct) is not { } all) return StatusCode(StatusCodes.Status503ServiceUnavailable);
        Person = all.FirstOrDefault(p => p.Id == person);
        return Person is null ? NotFound() : null;
    }
}
