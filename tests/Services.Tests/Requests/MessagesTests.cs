using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Exchanging;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>What the applicant's team and the coordinators write to each other.</summary>
[Collection("requests")]
public sealed class MessagesTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_side_writes_as_that_side_and_in_the_language_of_who_writes()
    {
        Assert.Equal((MessageSide.Applicant, "bg"), Said(Some.Editor with { Language = "bg" }));
        Assert.Equal((MessageSide.Coordinator, null), Said(Some.LeadCoordinator));
        Assert.Equal("uk", Sent(SendMessage.Decide(Some.Stored(Some.Request(RequestStatus.InReview)), new NewMessage("Так", "uk"), Some.Editor, null)).Next.Language);
    }

    [Fact]
    public void Who_belongs_to_the_applicant_writes_as_the_applicant_or_not_at_all()
    {
        Assert.Equal((MessageSide.Applicant, null), Said(Some.CoordinatorOfHromada));
        var ofIts = Some.Person(0xC9, (Some.Secretariat, Roles.Coordinator), (Some.Hromada, Roles.OrganisationAdministrator));
        Assert.Equal("own-organisation", Refused(ofIts).Code);
        Assert.Equal("not-yours", Refused(Some.Expert).Code);
    }

    [Fact]
    public void A_message_has_a_text_that_is_not_too_long()
    {
        Assert.Equal(["text: required"], Some.Faults(Refused(Some.Editor, " \n")));
        Assert.Equal(["text: too-long"], Some.Faults(Refused(Some.Editor, new string('x', FieldRules.LongestText + 1))));
    }

    [Fact]
    public void A_draft_has_nobody_to_write_to_and_what_ended_has() =>
        Assert.Equal(
            ["Draft", "Discarded"],
            Enum.GetValues<RequestStatus>().Where(s => SendMessage.Decide(Some.Stored(Some.Request(s)), new NewMessage("?"), Some.Editor, null) is not Decision<RequestMessage>.Moved)
                .Select(s => s.ToString()));

    [Fact]
    public async Task Both_sides_read_what_was_said_newest_first_in_pages()
    {
        var (applicant, at, coordinator) = await Open();
        await Say(applicant.Editor, at, "Перше");
        await Say(coordinator, at, "Second");
        await Say(applicant.Signatory, at, "Третє");

        var page = (await coordinator.Get($"{at}?limit=2", Ct)).Must(HttpStatusCode.OK).Body!;
        Assert.Equal([("Третє", "applicant"), ("Second", "coordinator")], Texts(page));
        Assert.True(page["mayWrite"]!.GetValue<bool>());
        var rest = (await applicant.Editor.Get($"{at}?limit=2&cursor={Uri.EscapeDataString(page["next"]!.GetValue<string>())}", Ct)).Must(HttpStatusCode.OK).Body!;
        Assert.Equal([("Перше", "applicant")], Texts(rest));
        Assert.Null(rest["next"]);
    }

    [Theory]
    [InlineData("limit=many", "limit")]
    [InlineData("limit=99999999999", "limit")]
    [InlineData("limit=0", "limit")]
    [InlineData("cursor=zzz", "cursor")]
    public async Task What_is_no_page_names_the_parameter(string query, string fault)
    {
        var (applicant, at, _) = await Open();
        Assert.Equal([fault], (await applicant.Editor.Get($"{at}?{query}", Ct)).Must(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task The_same_message_sent_again_is_one_and_another_under_its_key_is_refused()
    {
        var (applicant, at, _) = await Open();
        var first = (await applicant.Editor.Post(at, Body("Коли?"), Ct, key: "k1")).Must(HttpStatusCode.Created);
        var again = (await applicant.Editor.Post(at, Body("Коли?"), Ct, key: "k1")).Must(HttpStatusCode.Created);
        Assert.Equal(first.Id, again.Id);
        Assert.Equal(["Idempotency-Key"], (await applicant.Editor.Post(at, Body("Інше"), Ct, key: "k1")).Must(HttpStatusCode.UnprocessableEntity).Faults);
        Assert.Single((await applicant.Editor.Get(at, Ct)).Body!["items"]!.AsArray());
        // Another request is another conversation.
        var (_, elsewhere) = (applicant, $"/api/requests/{(await applicant.Submitted(Ct)).Id}/messages");
        Assert.NotEqual(first.Id, (await applicant.Editor.Post(elsewhere, Body("Коли?"), Ct, key: "k1")).Must(HttpStatusCode.Created).Id);
    }

    [Fact]
    public async Task Members_who_read_the_request_neither_read_nor_write_and_others_learn_nothing()
    {
        var (applicant, at, coordinator) = await Open();
        await Say(coordinator, at, "Лише для вас");
        var member = slice.Person((await slice.Member(Ct), Roles.AuthorityEditor));
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Get(at, Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Post(at, Body("?"), Ct)).Status);
        var stranger = slice.Person((Guid.CreateVersion7(), Roles.AuthorityEditor));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(at, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post(at, Body("?"), Ct)).Status);
        var own = slice.Person((Guid.CreateVersion7(), Roles.Coordinator), (applicant.Id, Roles.OrganisationAdministrator));
        Assert.False((await own.Get(at, Ct)).Must(HttpStatusCode.OK).Body!["mayWrite"]!.GetValue<bool>());
        Assert.Equal(HttpStatusCode.Forbidden, (await own.Post(at, Body("?"), Ct)).Status);
    }

    private async Task<(Applicant Applicant, string At, ApiPerson Coordinator)> Open()
    {
        var applicant = slice.Applicant();
        return (applicant, $"/api/requests/{(await applicant.Submitted(Ct)).Id}/messages", slice.Coordinator());
    }

    private static async Task Say(ApiPerson who, string at, string text) => (await who.Post(at, Body(text), Ct)).Must(HttpStatusCode.Created);

    private static JsonObject Body(string text) => new() { ["text"] = text };

    private static IEnumerable<(string, string)> Texts(JsonNode page) =>
        page["items"]!.AsArray().Select(m => (m!["text"]!.GetValue<string>(), m["from"]!.GetValue<string>()));

    private static (string, string?) Said(Caller caller)
    {
        var moved = Sent(SendMessage.Decide(Some.Stored(Some.Request(RequestStatus.InReview)), new NewMessage("Так"), caller, null));
        Assert.Equal(new Step("message", null, "sent"), Assert.Single(moved.Steps));
        return (moved.Next.From, moved.Next.Language);
    }

    private static Decision<RequestMessage>.Moved Sent(Decision<RequestMessage> decision) => Assert.IsType<Decision<RequestMessage>.Moved>(decision);

    private static Refusal Refused(Caller caller, string text = "Так") =>
        Assert.IsType<Decision<RequestMessage>.Refused>(SendMessage.Decide(Some.Stored(Some.Request(RequestStatus.InReview)), new NewMessage(text), caller, null)).Why;
}
