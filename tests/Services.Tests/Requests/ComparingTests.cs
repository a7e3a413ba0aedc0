using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Comparing;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Open requests that may be for the same.</summary>
[Collection("requests")]
public sealed class ComparingTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void What_two_requests_share_is_said_and_counted()
    {
        var one = Some.Request(RequestStatus.InReview);
        var other = one with { Content = one.Content with { Title = "Як зменшити втратами води", Topics = ["water-supply", "waste-management"] } };
        var alike = Likeness.Of(one, other);
        Assert.Equal(("water-supply", true, "UA05", "втратами", 10), (Assert.Single(alike.Topics), alike.SameOrganisation, alike.Oblast, Assert.Single(alike.Words), alike.Points));
        // The same oblast alone is no likeness.
        var elsewhere = Likeness.Of(one, other with { OrganisationId = Some.OtherHromada, Content = other.Content with { Title = "Інше", Topics = ["waste-management"] } });
        Assert.Equal((false, "UA05"), (elsewhere.IsAny, elsewhere.Oblast));
    }

    [Fact]
    public void The_most_alike_come_first_at_most_ten_and_only_what_is_open()
    {
        var request = Some.Stored(Some.Request(RequestStatus.InReview));
        var others = RequestStatuses.All.Select((status, n) => request with
        {
            Id = Guid.CreateVersion7(), Value = Some.Request(Enum.Parse<RequestStatus>(status, ignoreCase: true)) with { OrganisationId = n % 2 == 0 ? Some.Hromada : Some.OtherHromada }
        }).ToArray();
        var ranked = GetSimilar.Ranked(request, [request, .. others, .. others.Select(o => o with { Id = Guid.CreateVersion7() })]);
        Assert.Equal(10, ranked.Count);
        Assert.All(ranked, r => Assert.Contains(r.Other.Value.Status, RequestStatuses.Open));
        Assert.Equal(ranked.Select(r => r.Likeness.Points).OrderDescending(), ranked.Select(r => r.Likeness.Points));
        Assert.DoesNotContain(ranked, r => r.Other.Id == request.Id);
    }

    [Fact]
    public async Task A_coordinator_is_shown_them_with_the_reason_and_nobody_else_is()
    {
        var applicant = slice.Applicant();
        var topic = "district-heating-" + Guid.NewGuid().ToString("n")[..8];
        var request = await slice.Store(Of(applicant.Id, "Теплопостачання лікарень", topic), Ct);
        var byTopic = await slice.Store(Of(Guid.CreateVersion7(), "Зовсім інше", topic), Ct);
        var byWord = await slice.Store(Of(Guid.CreateVersion7(), "Ремонт теплопостачання", "x-" + topic), Ct);
        var over = await slice.Store(Of(Guid.CreateVersion7(), "Теплопостачання", topic) with { Status = RequestStatus.Withdrawn }, Ct);
        var at = $"/api/requests/{request.Id}/similar";
        var found = (await slice.Coordinator().Get(at, Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        JsonNode Item(Guid id) => found.Single(i => i!["id"]!.GetValue<Guid>() == id)!;
        Assert.Equal(topic, Item(byTopic.Id)["topics"]![0]!.GetValue<string>());
        Assert.Equal("теплопостачання", Item(byWord.Id)["words"]![0]!.GetValue<string>());
        Assert.DoesNotContain(found, i => i!["id"]!.GetValue<Guid>() == over.Id || i["id"]!.GetValue<Guid>() == request.Id);
        Assert.Equal(HttpStatusCode.Forbidden, (await applicant.Signatory.Get(at, Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Person((await slice.Member(Ct), Roles.Observer)).Get(at, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Person().Get(at, Ct)).Status);
    }

    private static AssistanceRequest Of(Guid organisation, string title, string topic) =>
        Some.Request(RequestStatus.InReview, Some.Complete with { Title = title, Topics = [topic] }) with { OrganisationId = organisation };
}
