using System.Net;
using System.Text.Json.Nodes;
using Alliance.Platform.Tests.Gateway;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>
/// What a document store, or SQL, would take for an operator is refused or a text like any other, and never finds more than a text would. Journeys run on
/// both engines: each of these is asked of MongoDB too.
/// </summary>
[Collection<WholePlatform>]
public sealed class OperatorInjectionTests(JourneyPlatform platform)
{
    private static readonly string[] Lists = ["/api/organisations", "/api/requests", "/api/experts", "/api/assignments", "/api/inbox", "/api/deliveries", "/api/clients"];

    private static readonly string[] Operators =
        ["{\"$ne\":null}", "{\"$gt\":\"\"}", "{$ne:null}", "[$ne]", "$where:1==1", "{\"$regex\":\".*\"}", "{\"$or\":[{},{}]}", "' OR '1'='1", "\" OR 1=1 --", "%", "*", ".*", "_"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static string[] Fields(string list) => list switch
    {
        "/api/organisations" => ["status", "type", "country", "sort", "limit", "cursor"],
        "/api/requests" => ["status", "topic", "oblast", "organisationId", "owner", "assistanceType", "urgency", "sort", "limit", "cursor"],
        "/api/experts" => ["status", "country", "topic", "language", "limit", "cursor"],
        "/api/assignments" => ["status", "requestId", "needId", "expertId", "limit", "cursor"],
        _ => ["limit", "cursor"],
    };

    [Fact]
    public async Task An_operator_in_the_name_or_the_value_of_a_filter_is_refused_by_every_list()
    {
        using var caller = platform.As("Thomas Keller");
        using var administrator = platform.As("Marta Nowak");
        foreach (var list in Lists)
        {
            var who = list == "/api/clients" ? administrator : caller;
            Assert.Equal(HttpStatusCode.OK, (await who.Get(list, Ct)).Status);
            foreach (var field in Fields(list))
            {
                foreach (var value in Operators)
                {
                    var answer = await who.Get($"{list}?{field}={Uri.EscapeDataString(value)}", Ct);
                    // Taken for a country or a language of that name, which nobody has.
                    if (answer.Status == HttpStatusCode.OK && field is "country" or "language") Assert.Empty(answer.Body!["items"]!.AsArray());
                    else Assert.Equal((HttpStatusCode.BadRequest, list, field, value), (answer.Status, list, field, value));
                }
            }
            foreach (var name in new[] { "status[$ne]", "status[]", "status.$ne", "$where", "$or", "q[$regex]", "id[$gt]", "readers[$exists]", "__proto__" })
            {
                var answer = await who.Get($"{list}?{Uri.EscapeDataString(name)}=x", Ct);
                // Lists without filters take no notice of a name; none takes it for one.
                if (list is "/api/inbox" or "/api/deliveries") Assert.True(answer.Status == HttpStatusCode.BadRequest || Ids(answer).SetEquals(Ids(await who.Get(list, Ct))), $"{list} {name}");
                else Assert.Equal((HttpStatusCode.BadRequest, list, name), (answer.Status, list, name));
            }
        }
    }

    [Fact]
    public async Task Words_that_are_operators_find_what_the_words_find_and_no_more()
    {
        using var own = platform.As("Dmytro Kravets");
        using var stranger = platform.As("Natalia Bondar");
        using var administrator = platform.As("Marta Nowak");
        var secret = (await stranger.Post("/api/requests", Drafts.Complete("Where nobody looks"), Ct)).Must(HttpStatusCode.Created);
        var mark = $"m{Guid.CreateVersion7():n}";
        var plain = (await own.Post("/api/requests", Drafts.Complete($"{mark} {{\"$ne\":null}} $where ' OR '1'='1"), Ct)).Must(HttpStatusCode.Created);
        foreach (var value in Operators)
        {
            foreach (var words in new[] { value, $"{mark} {value}" })
            {
                var found = await own.Get($"/api/requests?limit=100&q={Uri.EscapeDataString(words)}", Ct);
                if (found.Status == HttpStatusCode.BadRequest) continue;
                Assert.Equal(HttpStatusCode.OK, found.Status);
                Assert.DoesNotContain(secret.Id.ToString(), found.Text, StringComparison.Ordinal);
                // Either its words are found, or nothing is: never everything there is.
                Assert.All(found.Body!["items"]!.AsArray().Where(_ => words.StartsWith(mark, StringComparison.Ordinal)), item => Assert.Equal(plain.Id, item!["id"]!.GetValue<Guid>()));
            }
        }
        Assert.Equal(plain.Body!["title"]!.GetValue<string>(), (await own.Get($"/api/requests/{plain.Id}", Ct)).Body!["title"]!.GetValue<string>());
        foreach (var list in new[] { "/api/organisations", "/api/clients" })
        {
            var none = (await administrator.Get($"{list}?q={Uri.EscapeDataString("zzz {\"$ne\":null}")}", Ct)).Must(HttpStatusCode.OK);
            Assert.Empty(none.Body!["items"]!.AsArray());
        }
    }

    [Theory]
    [InlineData("/api/requests", "title")]
    [InlineData("/api/requests", "language")]
    [InlineData("/api/requests", "organisationId")]
    [InlineData("/api/requests", "deliveryMode")]
    [InlineData("/api/organisations", "legalName")]
    [InlineData("/api/organisations", "registerId")]
    [InlineData("/api/organisations", "parentId")]
    [InlineData("/api/organisations", "languages")]
    [InlineData("/api/experts", "country")]
    [InlineData("/api/experts", "employer")]
    [InlineData("/api/clients", "clientId")]
    [InlineData("/api/clients", "actsFor")]
    [InlineData("/api/assignments", "requestId")]
    [InlineData("/api/assignments", "expertId")]
    public async Task An_operator_in_the_place_of_a_text_is_refused(string path, string field)
    {
        foreach (var who in new[] { "Dmytro Kravets", "Marta Nowak", "Thomas Keller" })
        {
            using var caller = platform.As(who);
            foreach (var json in new[] { "{\"$ne\":null}", "{\"$gt\":\"\"}", "[{\"$ne\":null}]", "{\"$where\":\"1==1\"}" })
            {
                var answer = await caller.Post(path, new JsonObject { [field] = JsonNode.Parse(json) }, Ct);
                Assert.True(answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden, $"{path} {field} {json}: {(int)answer.Status}");
            }
        }
    }

    [Fact]
    public async Task Operators_as_members_of_a_body_or_in_headers_and_addresses_change_nothing()
    {
        using var signatory = platform.As("Dmytro Kravets");
        var body = Drafts.Complete("With operators").With("$set", new JsonObject { ["status"] = "approved" }).With("$where", "1==1").With("a.b", 1).With("$unset", new JsonObject { ["readers"] = "" });
        var draft = (await signatory.Post("/api/requests", body, Ct)).Must(HttpStatusCode.Created);
        Assert.Equal("draft", draft.RequestStatus);
        var saved = (await signatory.Put($"/api/requests/{draft.Id}", body.DeepClone(), draft.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("draft", saved.RequestStatus);

        foreach (var value in Operators.Where(o => !o.Contains('%', StringComparison.Ordinal)))
        {
            Assert.Equal(HttpStatusCode.NotFound, (await signatory.Get($"/api/requests/{Uri.EscapeDataString(value)}", Ct)).Status);
            using var other = platform.As("Andrii Melnyk");
            // As a key it is a text of the caller's own: nobody else's, and no other one's.
            if (value.Contains(' ', StringComparison.Ordinal)) continue;
            var mine = (await signatory.Post("/api/requests", Drafts.Complete(value), Ct, idempotencyKey: value)).Must(HttpStatusCode.Created);
            var theirs = (await other.Post("/api/requests", Drafts.Complete(value), Ct, idempotencyKey: value)).Must(HttpStatusCode.Created);
            var again = (await signatory.Post("/api/requests", Drafts.Complete(value), Ct, idempotencyKey: value)).Must(HttpStatusCode.Created);
            Assert.NotEqual(mine.Id, theirs.Id);
            Assert.Equal((mine.Id, value), (again.Id, again.Body!["title"]!.GetValue<string>()));
        }
    }

    [Fact]
    public async Task Nobody_signs_in_with_an_operator()
    {
        var person = platform.People.Find("Dmytro Kravets");
        foreach (var (email, password) in new[] { ("email[$ne]", "password[$ne]"), ("email[$regex]", "password"), ("email", "password[$ne]"), ("email.$gt", "password.$gt") })
        {
            using var browser = new PlainBrowser(platform.Platform.Address);
            var page = await browser.Get("/sign-in?returnUrl=/requests");
            var form = System.Text.RegularExpressions.Regex.Matches(await page.Content.ReadAsStringAsync(Ct), "<input[^>]*type=\"hidden\"[^>]*>")
                .Select(input => (Name: Attribute(input.Value, "name"), Value: Attribute(input.Value, "value"))).ToList();
            var answer = await browser.Follow(HttpMethod.Post, "/account/sign-in", [.. form, (email, email == "email" ? person.Email : ""), (password, "")]);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.DoesNotContain("__Host-accounts", browser.Cookies.Keys);
        }
        using var http = new HttpClient { BaseAddress = platform.Platform.Address };
        foreach (var fields in new Dictionary<string, string>[]
        {
            new() { ["grant_type"] = "client_credentials", ["client_id[$ne]"] = "", ["client_secret[$ne]"] = "", ["scope"] = "alliance" },
            new() { ["grant_type"] = "client_credentials", ["client_id"] = "{\"$ne\":null}", ["client_secret"] = "{\"$ne\":null}", ["scope"] = "alliance" },
            new() { ["grant_type"] = "client_credentials", ["client_id"] = PeopleDirectory.ClientOf(person), ["client_secret[$ne]"] = "x", ["scope"] = "alliance" },
            new() { ["grant_type"] = "client_credentials", ["client_id"] = "' OR '1'='1", ["client_secret"] = "' OR '1'='1", ["scope"] = "alliance" },
        })
        {
            using var form = new FormUrlEncodedContent(fields);
            using var answer = await http.PostAsync(new Uri("connect/token", UriKind.Relative), form, Ct);
            Assert.True(answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized, $"{(int)answer.StatusCode}");
            Assert.DoesNotContain("access_token", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
        }
    }

    private static string Attribute(string tag, string name) => WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(tag, $"{name}=\"([^\"]*)\"").Groups[1].Value);

    private static HashSet<string> Ids(Answer list) => [.. list.Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(item => item!["id"]!.ToString())];
}
