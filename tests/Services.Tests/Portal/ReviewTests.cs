using System.Net;
using System.Text.Json.Nodes;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>The coordinator's side, and what the authority then sees.</summary>
[Collection("portal")]
public sealed class ReviewTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_coordinator_takes_a_request_and_asks_for_changes_field_by_field()
    {
        var authority = slice.Requests.Applicant();
        var request = await authority.Submitted(Ct);
        var coordinator = slice.Browser(Coordinator());
        Assert.Contains($"/requests/{request.Id}", (await coordinator.Get("/today", Ct)).Html, StringComparison.Ordinal);
        var taken = (await coordinator.Submit(await coordinator.Get($"/requests/{request.Id}/do/take", Ct), Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("The request is yours", taken.Text, StringComparison.Ordinal);

        var ask = await coordinator.Get($"/review/{request.Id}/return", Ct);
        var nothing = await coordinator.Submit(ask, Ct);
        Assert.Equal(["Write at least one comment"], nothing.Errors);
        (await coordinator.Submit(ask, Ct, ("on.background", "How much waste?"), ("on.needs[0].role", "An engineer?"))).Must(HttpStatusCode.OK);

        var team = slice.Browser(authority.Editor, "uk");
        var seen = await team.Get($"/requests/{request.Id}", Ct);
        Assert.Contains("Ваша: внесіть зміни", seen.Text, StringComparison.Ordinal);
        var topic = await team.Get($"/requests/{request.Id}/form/situation", Ct);
        Assert.Contains("How much waste?", topic.Document.QuerySelector("#f-background-comment")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("An engineer?", (await team.Get($"/requests/{request.Id}/form/needs/0", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rejection_needs_its_reason_and_the_authority_reads_it()
    {
        var authority = slice.Requests.Applicant();
        var request = await authority.Submitted(Ct);
        var coordinator = slice.Browser(Coordinator());
        await coordinator.Submit(await coordinator.Get($"/requests/{request.Id}/do/take", Ct), Ct);
        var form = await coordinator.Get($"/requests/{request.Id}/do/reject", Ct);
        var refused = (await coordinator.Submit(form, Ct, ("text", "Not for us"))).Must(HttpStatusCode.BadRequest);
        Assert.Equal("Not for us", refused.Value("text"));
        Assert.NotEmpty(refused.Errors);
        (await coordinator.Submit(refused, Ct, ("code", "outside-mandate"), ("text", "Not for us"))).Must(HttpStatusCode.OK);
        var seen = await slice.Browser(authority.Signatory).Get($"/requests/{request.Id}", Ct);
        Assert.Contains("Not for us", seen.Text, StringComparison.Ordinal);
        Assert.Contains("the request was rejected", seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_approved_by_criteria_and_opened_for_matching()
    {
        var authority = slice.Requests.Applicant();
        var request = await authority.Submitted(Ct);
        var coordinator = slice.Browser(Coordinator());
        await coordinator.Submit(await coordinator.Get($"/requests/{request.Id}/do/take", Ct), Ct);
        var review = await coordinator.Get($"/review/{request.Id}", Ct);
        (string, string)[] scores = [.. Enumerable.Range(0, 6).Select(n => ($"criteria[{n}].score", n == 2 ? "1" : "4")), ("text", "A clear need."), ("conflictOfInterest", "false")];
        // A low score without a note is said at that note, and nothing typed is lost.
        var refused = (await coordinator.Submit(review, Ct, scores)).Must(HttpStatusCode.BadRequest);
        Assert.NotNull(refused.Document.QuerySelector("#f-criteria-2--note-error"));
        Assert.Equal("A clear need.", refused.Value("text"));
        Assert.Equal("1", refused.Value("criteria[2].score"));
        var approved = (await coordinator.Submit(refused, Ct, ("criteria[2].note", "Others offer it too."))).Must(HttpStatusCode.OK);
        Assert.Contains("The request is approved", approved.Text, StringComparison.Ordinal);
        var opened = (await coordinator.Submit(await coordinator.Get($"/requests/{request.Id}/do/open", Ct), Ct)).Must(HttpStatusCode.OK);
        Assert.NotNull(opened.Document.QuerySelector($"a[href='/matching/{request.Id}']"));
        Assert.Contains("experts are looked for", (await slice.Browser(authority.Editor).Get("/requests", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_is_done_at_the_revision_that_was_read()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var browser = slice.Browser(authority.Signatory);
        var discard = await browser.Get($"/requests/{draft.Id}/do/discard", Ct);
        var other = slice.Browser(authority.Editor);
        await other.Submit(await other.Get($"/requests/{draft.Id}/form/subject", Ct), Ct, ("title", "Somebody still works on it"));
        var refused = (await browser.Submit(discard, Ct)).Must(HttpStatusCode.PreconditionFailed);
        Assert.Contains("Somebody changed this", refused.Errors.Single(), StringComparison.Ordinal);
        Assert.Equal("Somebody still works on it", (await other.Get($"/requests/{draft.Id}/form/subject", Ct)).Value("title"));
    }

    [Fact]
    public async Task A_request_changed_since_it_was_checked_is_not_handed_in()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var signatory = slice.Browser(authority.Signatory);
        var check = await signatory.Get($"/requests/{draft.Id}/form/check", Ct);
        var editor = slice.Browser(authority.Editor);
        await editor.Submit(await editor.Get($"/requests/{draft.Id}/form/subject", Ct), Ct, ("title", "Another title"));
        (await signatory.Submit(check, Ct)).Must(HttpStatusCode.PreconditionFailed);
        Assert.Equal("draft", (string?)(await authority.Editor.Get($"/api/requests/{draft.Id}", Ct)).Body!["status"]);
    }

    [Fact]
    public async Task The_button_pressed_twice_begins_one_request()
    {
        var browser = slice.Browser(slice.Requests.Applicant().Editor);
        var list = await browser.Get("/requests", Ct);
        var first = await browser.Submit(list, Ct);
        Assert.Equal(first.Address, (await browser.Submit(list, Ct)).Address);
    }

    [Fact]
    public async Task An_editor_sees_that_a_signatory_submits()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var check = await slice.Browser(authority.Editor).Get($"/requests/{draft.Id}/form/check", Ct);
        Assert.Null(check.Document.QuerySelector("main form"));
        Assert.Contains("A signatory of your authority submits", check.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_merged_into_one_that_is_named_by_its_number()
    {
        var (goes, stays, over) = (await slice.Requests.Applicant().Submitted(Ct), await slice.Requests.Applicant().Submitted(Ct), slice.Requests.Applicant());
        var withdrawn = await over.Submitted(Ct);
        (await over.Signatory.Post($"/api/requests/{withdrawn.Id}/withdraw", new JsonObject { ["reason"] = "Done" }, Ct, withdrawn.Revision)).Must(HttpStatusCode.OK);
        var (mine, draft) = (slice.Requests.Applicant(), await slice.Requests.Applicant().Draft(Ct));
        var own = await mine.Submitted(Ct);
        var person = slice.Requests.Person((Guid.CreateVersion7(), Roles.Coordinator), (mine.Id, Roles.Observer));
        var coordinator = slice.Browser(person);
        await coordinator.Submit(await coordinator.Get($"/requests/{goes.Id}/do/take", Ct), Ct);
        Assert.Contains($"/review/{goes.Id}/merge\"", (await coordinator.Get($"/review/{goes.Id}", Ct)).Html, StringComparison.Ordinal);

        string Number(Testing.Answer request) => request.Body!["reference"]!.GetValue<string>();
        foreach (var (typed, fault) in new[]
        {
            ("", "This is needed"), ("REQ-1999-000001", "There is no request with the number"), (Number(goes), "This is the number of the request that ends"), (Number(withdrawn), "is not open any more"),
            (Number(own), "is of an organisation you belong to"), ($"{Number(stays)},{Number(own)}", "There is no request with the number"), (draft.Id.ToString(), "There is no request with the number")
        })
        {
            var refused = (await coordinator.Get($"/review/{goes.Id}/merge?reference={Uri.EscapeDataString(typed)}", Ct)).Must(HttpStatusCode.BadRequest);
            Assert.Contains(fault, Assert.Single(refused.Errors), StringComparison.Ordinal);
            Assert.Equal(typed, refused.Value("reference"));
        }
        var shown = (await coordinator.Get($"/review/{goes.Id}/merge?reference=%20{Number(stays).ToLowerInvariant()}", Ct)).Must(HttpStatusCode.OK);
        Assert.EndsWith($"/review/{goes.Id}/merge/{stays.Id}", shown.Address, StringComparison.Ordinal);
        (await coordinator.Submit(shown, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("merged", (string?)(await person.Get($"/api/requests/{goes.Id}", Ct)).Body!["status"]);
    }

    private Requests.ApiPerson Coordinator() => slice.Requests.Person((Guid.CreateVersion7(), Roles.Coordinator));
}
