using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts.Erasing;
using Alliance.Experts.Subscribing;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>The secret link of a calendar program: what it shows, whose it is, and when it is worth nothing.</summary>
[Collection("experts")]
public sealed class CalendarFeedTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_shows_the_days_of_what_is_confirmed_or_under_way_and_nothing_else_of_it()
    {
        var expert = await slice.Expert(Ct);
        var token = await Made(expert.Person);
        Assert.Empty((await Shown(token)).Body!["items"]!.AsArray());

        var (later, sooner, invited) = (await slice.Request(Ct, mode: "onsite", period: Profiles.Week(3)), await slice.Request(Ct, mode: "onsite", period: Profiles.Week(1)), await slice.Request(Ct, period: Profiles.Week(5)));
        var confirmed = await later.Confirmed(expert, Ct);
        var other = await sooner.Confirmed(expert, Ct);
        await invited.Invited(expert, Ct);
        (await expert.Person.Post($"/api/assignments/{other.Id}/start", null, Ct, other.Revision)).Must(HttpStatusCode.OK);

        var shown = (await Shown(token)).Body!["items"]!.AsArray();
        Assert.Equal([(other.Id, "active"), (confirmed.Id, "confirmed")], shown.Select(i => (i!["assignmentId"]!.GetValue<Guid>(), i["status"]!.GetValue<string>())));
        Assert.Equal(("2027-01-11", "2027-01-15"), ((string?)shown[0]!["period"]!["from"], (string?)shown[0]!["period"]!["to"]));
        Assert.Equal(["assignmentId", "changedAt", "period", "reference", "status"], shown[0]!.AsObject().Select(f => f.Key).Order(StringComparer.Ordinal));
        // Of nobody else.
        Assert.Empty((await Shown(await Made((await slice.Expert(Ct)).Person))).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_link_that_was_renewed_or_ended_is_worth_nothing_nor_one_of_somebody_without_access()
    {
        var expert = await slice.Expert(Ct);
        Assert.Null((await expert.Person.Get("/api/assignments/calendar", Ct)).Must(HttpStatusCode.OK).Body!["madeAt"]);
        var (first, second) = (await Made(expert.Person), await Made(expert.Person));
        Assert.NotEqual(first, second);
        Assert.Equal(HttpStatusCode.NotFound, (await Show(first)).Status);
        await Shown(second);
        var made = (await expert.Person.Get("/api/assignments/calendar", Ct)).Must(HttpStatusCode.OK).Body!;
        Assert.NotNull(made["madeAt"]);
        // Said once.
        Assert.Null(made["token"]);

        (await expert.Person.Post("/api/assignments/calendar/end", null, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await Show(second)).Status);
        var third = await Made(expert.Person);
        await slice.Hear(new PersonChanged(expert.Person.Id, 7, "end", slice.Now, Guid.Empty, null, Active: false, []), Ct);
        Assert.Equal(HttpStatusCode.NotFound, (await Show(third)).Status);
        await slice.Hear(new PersonChanged(expert.Person.Id, 8, "restore", slice.Now, Guid.Empty, null, Active: true, []), Ct);
        await Shown(third);
        await ActivatorUtilities.CreateInstance<WhenPersonErased>(slice.Services).Handle(new PersonErased(expert.Person.Id, 9, slice.Now), Ct);
        Assert.Equal(HttpStatusCode.NotFound, (await Show(third)).Status);
        Assert.Equal(CalendarFeed.None, (await slice.Get<Store<CalendarFeed>>().Find(expert.Person.Id, Ct))!.Value);
    }

    [Fact]
    public async Task Of_two_made_at_once_one_counts()
    {
        var expert = await slice.Expert(Ct);
        var tokens = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Made(expert.Person)));
        var answers = await Task.WhenAll(tokens.Select(Show));
        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_is_for_experts_about_themselves_and_no_other_link_opens_it()
    {
        var (expert, request) = (await slice.Expert(Ct), await slice.Request(Ct));
        Assert.Equal(HttpStatusCode.Forbidden, (await request.Coordinator.Post("/api/assignments/calendar", null, Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await request.Signatory.Get("/api/assignments/calendar", Ct)).Status);
        var links = slice.Get<SignedLinks>();
        var until = (await slice.Get<Store<CalendarFeed>>().Find(expert.Person.Id, Ct))?.Value.Until ?? slice.Now.AddDays(1);
        await Made(expert.Person);
        Assert.Equal(HttpStatusCode.NotFound, (await Show(await links.Issue(LinkPurpose.AnswerInvitation, expert.Person.Id, expert.Person.Id, until, Ct))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Show("no-token")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await Show(await Made(expert.Person), "service-notifications")).Status);
        // Its own link answers no invitation.
        var token = await Made(expert.Person);
        using var http = Service("service-portal", token);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri("/internal/links", UriKind.Relative), Ct)).StatusCode);
    }

    private static async Task<string> Made(Alliance.Services.Tests.Requests.ApiPerson person) =>
        (await person.Post("/api/assignments/calendar", null, Ct)).Must(HttpStatusCode.OK).Body!["token"]!.GetValue<string>();

    private async Task<Answer> Shown(string token) => (await Show(token)).Must(HttpStatusCode.OK);

    private async Task<Answer> Show(string token) => await Show(token, "service-portal");

    private async Task<Answer> Show(string token, string service)
    {
        using var http = Service(service, token);
        using var answer = await http.GetAsync(new Uri("/internal/calendar", UriKind.Relative), Ct);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        return new Answer(answer.StatusCode, text.Length > 0 ? JsonNode.Parse(text) : null, text, null, null, null, default);
    }

    private HttpClient Service(string service, string token)
    {
        var http = slice.Nobody();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", TestIssuer.ServiceToken(service));
        http.DefaultRequestHeaders.Add(ILinks.TokenHeader, token);
        return http;
    }
}
