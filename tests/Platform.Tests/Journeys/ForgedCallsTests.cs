using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>Calls that pretend: by their headers, their address or their body. At the gateway and past it.</summary>
[Collection<WholePlatform>]
public sealed class ForgedCallsTests(JourneyPlatform platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Whoever calls reads what is public there; what is not begins below it.</summary>
    private const string PublicPath = "/api/requests";

    [Fact]
    public async Task Headers_that_say_who_calls_or_from_where_are_believed_from_nobody()
    {
        var administrator = platform.People.Find("Marta Nowak");
        (string, string)[] pretended =
        [
            ("X-User-Id", administrator.Id.ToString()), ("X-User-Roles", "administrator"), ("X-User-Member", $"{administrator.Memberships[0].OrganisationId}:administrator"),
            ("X-Forwarded-User", administrator.Email), ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Host", "evil.example"), ("X-Forwarded-Proto", "https"),
            ("X-Forwarded-Prefix", "/evil"), ("Forwarded", "for=127.0.0.1;host=evil.example"), ("X-Original-URL", "/internal/people"), ("X-Rewrite-URL", "/internal/people"),
            ("X-HTTP-Method-Override", "DELETE"),
        ];
        foreach (var (service, path) in Forger.Everywhere)
        {
            foreach (var address in new[] { platform.Platform.Address, platform.Platform.AddressOf(service) })
                Assert.Equal(HttpStatusCode.Unauthorized, (await Forger.Get(address, path == PublicPath ? PublicPath + "/pipeline" : path, null, pretended)).StatusCode);
        }
        var own = platform.TokenOf("Dmytro Kravets");
        foreach (var address in new[] { platform.Platform.Address, platform.Platform.AddressOf("accounts") })
        {
            var me = JsonNode.Parse(await (await Forger.Get(address, "/api/me", own, pretended)).Content.ReadAsStringAsync(Ct))!;
            Assert.Equal(platform.People.Find("Dmytro Kravets").Id, me["id"]!.GetValue<Guid>());
            Assert.Equal(HttpStatusCode.Forbidden, (await Forger.Get(address, "/api/clients", own, pretended)).StatusCode);
        }
        // Nor does a sign-in, or what the provider says of itself, name another address.
        foreach (var path in new[] { "/sign-in", "/connect/logout", "/.well-known/openid-configuration" })
        {
            var answer = await Forger.Get(platform.Platform.Address, path, null, pretended);
            Assert.DoesNotContain("evil.example", answer.Headers.Location?.OriginalString + await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/internal/people?id={id}")]
    [InlineData("/api/..;/internal/people?id={id}")]
    [InlineData("/api/../internal/people?id={id}")]
    [InlineData("/api/%2e%2e/internal/people?id={id}")]
    [InlineData("/api/me/..%2f..%2finternal%2fpeople?id={id}")]
    [InlineData("/api/me%2f..%2f..%2finternal/people?id={id}")]
    [InlineData("/connect/..%5cinternal%5cpeople?id={id}")]
    [InlineData("/account/%2e%2e;/internal/people?id={id}")]
    [InlineData("//internal/people?id={id}")]
    [InlineData("/.well-known/../internal/people?id={id}")]
    [InlineData("/api/%252e%252e/internal/people?id={id}")]
    [InlineData("/INTERNAL/people?id={id}")]
    [InlineData("/api/me;/../../internal/people?id={id}")]
    [InlineData("http://127.0.0.1/internal/people?id={id}")]
    public async Task No_way_of_writing_an_address_leads_to_what_is_internal(string target)
    {
        var person = platform.People.Find("Oksana Lysenko");
        foreach (var token in new[] { platform.TokenOf("Marta Nowak"), await Forger.ServiceToken(platform) })
        {
            // By a raw socket: a client's library would tidy it up.
            using var socket = new TcpClient(platform.Platform.Address.Host, platform.Platform.Address.Port);
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(
                $"GET {target.Replace("{id}", person.Id.ToString(), StringComparison.Ordinal)} HTTP/1.1\r\nHost: {platform.Platform.Address.Authority}\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"), Ct);
            using var reader = new StreamReader(socket.GetStream());
            var answer = await reader.ReadToEndAsync(Ct);
            Assert.Matches("^HTTP/1.1 (400|404) ", answer);
            Assert.DoesNotContain(person.Email, answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Members_that_no_form_has_are_worth_nothing()
    {
        using var signatory = platform.As("Dmytro Kravets");
        var stranger = platform.People.Find("Andrii Melnyk");
        JsonObject Boasting(JsonObject body) => body
            .With("id", "01990000-0000-7000-8000-00000000beef").With("revision", 99).With("status", "approved").With("reference", "REQ-2026-999999").With("onHold", true)
            .With("owner", stranger.Id.ToString()).With("ownerId", stranger.Id.ToString()).With("createdBy", stranger.Id.ToString()).With("submittedAt", "2020-01-01T00:00:00Z")
            .With("decision", new JsonObject { ["outcome"] = "approved" }).With("criteria", new JsonArray(new JsonObject { ["code"] = "urgency", ["score"] = 5 }))
            .With("staffing", new JsonArray(new JsonObject { ["state"] = "confirmed" })).With("history", new JsonArray()).With("actions", new JsonArray("approve"));

        var draft = (await signatory.Post("/api/requests", Boasting(Drafts.Complete("Boasting")), Ct)).Must(HttpStatusCode.Created);
        var saved = (await signatory.Put($"/api/requests/{draft.Id}", Boasting(Drafts.Complete("Boasting more")), draft.Revision, Ct)).Must(HttpStatusCode.OK);
        foreach (var read in new[] { draft, saved })
        {
            Assert.Equal(("draft", null), (read.RequestStatus, read.Body!["reference"]));
            Assert.NotEqual(Guid.Parse("01990000-0000-7000-8000-00000000beef"), read.Id);
            Assert.True(read.Revision < 99);
            Assert.Null(read.Body["owner"]);
            Assert.Null(read.Body["decision"]);
            Assert.NotEqual(true, read.Body["onHold"]?.GetValue<bool>());
            Assert.DoesNotContain("approve", read.Body["actions"]!.AsArray().Select(a => a!.GetValue<string>()));
        }
        // In another's name: their organisation is not the caller's to write for.
        var foreign = await signatory.Post("/api/requests", Drafts.Complete().With("organisationId", stranger.Memberships[0].OrganisationId.ToString()), Ct);
        Assert.False(foreign.IsSuccess);
        Assert.Equal(HttpStatusCode.Forbidden, (await signatory.Post($"/api/organisations/{Own()}/people",
            new JsonObject { ["name"] = "Me", ["email"] = "me@example.org", ["roles"] = new JsonArray("administrator") }, Ct)).Status);

        string Own() => platform.People.Find("Dmytro Kravets").Memberships[0].OrganisationId.ToString();
    }

    [Fact]
    public async Task Ids_of_another_organisations_documents_and_people_open_nothing()
    {
        using var own = platform.As("Oksana Lysenko");
        using var stranger = platform.As("Natalia Bondar");
        var draft = (await own.Post("/api/requests", Drafts.Complete("Not yours"), Ct)).Must(HttpStatusCode.Created);
        var (organisation, colleague) = (platform.People.Find("Oksana Lysenko").Memberships[0].OrganisationId, platform.People.Find("Andrii Melnyk").Id);
        string[] known = [$"/api/requests/{draft.Id}", $"/api/requests/{draft.Id}/history", $"/api/organisations/{organisation}/people", $"/api/organisations/{organisation}/people/{colleague}"];
        // The document that is there and the one that is not get the same answer.
        string[] made = [$"/api/requests/{Guid.CreateVersion7()}", $"/api/requests/{Guid.CreateVersion7()}/history", $"/api/organisations/{Guid.CreateVersion7()}/people",
            $"/api/organisations/{organisation}/people/{Guid.CreateVersion7()}"];
        foreach (var (real, unreal) in known.Zip(made))
        {
            Assert.Equal(HttpStatusCode.OK, (await own.Get(real, Ct)).Status);
            var (one, other) = (await stranger.Get(real, Ct), await stranger.Get(unreal, Ct));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (one.Status, other.Status));
            Assert.Equal(Plain(other), Plain(one));
        }
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Put($"/api/requests/{draft.Id}", Drafts.Complete("Mine"), draft.Revision, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"/api/people/{colleague}/end", null, Ct, 1)).Status);
        Assert.Equal("Not yours", (await own.Get($"/api/requests/{draft.Id}", Ct)).Body!["title"]!.GetValue<string>());
    }

    private static string Plain(Answer answer)
    {
        var body = answer.Body!.DeepClone().AsObject();
        body.Remove("traceId");
        return body.ToJsonString();
    }
}
