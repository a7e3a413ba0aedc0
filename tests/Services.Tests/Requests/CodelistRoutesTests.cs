using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace Alliance.Services.Tests.Requests;

[Collection("requests")]
public sealed class CodelistRoutesTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/codelists/urgency", "uk", "Низька")]
    [InlineData("/api/codelists/urgency", "bg-BG,bg;q=0.9", "Ниска")]
    [InlineData("/api/codelists/urgency", "de", "Low")]
    [InlineData("/api/codelists/urgency?lang=bg", "uk", "Ниска")]
    [InlineData("/api/codelists/decline-reason", "bg", "Не е на разположение тогава")]
    [InlineData("/api/codelists/assignment-status", "uk", "Запропонував допомогу")]
    [InlineData("/api/codelists/travel", "en", "To Ukraine")]
    [InlineData("/api/codelists/topics", "uk", "Місцеве врядування та демократія")]
    [InlineData("/api/codelists/katottg?level=1", "uk", "Автономна Республіка Крим")]
    [InlineData("/api/codelists/nuts?country=BG&level=0", "uk", "Bulgaria")]
    public async Task Anybody_reads_a_list_in_their_language(string path, string language, string first)
    {
        using var answer = await Send(path, language);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var items = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["items"]!.AsArray();
        Assert.Equal(first, items[0]!["label"]!.GetValue<string>());
        Assert.Contains("Accept-Language", answer.Headers.Vary);
    }

    [Fact]
    public async Task A_list_one_has_already_is_not_sent_again_but_one_in_another_language_is()
    {
        using var first = await Send("/api/codelists/katottg", "uk");
        var tag = first.Headers.ETag!.ToString();
        using var same = await Send("/api/codelists/katottg", "uk", tag);
        Assert.Equal((HttpStatusCode.NotModified, 0), (same.StatusCode, (await same.Content.ReadAsByteArrayAsync(Ct)).Length));
        using var english = await Send("/api/codelists/katottg", "en", tag);
        Assert.Equal(HttpStatusCode.OK, english.StatusCode);
        using var part = await Send("/api/codelists/katottg?level=1", "uk", tag);
        Assert.Equal(HttpStatusCode.OK, part.StatusCode);
    }

    [Theory]
    [InlineData("/api/codelists/nothing", HttpStatusCode.NotFound, null)]
    [InlineData("/api/codelists/urgency?lang=xx", HttpStatusCode.BadRequest, "lang")]
    [InlineData("/api/codelists/katottg?level=7", HttpStatusCode.BadRequest, "level")]
    [InlineData("/api/codelists/katottg?q=%EF%BF%BE", HttpStatusCode.BadRequest, "q")]
    [InlineData("/api/codelists/katottg?country=UA", HttpStatusCode.BadRequest, "country")]
    public async Task What_is_asked_wrongly_is_named(string path, HttpStatusCode status, string? field)
    {
        using var answer = await Send(path, "uk");
        Assert.Equal(status, answer.StatusCode);
        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
        Assert.Matches("[а-яіїєґ]{3}", problem["title"]!.GetValue<string>());
        if (field is not null) Assert.NotNull(problem["errors"]![field]);
    }

    [Fact]
    public async Task The_description_names_every_route_and_parameter()
    {
        using var answer = await Send("/openapi/v1.json", "en");
        var paths = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!["paths"]!.AsObject();
        foreach (var verb in new[] { "submit", "discard", "take", "return", "reject", "withdraw" })
            Assert.NotNull(paths[$"/api/requests/{{id}}/{verb}"]!["post"]!["responses"]!["200"]!["content"]);
        Assert.NotNull(paths["/api/today"]!["get"]!["responses"]!["200"]!["content"]);
        Assert.Equal(
            ["assistanceType", "consulted", "cursor", "draftedBy", "format", "limit", "oblast", "organisationId", "overdue", "owner", "q", "reference", "sort", "status", "topic", "urgency"],
            paths["/api/requests"]!["get"]!["parameters"]!.AsArray().Select(p => p!["name"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    private async Task<HttpResponseMessage> Send(string path, string language, string? known = null)
    {
        using var client = slice.Nobody();
        using var call = new HttpRequestMessage(HttpMethod.Get, path);
        call.Headers.Add("Accept-Language", language);
        if (known is not null) call.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await client.SendAsync(call, Ct);
    }
}
