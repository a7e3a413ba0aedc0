using System.Net;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Permissions;

/// <summary>What organisations offer and receive.</summary>
internal sealed partial class Documents
{
    /// <summary>By B, to receive people for a need of A's request; withdrawn.</summary>
    private async Task Offered(CancellationToken ct)
    {
        var request = await Opened(ct, JsonNode.Parse("""[{ "role": "Host", "kind": "receiving-organisation", "quantity": 1, "personDays": 2, "must": true }]"""));
        using var administrator = platform.As("orgadmin2");
        var body = new JsonObject { ["requestId"] = request.Id, ["needId"] = NeedOf(request), ["text"] = "Come and see our waterworks." };
        var offered = await Wait.Until(stop => administrator.Post("/api/offers", body.DeepClone(), stop), answer => answer.Status == HttpStatusCode.Created, ct);
        var at = $"/api/offers/{offered.Id}";
        await Do("orgadmin2", $"{at}/withdraw", null, at, ct);
        known["offer"] = new(offered.Id.ToString(), ReadAt: at, ReadBy: "coordinator");
    }

    /// <summary>B's offer to receive people was taken up, and its administrator has accepted: chosen without being an expert.</summary>
    private async Task Hosted(CancellationToken ct)
    {
        var request = await Opened(ct, JsonNode.Parse("""[{ "role": "Host", "kind": "receiving-organisation", "quantity": 1, "personDays": 2, "must": true }]"""));
        hostNeed = NeedOf(request);
        using var administrator = platform.As("orgadmin2");
        var body = new JsonObject { ["requestId"] = request.Id, ["needId"] = hostNeed };
        var offered = await Wait.Until(stop => administrator.Post("/api/offers", body.DeepClone(), stop), answer => answer.Status == HttpStatusCode.Created, ct);
        await Do("coordinator", $"/api/offers/{offered.Id}/accept", null, $"/api/offers/{offered.Id}", ct);
        var taken = await Wait.Until(stop => Get("coordinator", $"/api/offers/{offered.Id}", stop), offer => offer.Body!["assignmentId"] is not null, ct);
        var at = $"/api/assignments/{taken.Body!["assignmentId"]}";
        using var coordinator = platform.As("coordinator");
        await Wait.Until(stop => coordinator.Get(at, stop), found => found.Status == HttpStatusCode.OK, ct);
        await Do("coordinator", $"{at}/invite", null, at, ct);
        await Do("orgadmin2", $"{at}/accept", new JsonObject { ["conflictOfInterest"] = new JsonObject { ["declared"] = false } }, at, ct);
        await Wait.Until(stop => administrator.Get($"/api/requests/{request.Id}", stop), found => found.Status == HttpStatusCode.OK, ct);
        known["hosted"] = new(taken.Body["assignmentId"]!.GetValue<string>(), ReadAt: at, ReadBy: "coordinator");
        Request("hosted-request", request);
    }
}
