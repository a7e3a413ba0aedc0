using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

[Collection("experts")]
public sealed class LifeOfAnAssignmentTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_expert_is_proposed_invited_confirmed_works_and_it_is_completed()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var proposed = (await request.Propose(expert, Ct)).Must(HttpStatusCode.Created);
        var at = $"/api/assignments/{proposed.Id}";
        Assert.Equal(["cancel", "invite", "terms"], proposed.Actions());
        Assert.Equal(100 - 10, proposed.Body!["selection"]!["score"]!.GetValue<int>());
        Assert.Equal(5, proposed.Body["selection"]!["parts"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NotFound, (await request.Editor.Get(at, Ct)).Status);

        var invited = (await request.Coordinator.Post($"{at}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.OK);
        Assert.Null((await request.Editor.Get(at, Ct)).Must(HttpStatusCode.OK).Body!["selection"]);
        Assert.Equal(["accept", "declare-conflict", "decline"], (await expert.Person.Get(at, Ct)).Actions());
        Assert.Equal(["conflictOfInterest"], (await expert.Person.Post($"{at}/accept", new JsonObject(), Ct, invited.Revision)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["conflictOfInterest.text"],
            (await expert.Person.Post($"{at}/accept", JsonNode.Parse("""{"conflictOfInterest":{"declared":true}}"""), Ct, invited.Revision)).Must(HttpStatusCode.BadRequest).Faults);
        var accepted = (await expert.Person.Post($"{at}/accept", Profiles.NoConflict(), Ct, invited.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(accepted.Revision, (await expert.Person.Post($"{at}/accept", Profiles.NoConflict(), Ct, invited.Revision)).Must(HttpStatusCode.OK).Revision);

        Assert.Equal("not-yours", (await request.Editor.Post($"{at}/confirm", null, Ct, accepted.Revision)).Must(HttpStatusCode.Forbidden).Code());
        var confirmed = (await request.Signatory.Post($"{at}/confirm", null, Ct, accepted.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(1, confirmed.Body!["place"]!.GetValue<int>());
        var active = (await expert.Person.Post($"{at}/start", new JsonObject(), Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        var reported = (await expert.Person.Post($"{at}/report", new JsonObject { ["text"] = "План готовий", ["outputs"] = new JsonArray("https://example.org/plan") }, Ct, active.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("not-yours", (await request.Coordinator.Post($"{at}/complete", null, Ct, reported.Revision)).Must(HttpStatusCode.Forbidden).Code());
        var returned = (await request.Signatory.Post($"{at}/return-report", new JsonObject { ["reason"] = "Бракує кошторису" }, Ct, reported.Revision)).Must(HttpStatusCode.OK);
        var again = (await expert.Person.Post($"{at}/report", new JsonObject { ["text"] = "План і кошторис" }, Ct, returned.Revision)).Must(HttpStatusCode.OK);
        var completed = (await request.Signatory.Post($"{at}/complete", null, Ct, again.Revision)).Must(HttpStatusCode.OK);
        Assert.Empty(completed.Actions());

        var profile = await Wait.Until(ct => expert.Person.Get($"/api/experts/{expert.Id}", ct), p => p.Body!["experience"]!.AsArray().Count == 1, Ct);
        Assert.Equal("UA32", profile.Body!["experience"]![0]!["oblast"]!.GetValue<string>());

        var moved = await Wait.Until(_ => Task.FromResult(slice.Published.OfType<AssignmentMoved>().Where(m => m.Id == proposed.Id).ToArray()), m => m.Length == 9, Ct);
        Assert.Equal(["propose", "invite", "accept", "confirm", "start", "report", "return-report", "report", "complete"], moved.Select(m => m.Verb));
        Assert.Equal(Enumerable.Range(1, 9).Select(n => (long)n), moved.Select(m => m.No));
        Assert.All(moved, m => Assert.Equal((request.Id, request.Need, expert.Person.Id, request.Coordinator.Id), (m.RequestId, m.NeedId, m.PersonId, m.OwnerId!.Value)));
        Assert.NotNull(moved[1].Deadline);
        Assert.Equal((null, 1), (moved[2].Place, moved[3].Place));
        Assert.Equal(["enrol", "submit", "verify"], slice.Published.OfType<ExpertMoved>().Where(m => m.Id == expert.Id).Select(m => m.Verb));
    }

    [Fact]
    public async Task Whoever_has_no_part_in_it_learns_nothing_of_it()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var invited = await request.Invited(expert, Ct);
        ApiPerson[] strangers =
        [
            slice.Person(null, (Guid.CreateVersion7(), Roles.AuthoritySignatory)), slice.Person(null, (Guid.CreateVersion7(), Roles.Expert)),
            slice.Person(null, (request.Applicant, Roles.OrganisationAdministrator)), slice.Person(null, (request.Applicant, Roles.Observer)),
            slice.Person(null, (Guid.CreateVersion7(), Roles.Administrator))
        ];
        foreach (var stranger in strangers)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/api/assignments/{invited.Id}", Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/api/assignments/{invited.Id}/history", Ct)).Status);
            foreach (var query in new[] { "", $"requestId={request.Id}", $"needId={request.Need}", "status=invited" })
                Assert.Empty((await stranger.Get($"/api/assignments?limit=100&{query}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"/api/assignments/{invited.Id}/cancel", null, Ct, invited.Revision)).Status);
        }
        foreach (var seer in new[] { expert.Person, request.Coordinator, request.Editor })
            Assert.Contains(invited.Id.ToString(), (await seer.Get($"/api/assignments?requestId={request.Id}", Ct)).Text, StringComparison.Ordinal);
        var own = slice.Person(null, (request.Applicant, Roles.AuthorityEditor), (Guid.CreateVersion7(), Roles.Coordinator));
        Assert.Equal("own-organisation", (await own.Post($"/api/assignments/{invited.Id}/cancel", null, Ct, invited.Revision)).Must(HttpStatusCode.Forbidden).Code());
        Assert.Equal("own-organisation", (await own.Get($"/api/matches?request={request.Id}&need={request.Need}", Ct)).Must(HttpStatusCode.Forbidden).Code());
    }

    [Fact]
    public async Task On_hold_nobody_is_invited_confirmed_or_started_and_answers_still_come()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var invited = await request.Invited(expert, Ct);
        await request.Moves("hold", "matching", Ct, onHold: true);
        var accepted = (await expert.Person.Post($"/api/assignments/{invited.Id}/accept", Profiles.NoConflict(), Ct, invited.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("request-on-hold", (await request.Confirm(accepted, Ct)).Must(HttpStatusCode.Conflict).Code());
        Assert.Equal(["terms"], (await request.Signatory.Get($"/api/assignments/{accepted.Id}", Ct)).Actions());
        await request.Moves("resume", "matching", Ct);
        Assert.Equal(["confirm", "terms"], (await request.Signatory.Get($"/api/assignments/{accepted.Id}", Ct)).Actions());
        var confirmed = (await request.Confirm(accepted, Ct)).Must(HttpStatusCode.OK);
        await request.Moves("hold", "staffed", Ct, onHold: true);
        Assert.Equal("request-on-hold", (await expert.Person.Post($"/api/assignments/{confirmed.Id}/start", null, Ct, confirmed.Revision)).Must(HttpStatusCode.Conflict).Code());
    }

    [Fact]
    public async Task Gates_are_passed_at_propose_and_again_at_invite_and_confirm()
    {
        var request = await slice.Request(Ct, mode: "onsite");
        var remote = await slice.Expert(Ct, Profiles.Complete().With("availability", new JsonObject { ["travel"] = "remote-only" }));
        var refused = (await request.Propose(remote, Ct)).Must(HttpStatusCode.Conflict);
        Assert.Equal(("not-eligible", "The expert does not travel to Ukraine."), (refused.Code(), refused.Body!["errors"]!["expertId"]![0]!.GetValue<string>()));

        var own = await slice.Expert(Ct, Profiles.Complete(request.Applicant));
        Assert.Equal("not-eligible", (await request.Propose(own, Ct)).Must(HttpStatusCode.Conflict).Code());

        var official = await slice.Expert(Ct, Profiles.Complete(Guid.CreateVersion7()).With("employer", new JsonObject { ["organisationId"] = Guid.CreateVersion7(), ["publicOfficial"] = true }));
        Assert.Contains("consent", (await request.Propose(official, Ct)).Must(HttpStatusCode.Conflict).Text, StringComparison.Ordinal);
        var profile = await official.Person.Get($"/api/experts/{official.Id}", Ct);
        (await request.Coordinator.Post($"/api/experts/{official.Id}/employer-consent", new JsonObject { ["until"] = "2027-12-31" }, Ct, profile.Revision)).Must(HttpStatusCode.OK);
        var proposed = (await request.Propose(official, Ct)).Must(HttpStatusCode.Created);
        await slice.Hear(new PersonChanged(official.Person.Id, 1, "end", slice.Now, Guid.Empty, null, Active: false, []), Ct);
        Assert.Equal("not-eligible", (await request.Coordinator.Post($"/api/assignments/{proposed.Id}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.Conflict).Code());
        await slice.Hear(new PersonChanged(official.Person.Id, 2, "restore", slice.Now, Guid.Empty, null, Active: true, []), Ct);
        (await request.Coordinator.Post($"/api/assignments/{proposed.Id}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.OK);

        var steady = await slice.Expert(Ct);
        var accepted = await request.Accepted(steady, Ct);
        var known = await steady.Person.Get($"/api/experts/{steady.Id}", Ct);
        (await steady.Person.Post($"/api/experts/{steady.Id}/pause", null, Ct, known.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("not-eligible", (await request.Confirm(accepted, Ct)).Must(HttpStatusCode.Conflict).Code());
    }

    [Fact]
    public async Task A_declared_conflict_of_interest_is_in_the_way_of_the_confirmation()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var invited = await request.Invited(expert, Ct);
        var declared = JsonNode.Parse("""{"conflictOfInterest":{"declared":true,"text":"My brother works there"}}""");
        var accepted = (await expert.Person.Post($"/api/assignments/{invited.Id}/accept", declared, Ct, invited.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("conflict-declared", (await request.Confirm(accepted, Ct)).Must(HttpStatusCode.Conflict).Code());
        var cleared = (await request.Coordinator.Post($"/api/assignments/{accepted.Id}/clear-conflict", new JsonObject { ["reason"] = "Not in this office" }, Ct, accepted.Revision)).Must(HttpStatusCode.OK);
        (await request.Confirm(cleared, Ct)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Work_on_site_in_danger_begins_when_insurance_and_briefing_are_done()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct, mode: "onsite", zone: "frontline");
        var confirmed = await request.Confirmed(expert, Ct);
        var at = $"/api/assignments/{confirmed.Id}/start";
        var open = (await expert.Person.Post(at, null, Ct, confirmed.Revision)).Must(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(["insurance", "security-briefing"], open.Faults.Order());
        (await expert.Person.Post(at, new JsonObject { ["checklist"] = new JsonArray("insurance", "security-briefing") }, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_proposal_names_what_exists_and_an_expert_stands_once_for_a_need()
    {
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var nothing = new JsonObject { ["requestId"] = Guid.CreateVersion7(), ["needId"] = request.Need, ["expertId"] = Guid.CreateVersion7() };
        Assert.Equal(["expertId", "requestId"], (await request.Coordinator.Post("/api/assignments", nothing, Ct)).Must(HttpStatusCode.BadRequest).Faults.Order());
        var body = new JsonObject { ["requestId"] = request.Id, ["needId"] = request.Need, ["expertId"] = expert.Id };
        var first = (await request.Coordinator.Post("/api/assignments", body.DeepClone(), Ct, key: "p1")).Must(HttpStatusCode.Created);
        Assert.Equal(first.Id, (await request.Coordinator.Post("/api/assignments", body.DeepClone(), Ct, key: "p1")).Must(HttpStatusCode.Created).Id);
        Assert.Equal("already-proposed", (await request.Coordinator.Post("/api/assignments", body.DeepClone(), Ct)).Must(HttpStatusCode.Conflict).Code());
        (await request.Coordinator.Post($"/api/assignments/{first.Id}/cancel", null, Ct, first.Revision)).Must(HttpStatusCode.OK);
        (await request.Coordinator.Post("/api/assignments", body, Ct)).Must(HttpStatusCode.Created);
        Assert.Equal(HttpStatusCode.Forbidden, (await request.Signatory.Post("/api/assignments", new JsonObject(), Ct)).Status);
    }
}
