using System.Net;
using System.Text.Json.Nodes;
using Alliance.Gateway;
using Microsoft.OpenApi;

namespace Alliance.Platform.Tests.Gateway;

public sealed class DescriptionTests
{
    private static string Service(string area, string itemType, string problemType = "string") => $$"""
        {
          "openapi": "3.1.1", "info": { "title": "{{area}}", "version": "1" }, "servers": [{ "url": "http://127.0.0.1:1" }],
          "paths": {
            "/api/{{area}}": { "get": { "operationId": "List", "tags": ["{{area}}"], "responses": { "200": { "description": "OK", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Page" } } } } } } },
            "/api/{{area}}/{id}": { "get": { "responses": { "400": { "description": "no", "content": { "application/problem+json": { "schema": { "$ref": "#/components/schemas/Problem" } } } } } } },
            "/internal/{{area}}": { "get": { "responses": { "200": { "description": "OK" } } } }
          },
          "components": { "schemas": {
            "Page": { "type": "object", "properties": { "items": { "type": "array", "items": { "$ref": "#/components/schemas/Item" } } } },
            "Item": { "type": "object", "properties": { "x": { "type": ["null", "{{itemType}}"] } } },
            "Problem": { "type": "object", "properties": { "title": { "type": "{{problemType}}" } } }
          } }
        }
        """;

    [Fact]
    public async Task Services_become_one_document_and_names_that_clash_keep_apart()
    {
        await using var gateway = await RunningGateway.Start();
        gateway.Requests.Description = Service("requests", "string");
        gateway.Notifications.Description = Service("inbox", "integer");

        var merged = await Read(gateway);
        var (document, diagnostic) = OpenApiDocument.Parse(merged.ToJsonString(), "json");

        Assert.Empty(diagnostic!.Errors);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        Assert.Equal(["/api/inbox", "/api/inbox/{id}", "/api/requests", "/api/requests/{id}"], document!.Paths.Keys.Order());
        // Alike: one. Different: two. And what points to the different ones is different too, though its own text is the same.
        Assert.Equal(["NotificationsItem", "NotificationsPage", "Problem", "RequestsItem", "RequestsPage"], document.Components!.Schemas!.Keys.Order());
        Assert.Equal("#/components/schemas/RequestsPage", merged["paths"]!["/api/requests"]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>());
        Assert.Equal("#/components/schemas/NotificationsItem", merged["components"]!["schemas"]!["NotificationsPage"]!["properties"]!["items"]!["items"]!["$ref"]!.GetValue<string>());
        Assert.Contains("integer", merged["components"]!["schemas"]!["NotificationsItem"]!["properties"]!["x"]!["type"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("/", Assert.Single(document.Servers!).Url);
        Assert.Equal("bearer", document.Components.SecuritySchemes!["bearer"].Scheme);
        Assert.Single(document.Security!);
        var ids = document.Paths.Values.SelectMany(p => p.Operations!.Values).Select(o => o.OperationId).Where(id => id is not null).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Equal("current", merged["x-services"]!["requests"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_is_open_says_so()
    {
        await using var gateway = await RunningGateway.Start();
        gateway.Requests.Description = Service("codelists", "string");
        var merged = await Read(gateway);
        Assert.Equal("[]", merged["paths"]!["/api/codelists"]!["get"]!["security"]!.ToJsonString());
    }

    [Fact]
    public async Task A_service_that_is_away_is_described_as_known_and_marked_so()
    {
        await using var gateway = await RunningGateway.Start();
        gateway.Requests.Description = Service("requests", "string");
        gateway.Notifications.Description = "not json";
        var before = await Read(gateway);
        Assert.Equal("unknown", before["x-services"]!["notifications"]!.GetValue<string>());
        Assert.NotNull(before["paths"]!["/api/requests"]);

        // What was composed while a part was missing is kept only briefly.
        await gateway.Requests.DisposeAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        JsonNode after;
        do
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
            after = await Read(gateway);
        }
        while (after["x-services"]!["requests"]!.GetValue<string>() == "current");
        Assert.Equal("last-known", after["x-services"]!["requests"]!.GetValue<string>());
        Assert.NotNull(after["paths"]!["/api/requests"]);
    }

    [Fact]
    public async Task The_order_in_which_services_answer_changes_nothing()
    {
        ServiceDescription[] services =
        [
            new("requests", JsonNode.Parse(Service("requests", "string"))!.AsObject(), "current"),
            new("notifications", JsonNode.Parse(Service("inbox", "integer"))!.AsObject(), "current"),
        ];
        var one = await MergeDescriptions.Merge(services, [], TestContext.Current.CancellationToken);
        var other = await MergeDescriptions.Merge(services.Reverse(), [], TestContext.Current.CancellationToken);
        Assert.Equal(one, other);
    }

    [Fact]
    public async Task The_reference_page_loads_nothing_from_elsewhere()
    {
        await using var gateway = await RunningGateway.Start();
        var answer = await gateway.Get("/reference/");
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));

        Assert.DoesNotContain("http://", page.Replace(gateway.Address.ToString(), "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("script-src 'self' 'unsafe-inline'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        var nonce = System.Text.RegularExpressions.Regex.Match(policy, "'nonce-([0-9a-f]{32})'").Groups[1].Value;
        var scripts = System.Text.RegularExpressions.Regex.Matches(page, "<script[^>]*>").Select(m => m.Value).ToArray();
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.Contains($"nonce=\"{nonce}\"", script, StringComparison.Ordinal));
        foreach (var source in System.Text.RegularExpressions.Regex.Matches(page, "src=\"([^\"]+)\"").Select(m => m.Groups[1].Value))
        {
            var script = await gateway.Get(new Uri(new Uri(gateway.Address, "/reference/"), source).PathAndQuery);
            Assert.Equal(HttpStatusCode.OK, script.StatusCode);
        }
    }

    [Theory]
    [InlineData(200, "ready", 200, "ready", 200, "ready")]
    [InlineData(200, "degraded", 200, "ready", 200, "degraded")]
    [InlineData(503, "unavailable", 200, "ready", 503, "unavailable")]
    public async Task The_whole_is_as_ready_as_its_least_ready_part(int status, string word, int otherStatus, string otherWord, int whole, string said)
    {
        await using var gateway = await RunningGateway.Start();
        (gateway.Requests.ReadinessStatus, gateway.Requests.Readiness) = (status, $$"""{ "status": "{{word}}" }""");
        (gateway.Notifications.ReadinessStatus, gateway.Notifications.Readiness) = (otherStatus, $$"""{ "status": "{{otherWord}}" }""");

        var answer = await gateway.Get("/health/ready");

        Assert.Equal(whole, (int)answer.StatusCode);
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(said, body["status"]!.GetValue<string>());
        Assert.Equal(said, body["checks"]!["requests"]!.GetValue<string>());
        Assert.Equal(otherWord, body["checks"]!["notifications"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_part_that_is_gone_makes_the_whole_not_ready_but_alive()
    {
        await using var gateway = await RunningGateway.Start();
        await gateway.Notifications.DisposeAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await gateway.Get("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/health/live")).StatusCode);
    }

    private static async Task<JsonNode> Read(RunningGateway gateway)
    {
        var answer = await gateway.Get("/openapi.json");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
