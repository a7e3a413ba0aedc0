using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Services.Tests.Requests;
using Alliance.Testing;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>A page says where one is, and what is wrong in which field; it offers its reader no way that is closed to them.</summary>
[Collection("portal")]
public sealed class NamedPagesTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_title_of_a_step_is_its_heading_and_what_is_wrong_is_said_with_the_name_of_the_field()
    {
        var authority = slice.Requests.Applicant();
        var submitted = await authority.Submitted(Ct);
        var coordinator = slice.Browser(slice.Requests.Coordinator());
        var page = await coordinator.Get($"/requests/{submitted.Id}/do/cancel", Ct);
        Assert.StartsWith("Cancel the request – ", page.Document.Title, StringComparison.Ordinal);
        var refused = (await coordinator.Submit(page, Ct, ("reason", ""))).Must(HttpStatusCode.BadRequest);
        Assert.StartsWith("Error: Cancel the request – ", refused.Document.Title, StringComparison.Ordinal);
        Assert.Equal("Reason: This is needed", refused.Document.QuerySelector(".govuk-error-summary li")!.TextContent.Trim());
    }

    [Fact]
    public async Task A_topic_of_a_form_has_its_title_and_names_the_field_too()
    {
        var authority = slice.Requests.Applicant();
        var editor = slice.Browser(authority.Editor);
        var form = await editor.Submit(await editor.Get("/requests", Ct), Ct);
        var page = await editor.Get($"{form.Address}/subject", Ct);
        Assert.StartsWith($"{page.Document.QuerySelector("h1")!.TextContent} – ", page.Document.Title, StringComparison.Ordinal);
        var refused = await editor.Submit(page, Ct, ("title", new string('x', 121)));
        Assert.StartsWith("Title: ", refused.Document.QuerySelector(".govuk-error-summary li")!.TextContent.Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_with_a_form_of_its_own_names_the_field_too()
    {
        var (review, _, _) = await Reviewed("normal");
        var refused = await review.Browser.Submit(review.Page, "main form[method=post]:has([name='criteria[0].score'])", null, Ct);
        var said = refused.Document.QuerySelectorAll(".govuk-error-summary li").Select(li => li.TextContent.Trim()).ToArray();
        Assert.NotEmpty(said);
        Assert.All(said, line => Assert.Matches("[:?] ", line));
    }

    [Fact]
    public async Task Between_two_approvals_nobody_reads_that_it_is_approved_and_each_coordinator_reads_whose_turn_it_is()
    {
        var (review, authority, address) = await Reviewed("critical");
        var scored = RequestCodes.Criteria.Select((_, n) => ($"criteria[{n}].score", "4")).Append(("text", "Так")).Append(("conflictOfInterest", "false")).ToArray();
        var mine = (await review.Browser.Submit(review.Page, "main form[method=post]:has([name='criteria[0].score'])", null, Ct, scored)).Must(HttpStatusCode.OK);
        Assert.Contains("Another coordinator’s: you gave the first approval", mine.Text, StringComparison.Ordinal);
        Assert.Contains("Yours: a first coordinator has approved it.", (await slice.Browser(slice.Requests.Coordinator()).Get(address, Ct)).Text, StringComparison.Ordinal);
        var theirs = (await slice.Browser(authority.Editor).Get(address, Ct)).Document.QuerySelectorAll(".app-timeline strong").Select(line => line.TextContent).ToArray();
        Assert.Contains("First of two approvals given", theirs);
        Assert.DoesNotContain("Approved", theirs);
    }

    [Fact]
    public async Task Of_what_has_ended_nobody_reads_that_it_is_worked_on()
    {
        var applicant = slice.Requests.Applicant();
        var request = await applicant.Submitted(Ct);
        (await applicant.Signatory.Post($"/api/requests/{request.Id}/withdraw", new JsonObject { ["reason"] = "Не треба" }, Ct, request.Revision)).Must(HttpStatusCode.OK);
        var page = await slice.Browser(slice.Requests.Person((await slice.Requests.Member(Ct), Roles.AuthorityEditor))).Get($"/requests/{request.Id}", Ct);
        Assert.Contains("Nobody’s: this request is no longer worked on.", page.Text, StringComparison.Ordinal);
    }

    private async Task<((Browser Browser, Shown Page) Review, Applicant Authority, string Address)> Reviewed(string urgency)
    {
        var authority = slice.Requests.Applicant();
        var request = await authority.Submitted(Ct, Drafts.Complete().With("urgency", urgency));
        var coordinator = slice.Requests.Coordinator();
        (await coordinator.Post($"/api/requests/{request.Id}/take", null, Ct, request.Revision)).Must(HttpStatusCode.OK);
        var browser = slice.Browser(coordinator);
        return ((browser, await browser.Get($"/review/{request.Id}", Ct)), authority, $"/requests/{request.Id}");
    }

    [Fact]
    public async Task Who_reads_as_a_member_is_not_led_to_translating_which_is_not_theirs()
    {
        var submitted = await slice.Requests.Applicant().Submitted(Ct);
        var member = await slice.Requests.Member(Ct);
        var address = $"/requests/{submitted.Id}";
        var page = (await slice.Browser(slice.Requests.Person((member, Roles.AuthorityEditor))).Get(address, Ct)).Must(HttpStatusCode.OK);
        Assert.Null(page.Document.QuerySelector($"a[href='{address}/translation']"));
        Assert.NotNull((await slice.Browser(slice.Requests.Coordinator()).Get(address, Ct)).Document.QuerySelector($"a[href='{address}/translation']"));
    }
}
