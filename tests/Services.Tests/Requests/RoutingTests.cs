using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Routing;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Which topics go to which coordinator, and that they do.</summary>
[Collection("requests")]
public sealed class RoutingTests(RequestsSlice slice)
{
    private static readonly RoutingRules Rules = new([new("water-supply", Some.Coordinator.PersonId), new("waste-management", Some.SecondCoordinator.PersonId), new("wastewater", Some.Coordinator.PersonId)]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_request_goes_to_the_only_coordinator_its_topics_name()
    {
        Assert.Equal(Some.Coordinator.PersonId, Rules.For(["water-supply"]));
        Assert.Equal(Some.Coordinator.PersonId, Rules.For(["water-supply", "wastewater", "energy-audits"]));
        Assert.Null(Rules.For(["water-supply", "waste-management"]));
        Assert.Null(Rules.For(["energy-audits"]));
    }

    [Fact]
    public void The_system_takes_it_for_them_only_where_they_may_have_it()
    {
        var submitted = Some.Request(RequestStatus.Submitted);
        var taken = RouteByTopic.Decide(submitted, Some.Coordinator.PersonId, Some.Found(Some.Coordinator))!;
        Assert.Equal((RequestStatus.InReview, Some.Coordinator.PersonId), (taken.Next.Status, taken.Next.OwnerId));
        Assert.Equal(new Step("take", "submitted", "inReview", $"{Some.Coordinator.PersonId}"), Assert.Single(taken.Steps));
        Assert.Null(RouteByTopic.Decide(submitted, Some.CoordinatorOfHromada.PersonId, Some.Found(Some.CoordinatorOfHromada)));
        Assert.Null(RouteByTopic.Decide(submitted, Some.Coordinator.PersonId, Some.Found(Some.Coordinator, active: false)));
        Assert.Null(RouteByTopic.Decide(submitted, Some.Coordinator.PersonId, FoundPeople.NotAsked));
        Assert.Null(RouteByTopic.Decide(submitted, Some.Editor.PersonId, Some.Found(Some.Editor)));
        Assert.Null(RouteByTopic.Decide(submitted with { OwnerId = Some.SecondCoordinator.PersonId }, Some.Coordinator.PersonId, Some.Found(Some.Coordinator)));
        var appeal = new Alliance.Requests.Appealing.Appeal("Ні", Some.Signatory.PersonId, Some.Now, new ReviewDecision("rejected", "other", "Ні", null, Some.LeadCoordinator.PersonId, Some.Now), null);
        Assert.Null(RouteByTopic.Decide(submitted with { Appeal = appeal }, Some.Coordinator.PersonId, Some.Found(Some.Coordinator)));
    }

    [Fact]
    public async Task A_lead_writes_the_rules_and_what_is_submitted_then_follows_them()
    {
        var lead = slice.Person((Guid.CreateVersion7(), Roles.LeadCoordinator));
        foreach (var other in new[] { slice.Coordinator(), slice.Applicant().Signatory, slice.Person((Guid.CreateVersion7(), Roles.Administrator)) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Get("/api/routing", Ct)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Put("/api/routing", Body(), 0, Ct)).Status);
        }
        var before = (await lead.Get("/api/routing", Ct)).Must(HttpStatusCode.OK).Revision;
        slice.Issuer.People[Some.SecondCoordinator.PersonId] = Some.Card(Some.SecondCoordinator);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await lead.Put("/api/routing", Body(), null, Ct)).Status);
        Assert.Equal(["rules[0].topic"], (await lead.Put("/api/routing", Body(("no-such-topic", Some.SecondCoordinator.PersonId)), before, Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["rules[1].topic"], (await lead.Put("/api/routing", Body(("forestry", Some.SecondCoordinator.PersonId), ("forestry", Some.SecondCoordinator.PersonId)), before, Ct)).Must(HttpStatusCode.BadRequest).Faults.Where(f => f == "rules[1].topic"));
        Assert.Equal(["rules[0].personId"], (await lead.Put("/api/routing", Body(("water-supply", Guid.CreateVersion7())), before, Ct)).Must(HttpStatusCode.BadRequest).Faults);
        var rules = Body(("waste-management", Some.SecondCoordinator.PersonId));
        var written = (await lead.Put("/api/routing", rules, before, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(written.Revision, (await lead.Put("/api/routing", rules, before, Ct)).Must(HttpStatusCode.OK).Revision);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await lead.Put("/api/routing", Body(), before, Ct)).Status);

        var submitted = await slice.Applicant().Submitted(Ct, Drafts.Complete().With("topics", new JsonArray("waste-management")));
        var store = slice.Services.GetRequiredService<Store<AssistanceRequest>>();
        // Once at most, however often the loop comes by; it may be faster than this test.
        var due = DueRequests.Of(slice.Services);
        for (var i = 0; i < 2; i++) await due.Follow((await store.Find(submitted.Id, Ct))!, (await store.History(submitted.Id, Ct)).Single(e => e.Verb == "submit"), Ct);
        var routed = (await store.Find(submitted.Id, Ct))!;
        Assert.Equal((RequestStatus.InReview, Some.SecondCoordinator.PersonId, Guid.Empty), (routed.Value.Status, routed.Value.OwnerId, routed.UpdatedBy));
        Assert.Single(await store.History(submitted.Id, Ct), e => e.Verb == "take");
        (await lead.Put("/api/routing", Body(), written.Revision, Ct)).Must(HttpStatusCode.OK);
    }

    private static JsonObject Body(params (string Topic, Guid Person)[] rules) =>
        new() { ["rules"] = new JsonArray([.. rules.Select(r => (JsonNode)new JsonObject { ["topic"] = r.Topic, ["personId"] = r.Person })]) };
}
