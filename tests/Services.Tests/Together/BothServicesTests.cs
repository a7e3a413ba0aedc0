using System.Net;
using System.Text.Json.Nodes;
using Alliance.Experts;
using Alliance.Experts.Knowing;
using Alliance.Requests;
using Alliance.Services.Tests.Experts;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Together;

/// <summary>Requests and experts, each on its own store, with a real broker between them.</summary>
[Collection("requests-broker")]
public sealed class BothServicesTests(BrokerSlice requests) : IAsyncLifetime
{
    private readonly ExpertsSlice experts = new("together", requests.Broker.Url);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await experts.InitializeAsync();
        var anybody = experts.Person(null);
        await Wait.Until(ct => anybody.Get("/health/ready", ct), answer => answer.Text.Contains("\"broker\":\"ready\"", StringComparison.Ordinal), Ct);
    }

    [Fact]
    public async Task A_withdrawal_after_staffed_reopens_the_place_and_another_takes_it()
    {
        var request = await Open();
        var first = await experts.Expert(Ct);
        var confirmed = (await request.Confirm(await request.Accepted(first, Ct), Ct)).Must(HttpStatusCode.OK);
        await requests.Becomes(request.Id, r => r.Status == RequestStatus.Staffed, Ct);
        Assert.Equal((0, 1), await request.Counts(Ct));

        (await first.Person.Post($"/api/assignments/{confirmed.Id}/withdraw", new JsonObject { ["reason"] = "Хвороба" }, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        await requests.Becomes(request.Id, r => r.Status == RequestStatus.Matching, Ct);
        Assert.Equal((0, 0), await request.Counts(Ct));

        var again = (await request.Confirm(await request.Accepted(await experts.Expert(Ct), Ct), Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(1, again.Body!["place"]!.GetValue<int>());
        await requests.Becomes(request.Id, r => r.Status == RequestStatus.Staffed, Ct);
        Assert.Equal((0, 1), await request.Counts(Ct));
        Assert.Equal(["open", "staffed", "matching", "staffed"], (await requests.Requests.History(request.Id, Ct)).Select(e => e.Verb));
    }

    [Fact]
    public async Task A_cancellation_and_a_confirmation_that_cross_end_cancelled_on_both_sides()
    {
        var expert = await experts.Expert(Ct);
        var crossed = 0;
        for (var round = 0; round < 20; round++)
        {
            var request = await Open();
            var accepted = await request.Accepted(expert, Ct);
            var confirming = request.Confirm(accepted, Ct);
            var cancelling = request.Cancel(Ct);
            await cancelling;
            // Too late is right as well: then the news was faster.
            if ((await confirming).Status == HttpStatusCode.OK) crossed++;
            var store = experts.Get<Store<Assignment>>();
            await Wait.Until(ct => store.Find(accepted.Id, ct), a => a!.Value.Status == AssignmentStatus.Cancelled, Ct);
            var last = (await store.History(accepted.Id, Ct))[^1];
            Assert.Equal(("cancel", "request-cancelled", Guid.Empty), (last.Verb, last.Code, last.ActorId));
            await requests.Becomes(request.Id, r => r.Status == RequestStatus.Cancelled && r.Staffing.Single() is { State: "cancelled" } place && place.No == last.No, Ct);
        }
        Assert.True(crossed > 0, "not one confirmation was accepted before the news came");
    }

    public ValueTask DisposeAsync() => experts.DisposeAsync();

    /// <summary>Approved there, opened by its coordinator, and known here.</summary>
    private async Task<SharedRequest> Open()
    {
        var content = Requests.Some.Complete with { Needs = [Requests.Some.Complete.Needs[0] with { Id = Guid.CreateVersion7() }] };
        var stored = await requests.Begin(Requests.Some.Request(RequestStatus.Approved, content) with { OrganisationId = Guid.CreateVersion7() }, Ct);
        var request = new SharedRequest(requests, experts, stored);
        (await request.Handles.Post($"/api/requests/{stored.Id}/open", null, Ct, stored.Revision)).Must(HttpStatusCode.OK);
        await Wait.Until(ct => experts.Get<Store<KnownRequest>>().Find(stored.Id, ct), known => known?.Value.IsOpen == true, Ct);
        return request;
    }

    /// <summary>One request with one place, as its people meet it at both services.</summary>
    private sealed class SharedRequest(BrokerSlice requests, ExpertsSlice experts, Stored<AssistanceRequest> stored)
    {
        private readonly (Guid Id, (Guid, string) Role) coordinator = (Guid.CreateVersion7(), (Guid.CreateVersion7(), Roles.Coordinator));

        public Guid Id => stored.Id;

        public ApiPerson Handles => requests.Person(coordinator.Id, coordinator.Role);

        private ApiPerson Coordinator => experts.Person(coordinator.Id, coordinator.Role);

        private ApiPerson Signatory { get; } = experts.Person(null, (stored.Value.OrganisationId, Roles.AuthoritySignatory));

        public async Task<Answer> Accepted(TestExpert expert, CancellationToken ct)
        {
            var body = new JsonObject { ["requestId"] = Id, ["needId"] = stored.Value.Content.Needs[0].Id, ["expertId"] = expert.Id };
            var proposed = (await Coordinator.Post("/api/assignments", body, ct)).Must(HttpStatusCode.Created);
            var invited = (await Coordinator.Post($"/api/assignments/{proposed.Id}/invite", null, ct, proposed.Revision)).Must(HttpStatusCode.OK);
            return (await expert.Person.Post($"/api/assignments/{invited.Id}/accept", Profiles.NoConflict(), ct, invited.Revision)).Must(HttpStatusCode.OK);
        }

        public Task<Answer> Confirm(Answer accepted, CancellationToken ct) => Signatory.Post($"/api/assignments/{accepted.Id}/confirm", null, ct, accepted.Revision);

        /// <summary>Messages of the assignment raise the revision meanwhile.</summary>
        public Task<Answer> Cancel(CancellationToken ct) => Wait.Until(
            async stop =>
            {
                var read = await Handles.Get($"/api/requests/{Id}", stop);
                return await Handles.Post($"/api/requests/{Id}/cancel", new JsonObject { ["reason"] = "Так треба" }, stop, read.Revision);
            },
            answer => answer.Status == HttpStatusCode.OK, ct);

        public async Task<(int Committed, int Filled)> Counts(CancellationToken ct)
        {
            var need = (await Handles.Get($"/api/requests/{Id}", ct)).Must(HttpStatusCode.OK).Body!["needs"]![0]!;
            return (need["committed"]!.GetValue<int>(), need["filled"]!.GetValue<int>());
        }
    }
}
