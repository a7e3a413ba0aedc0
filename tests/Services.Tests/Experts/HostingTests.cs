using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>Members of its own: among the organisations of the other tests nobody knows who is first.</summary>
public sealed class HostingService : IAsyncLifetime
{
    internal ExpertsSlice Slice { get; } = new("experts-hosting", null);

    public ValueTask InitializeAsync() => Slice.InitializeAsync();

    public ValueTask DisposeAsync() => Slice.DisposeAsync();
}

/// <summary>Organisations a coordinator asks to receive people: which they are, how they compare, and the way of one of them.</summary>
[Collection("experts")]
public sealed class HostingTests(HostingService service) : IClassFixture<HostingService>
{
    private readonly ExpertsSlice slice = service.Slice;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Suitable_members_are_ranked_with_reasons_in_the_callers_language()
    {
        var request = await Study();
        var city = await Member("municipality", "BG", "bg", "en");
        var region = await Member("region", "AT", "de");
        var able = new[] { city.Id, region.Id };
        var knows = await slice.Expert(Ct);
        await slice.Hear(new PersonChanged(knows.Person.Id, 1, "add", slice.Now, Guid.Empty, null, Active: true, [new MembershipRoles(city.Id, [Roles.Expert])]), Ct);
        Guid[] unable =
        [
            (await Member("hromada", "UA", "uk")).Id, (await Member("municipality", "NO", "en")).Id, (await Member("secretariat", "BE", "en")).Id, (await Member("municipality", "FR", "fr")).Id,
            await Silent("municipality", "DE")
        ];
        await Changed(unable[3], 2, "municipality", "FR", "suspended");

        var matches = await Wait.Until(ct => Matches(request, ct), a => Of(a, city.Id)?["score"]!.GetValue<int>() == 90, Ct);
        Assert.All(unable, id => Assert.Null(Of(matches, id)));
        Assert.Equal(able, matches.Body!["items"]!.AsArray().Select(m => m!["expertId"]!.GetValue<Guid>()).Where(able.Contains));
        var best = Of(matches, city.Id)!;
        Assert.Equal(["skills 45/45", "languages 20/20", "availability 20/20", "experience 0/10", "load 5/5"], best["parts"]!.AsArray().Select(p => $"{p!["code"]} {p["points"]}/{p["of"]}"));
        Assert.Equal((city.Administrator.Id, "municipality", "BG"), (best["personId"]!.GetValue<Guid>(), best["organisation"]!["type"]!.GetValue<string>(), best["organisation"]!["country"]!.GetValue<string>()));
        Assert.Equal([city.Administrator.Id], best["organisation"]!["people"]!.AsArray().Select(p => p!.GetValue<Guid>()));
        Assert.Equal("It has no expert on the roster for what is asked for (1).", Of(matches, region.Id)!["parts"]![0]!["why"]!.GetValue<string>());
        Assert.Equal(["skill water-supply", "language en B2"], Of(matches, region.Id)!["missing"]!.AsArray().Select(m => $"{m!["code"]} {m["what"]}"));
        var ukrainian = await request.Coordinator.Send(HttpMethod.Get, $"/api/matches?request={request.Id}&need={request.Need}&limit=100", null, null, null, Ct, "uk");
        Assert.Equal("З 2027-01-11 до 2027-01-15 нікого іншого не приймає.", Of(ukrainian, city.Id)!["parts"]![2]!["why"]!.GetValue<string>());
        // Whoever belongs to one of them does not choose it, and is shown the others.
        var own = slice.Person(null, (Guid.CreateVersion7(), Roles.Coordinator), (city.Id, Roles.Observer));
        var others = (await own.Get($"/api/matches?request={request.Id}&need={request.Need}&limit=100", Ct)).Must(HttpStatusCode.OK);
        Assert.Null(Of(others, city.Id));
        Assert.Equal("own-organisation", (await own.Post("/api/assignments", Ask(request, city.Id), Ct)).Must(HttpStatusCode.Forbidden).Code());
    }

    [Fact]
    public async Task An_organisation_that_is_asked_answers_through_its_person_receives_reports_and_is_known_for_it()
    {
        var (request, city) = (await Study(), await Member("municipality", "BG", "en"));
        var proposed = (await request.Coordinator.Post("/api/assignments", Ask(request, city.Id), Ct)).Must(HttpStatusCode.Created);
        Assert.Equal(("proposed", city.Id, city.Id, city.Administrator.Id), (proposed.RequestStatus, Id(proposed, "expertId"), Id(proposed, "receivingOrganisation"), Id(proposed, "personId")));
        Assert.Equal(45, proposed.Body!["selection"]!["score"]!.GetValue<int>());
        Assert.StartsWith("It has no expert", proposed.Body["selection"]!["parts"]![0]!["why"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("already-proposed", (await request.Coordinator.Post("/api/assignments", Ask(request, city.Id), Ct)).Must(HttpStatusCode.Conflict).Code());
        var at = $"/api/assignments/{proposed.Id}";
        var invited = (await request.Coordinator.Post($"{at}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.OK);
        var accepted = (await city.Administrator.Post($"{at}/accept", Profiles.NoConflict(), Ct, invited.Revision)).Must(HttpStatusCode.OK);
        var confirmed = (await request.Confirm(accepted, Ct)).Must(HttpStatusCode.OK);
        // Outside the safe zone, and yet: nobody of it travels there.
        Assert.Equal(["terms-agreed", "host-ready"], confirmed.Body!["checklist"]!.AsArray().Select(i => i!["item"]!.GetValue<string>()));
        var busy = Of(await Matches(await Study(), Ct), city.Id)!;
        Assert.Equal(["availability 0/20", "load 3/5"], busy["parts"]!.AsArray().Where(p => p!["code"]!.GetValue<string>() is "availability" or "load").Select(p => $"{p!["code"]} {p["points"]}/{p["of"]}"));

        var started = (await city.Administrator.Post($"{at}/start", null, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        var reported = (await city.Administrator.Post($"{at}/report", new JsonObject { ["text"] = "Показали все." }, Ct, started.Revision)).Must(HttpStatusCode.OK);
        (await request.Signatory.Post($"{at}/complete", null, Ct, reported.Revision)).Must(HttpStatusCode.OK);
        var known = Of(await Matches(await Study(), Ct), city.Id)!;
        Assert.Equal("It has received people from this oblast, and on one of these topics.", known["parts"]![3]!["why"]!.GetValue<string>());
        Assert.Equal(55, known["score"]!.GetValue<int>());
    }

    [Fact]
    public async Task Only_a_member_that_can_receive_is_asked_and_only_through_who_speaks_for_it()
    {
        var (request, expertly, city) = (await Study(), await slice.Request(Ct), await Member("municipality", "BG", "en"));
        var second = slice.Person(null, (city.Id, Roles.AuthoritySignatory));
        await slice.Hear(new PersonChanged(second.Id, 1, "add", slice.Now, Guid.Empty, null, Active: true, [new MembershipRoles(city.Id, [Roles.AuthoritySignatory])]), Ct);
        Assert.Equal([city.Administrator.Id, second.Id], Of(await Matches(request, Ct), city.Id)!["organisation"]!["people"]!.AsArray().Select(p => p!.GetValue<Guid>()));
        // Each kind of need takes its own.
        Assert.Equal(["expertId"], (await request.Coordinator.Post("/api/assignments", Ask(request, (await slice.Expert(Ct)).Id), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["expertId"], (await expertly.Coordinator.Post("/api/assignments", Ask(expertly, city.Id), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        foreach (var unable in new[] { (await Member("hromada", "UA", "uk")).Id, await Silent("municipality", "DE") })
            Assert.Equal("not-eligible", (await request.Coordinator.Post("/api/assignments", Ask(request, unable), Ct)).Must(HttpStatusCode.Conflict).Code());
        Assert.Equal(["personId"], (await request.Coordinator.Post("/api/assignments", Ask(request, city.Id, Guid.CreateVersion7()), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal("not-yours", (await city.Administrator.Post("/api/assignments", Ask(request, city.Id), Ct)).Must(HttpStatusCode.Forbidden).Code());
        await request.Moves("hold", "matching", Ct, onHold: true);
        var proposed = (await request.Coordinator.Post("/api/assignments", Ask(request, city.Id, second.Id), Ct)).Must(HttpStatusCode.Created);
        Assert.Equal("request-on-hold", (await request.Coordinator.Post($"/api/assignments/{proposed.Id}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.Conflict).Code());
        await request.Moves("resume", "matching", Ct);
        // Who was to receive them has gone elsewhere.
        await slice.Hear(new PersonChanged(second.Id, 2, "change", slice.Now, Guid.Empty, null, Active: true, []), Ct);
        var late = (await request.Coordinator.Post($"/api/assignments/{proposed.Id}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.Conflict);
        Assert.Equal("not-eligible", late.Code());
        Assert.Contains("no longer belongs", late.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisation_is_replaced_by_another_and_both_assignments_name_each_other()
    {
        var (request, first, other) = (await Study(), await Member("municipality", "BG", "en"), await Member("utility", "PL", "pl"));
        var proposed = (await request.Coordinator.Post("/api/assignments", Ask(request, first.Id), Ct)).Must(HttpStatusCode.Created);
        var invited = (await request.Coordinator.Post($"/api/assignments/{proposed.Id}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.OK);
        var confirmed = (await request.Confirm((await first.Administrator.Post($"/api/assignments/{proposed.Id}/accept", Profiles.NoConflict(), Ct, invited.Revision)).Must(HttpStatusCode.OK), Ct)).Must(HttpStatusCode.OK);
        var replaced = (await request.Coordinator.Post(
            $"/api/assignments/{proposed.Id}/replace", new JsonObject { ["expertId"] = other.Id, ["reason"] = "Ремонт" }, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        var next = await Wait.Until(ct => request.Coordinator.Get($"/api/assignments/{replaced.Body!["replacedBy"]}", ct), a => a.Status == HttpStatusCode.OK, Ct);
        Assert.Equal(("proposed", proposed.Id, other.Id, other.Administrator.Id), (next.RequestStatus, Id(next, "replaces"), Id(next, "receivingOrganisation"), Id(next, "personId")));
    }

    [Fact]
    public void What_was_kept_before_learns_from_the_same_message_what_was_not_kept_then_and_nothing_twice()
    {
        var city = Guid.CreateVersion7();
        var person = new PersonChanged(Guid.CreateVersion7(), 4, "change", Some.Now, Guid.Empty, null, Active: true, [new MembershipRoles(city, [Roles.AuthoritySignatory]), new MembershipRoles(Guid.CreateVersion7(), [Roles.Expert])]);
        var learned = KnownPerson.After(new KnownPerson(4, true, [city]), person)!;
        Assert.Equal([city], learned.SpeaksFor);
        Assert.Null(KnownPerson.After(learned, person));
        Assert.Null(KnownPerson.After(new KnownPerson(5, true, [city]), person));
        var changed = new OrganisationChanged(city, 4, "change", Some.Now, Guid.Empty, "municipality", "GR", null, null, "active", Languages: ["el"]);
        var organisation = KnownOrganisation.After(new KnownOrganisation(4, "municipality", "GR", "active"), changed)!;
        Assert.True(organisation.CanReceive);
        Assert.Null(KnownOrganisation.After(organisation, changed));
        Assert.Null(KnownOrganisation.After(new KnownOrganisation(5, "municipality", "GR", "active"), changed));
        Assert.Null(KnownOrganisation.After(new KnownOrganisation(4, "municipality", "GR", "active"), changed with { Languages = null }));
    }

    private Task<TestRequest> Study() => slice.Request(Ct, mode: "onsite", zone: "frontline", kind: "receiving-organisation");

    private async Task<(Guid Id, ApiPerson Administrator)> Member(string type, string country, params string[] languages)
    {
        var id = Guid.CreateVersion7();
        await Changed(id, 1, type, country, "active", languages);
        var administrator = slice.Person(null, (id, Roles.OrganisationAdministrator));
        await slice.Hear(new PersonChanged(administrator.Id, 1, "add", slice.Now, Guid.Empty, null, Active: true, [new MembershipRoles(id, [Roles.OrganisationAdministrator])]), Ct);
        return (id, administrator);
    }

    /// <summary>Its only person speaks for nobody.</summary>
    private async Task<Guid> Silent(string type, string country)
    {
        var id = Guid.CreateVersion7();
        await Changed(id, 1, type, country, "active");
        await slice.Hear(new PersonChanged(Guid.CreateVersion7(), 1, "add", slice.Now, Guid.Empty, null, Active: true, [new MembershipRoles(id, [Roles.AuthorityEditor])]), Ct);
        return id;
    }

    private Task Changed(Guid id, long no, string type, string country, string membership, params string[] languages) =>
        slice.Hear(new OrganisationChanged(id, no, "change", slice.Now, Guid.Empty, type, country, null, null, membership, Languages: languages), Ct);

    private static Task<Answer> Matches(TestRequest request, CancellationToken ct) => request.Coordinator.Get($"/api/matches?request={request.Id}&need={request.Need}&limit=100", ct);

    private static JsonNode? Of(Answer matches, Guid id) => matches.Body!["items"]!.AsArray().FirstOrDefault(m => m!["expertId"]!.GetValue<Guid>() == id);

    private static Guid Id(Answer answer, string field) => answer.Body![field]!.GetValue<Guid>();

    private static JsonObject Ask(TestRequest request, Guid organisation, Guid? person = null) =>
        new() { ["requestId"] = request.Id, ["needId"] = request.Need, ["expertId"] = organisation, ["personId"] = person };
}
