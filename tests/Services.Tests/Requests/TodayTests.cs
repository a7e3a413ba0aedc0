using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Reading;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

[Collection("requests")]
public sealed class TodayTests(RequestsSlice slice)
{
    private static readonly Guid Me = Some.Coordinator.PersonId;
    private static readonly Guid Another = Some.SecondCoordinator.PersonId;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, bool, string?> Cases => new()
    {
        { "submitted", null, false, "take" },
        { "submitted", "me", false, "take" },
        { "submitted", "another", false, null },
        { "inReview", "me", false, "decide" },
        { "inReview", "another", false, null },
        { "approved", "me", false, "open" },
        { "approved", "another", false, null },
        { "matching", "me", false, null },
        { "matching", "me", true, "held" },
        { "inReview", "me", true, "held" },
        { "inReview", "another", true, null },
        { "delivered", "me", false, "close" },
        { "unfilled", "me", false, "close" },
        { "changesRequested", "me", false, null },
        { "closed", "me", false, null },
        { "rejected", "me", true, null }
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_waits_for_a_coordinator_follows_from_status_owner_and_hold(string status, string? owner, bool onHold, string? kind)
    {
        var request = Some.Request(Enum.Parse<RequestStatus>(status, ignoreCase: true)) with
        {
            OwnerId = owner switch { "me" => Me, "another" => Another, _ => null },
            Held = onHold ? new Standstill("funding", Some.Now) : null
        };
        Assert.Equal(kind, WorkList.Kind(request, Some.Coordinator));
        // The index must name whatever is to be shown.
        Assert.Equal(kind is not null, WorkList.Waits(request).Intersect(WorkList.For(Some.Coordinator)).Any());
    }

    [Fact]
    public void The_second_approval_waits_for_any_coordinator_but_the_first_and_those_of_the_applicant()
    {
        var proposed = Some.Request(RequestStatus.InReview) with { OwnerId = Me, Decision = new ReviewDecision("approved", null, "Так", null, Me, Some.Now, Proposed: true) };
        var second = Some.SecondCoordinator;
        Assert.Null(WorkList.Kind(proposed, Some.Coordinator));
        Assert.Equal("second-approval", WorkList.Kind(proposed, second));
        Assert.Null(WorkList.Kind(proposed, Some.CoordinatorOfHromada));
        Assert.Contains("second-approval", WorkList.Waits(proposed));
    }

    [Fact]
    public async Task A_coordinator_reads_what_waits_for_them_and_since_when()
    {
        var applicant = slice.Applicant();
        var coordinator = slice.Coordinator();
        var submitted = await applicant.Submitted(Ct, Drafts.Complete("Два колодязі"));
        var item = (await Today(coordinator)).Single(i => i!["requestId"]!.GetValue<Guid>() == submitted.Id)!.AsObject();
        Assert.Equal(["dueAt", "kind", "language", "reference", "requestId", "since", "status", "title"], item.Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(("take", "Два колодязі", "submitted"), (item["kind"]!.GetValue<string>(), item["title"]!.GetValue<string>(), item["status"]!.GetValue<string>()));
        Assert.Equal(submitted.Body!["submittedAt"]!.GetValue<DateTimeOffset>(), item["since"]!.GetValue<DateTimeOffset>());

        (await coordinator.Post($"/api/requests/{submitted.Id}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("decide", KindOf(await Today(coordinator), submitted.Id));
        Assert.Null(KindOf(await Today(slice.Coordinator()), submitted.Id));
        var due = (await Today(coordinator)).Select(i => i!["dueAt"]?.GetValue<DateTimeOffset>() ?? DateTimeOffset.MaxValue).ToArray();
        Assert.Equal(due.Order(), due);
    }

    [Fact]
    public async Task What_is_delivered_says_when_it_ends_by_itself()
    {
        var coordinator = slice.Coordinator();
        var delivered = await slice.Store(
            Some.Request(RequestStatus.Delivered) with { OwnerId = coordinator.Id, Timers = new RequestTimers(EndsAt: DateTimeOffset.UtcNow.AddDays(20)) }, Ct);
        var item = (await Today(coordinator)).Single(i => i!["requestId"]!.GetValue<Guid>() == delivered.Id)!;
        Assert.Equal("close", item["kind"]!.GetValue<string>());
        Assert.NotNull(item["dueAt"]);
    }

    [Theory]
    [InlineData(Roles.AuthorityEditor)]
    [InlineData(Roles.AuthoritySignatory)]
    [InlineData(Roles.Observer)]
    [InlineData(Roles.Expert)]
    [InlineData(Roles.Administrator)]
    public async Task Only_coordinators_have_a_work_list(string role)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Person((await slice.Member(Ct), role)).Get("/api/today", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await slice.Person((Guid.CreateVersion7(), Roles.LeadCoordinator)).Get("/api/today", Ct)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await slice.Nobody().GetAsync(new Uri("/api/today", UriKind.Relative), Ct)).StatusCode);
    }

    private static string? KindOf(JsonArray items, Guid request) =>
        items.SingleOrDefault(i => i!["requestId"]!.GetValue<Guid>() == request)?["kind"]!.GetValue<string>();

    private static async Task<JsonArray> Today(ApiPerson person) => (await person.Get("/api/today", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
}
