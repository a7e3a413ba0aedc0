using System.Net;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.DataProtection;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>An authority writes a request, page by page, in a browser without JavaScript, and hands it in.</summary>
[Collection("portal")]
public sealed class FormTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_request_is_written_topic_by_topic_and_submitted()
    {
        var authority = slice.Requests.Applicant();
        await slice.Requests.Member(Ct, authority.Id);
        var editor = slice.Browser(authority.Editor);
        var form = await editor.Submit((await editor.Get("/requests", Ct)).Must(HttpStatusCode.OK), Ct);
        form.Must(HttpStatusCode.OK);
        var at = form.Address;
        Assert.EndsWith("/form", at, StringComparison.Ordinal);

        async Task Write(string topic, params (string, string)[] typed)
        {
            var saved = await editor.Submit((await editor.Get($"{at}/{topic}", Ct)).Must(HttpStatusCode.OK), Ct, typed);
            saved.Must(HttpStatusCode.OK);
            Assert.Empty(saved.Errors);
        }

        await Write("subject", ("title", "Втрати води у мережі"), ("summary", "Порада щодо зменшення втрат води."), ("language", "uk"));
        await Write("topics", ("topics", "water-supply"));
        await Write("situation", ("background", "Мережа 1974 року."), ("expectedResults", "План заходів."));
        await Write("assistance", ("assistanceType", "remote-advice"), ("deliveryMode", "online"));
        await Write("needs/0", ("needs[0].role", "Радник"), ("needs[0].personDays", "3"), ("needs[0].languages[0].code", "en"), ("needs[0].languages[0].level", "B2"));
        await Write("time", ("neededBy.day", "30"), ("neededBy.month", "6"), ("neededBy.year", "2027"));
        await Write("contact", ("contact.name", "Олена Коваль"), ("contact.email", "olena@example.org"));

        var places = await editor.Submit(await editor.Get($"{at}/place", Ct), "main form[method=post]", ("_action", "find"), Ct, ("find", "Vinnytsia"));
        Assert.NotEmpty(places.Document.QuerySelectorAll("input[name='place.katottg']"));
        await Write("place", ("place.katottg", "UA05020010000053508"));

        var signatory = slice.Browser(authority.Signatory);
        var check = await signatory.Get($"{at}/check", Ct);
        Assert.Contains("Втрати води у мережі", check.Text, StringComparison.Ordinal);
        Assert.Contains("30 June 2027", check.Text, StringComparison.Ordinal);
        var submitted = (await signatory.Submit(check, Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("REQ-", submitted.Text, StringComparison.Ordinal);
        Assert.Contains("The request is submitted", submitted.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_at_submit_is_named_with_a_link_to_its_page()
    {
        var authority = slice.Requests.Applicant();
        await slice.Requests.Member(Ct, authority.Id);
        var signatory = slice.Browser(authority.Signatory, "uk");
        var form = await signatory.Submit(await signatory.Get("/requests", Ct), Ct);
        var refused = await signatory.Submit(await signatory.Get(form.Address + "/check", Ct), Ct);
        refused.Must(HttpStatusCode.UnprocessableEntity);
        Assert.Contains(refused.Errors, e => e.StartsWith("Контактна особа:", StringComparison.Ordinal));
        Assert.Contains(refused.Document.QuerySelectorAll(".govuk-error-summary a"), a => a.GetAttribute("href") == form.Address + "/contact#f-contact-name");
    }

    [Fact]
    public async Task A_colleagues_newer_save_stands_beside_mine_and_nothing_is_lost()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var (one, other) = (slice.Browser(authority.Editor), slice.Browser(authority.Signatory));
        var mine = await one.Get($"/requests/{draft.Id}/form/subject", Ct);
        await other.Submit(await other.Get($"/requests/{draft.Id}/form/subject", Ct), Ct, ("title", "Title of the colleague"));

        var beside = await one.Submit(mine, Ct, ("title", "My own title"));
        beside.Must(HttpStatusCode.PreconditionFailed);
        Assert.Equal("My own title", beside.Value("title"));
        Assert.Contains("Title of the colleague", beside.Document.QuerySelector(".app-theirs")!.TextContent, StringComparison.Ordinal);

        (await one.Submit(beside, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("My own title", (await one.Get($"/requests/{draft.Id}/form/subject", Ct)).Value("title"));
    }

    [Fact]
    public async Task Colleagues_at_different_topics_do_not_disturb_each_other()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var (one, other) = (slice.Browser(authority.Editor), slice.Browser(authority.Signatory));
        var mine = await one.Get($"/requests/{draft.Id}/form/subject", Ct);
        await other.Submit(await other.Get($"/requests/{draft.Id}/form/contact", Ct), Ct, ("contact.name", "Somebody else"));
        (await one.Submit(mine, Ct, ("title", "My own title"))).Must(HttpStatusCode.OK);
        Assert.Equal("Somebody else", (await one.Get($"/requests/{draft.Id}/form/contact", Ct)).Value("contact.name"));
        Assert.Equal("My own title", (await one.Get($"/requests/{draft.Id}/form/subject", Ct)).Value("title"));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_said_at_its_field_and_stays_typed()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var editor = slice.Browser(authority.Editor);
        var refused = await editor.Submit(await editor.Get($"/requests/{draft.Id}/form/contact", Ct), Ct, ("contact.email", "no address"), ("contact.phone", "+380"));
        refused.Must(HttpStatusCode.BadRequest);
        Assert.NotNull(refused.Document.QuerySelector("#f-contact-email-error"));
        Assert.Equal("no address", refused.Value("contact.email"));
        Assert.Equal("+380", refused.Value("contact.phone"));
    }

    [Fact]
    public async Task A_form_posted_without_a_session_is_shown_again_to_its_writer_and_sent_by_them_alone()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var browser = slice.Browser(authority.Editor);
        var page = await browser.Get($"/requests/{draft.Id}/form/subject", Ct);
        browser.Token = null;
        var sent = await browser.Submit(page, Ct, ("title", "Typed when the session was over"));
        Assert.StartsWith("/sign-in?returnUrl=", sent.Address, StringComparison.Ordinal);

        browser.Token = authority.Signatory.Token;
        Assert.DoesNotContain("Typed when", (await browser.Get(page.Address, Ct)).Html, StringComparison.Ordinal);
        browser.Token = authority.Editor.Token;
        var again = await browser.Get(page.Address, Ct);
        Assert.Equal("Typed when the session was over", again.Value("title"));
        Assert.NotNull(again.Document.QuerySelector("#kept-title"));
        Assert.NotEqual("Typed when the session was over", (await slice.Browser(authority.Editor).Get(page.Address, Ct)).Value("title"));

        (await browser.Submit(again, Ct)).Must(HttpStatusCode.OK);
        var after = await browser.Get(page.Address, Ct);
        Assert.Equal("Typed when the session was over", after.Value("title"));
        Assert.Null(after.Document.QuerySelector("#kept-title"));
    }

    [Fact]
    public async Task What_a_foreign_page_posts_is_not_kept()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var browser = slice.Browser(authority.Editor);
        var page = await browser.Get($"/requests/{draft.Id}/form/subject", Ct);
        (browser.Token, browser.From) = (null, "cross-site");
        Assert.StartsWith("/sign-in", (await browser.Submit(page, Ct, ("title", "Put in by a stranger"))).Address, StringComparison.Ordinal);
        browser.Token = authority.Editor.Token;
        Assert.Null((await browser.Get(page.Address, Ct)).Document.QuerySelector("#kept-title"));
    }

    [Fact]
    public async Task A_form_of_one_copy_is_answered_by_another()
    {
        await using var other = slice.Copy();
        var mask = slice.Services.GetDataProtector("form").Protect("the same keys");
        Assert.Equal("the same keys", other.Services.GetDataProtector("form").Unprotect(mask));
    }

    [Fact]
    public async Task A_form_without_the_pages_own_token_changes_nothing()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var editor = slice.Browser(authority.Editor);
        var page = await editor.Get($"/requests/{draft.Id}/form/subject", Ct);
        (await editor.Submit(page, Ct, ("title", "Forged"), ("_forgery", "x"))).Must(HttpStatusCode.BadRequest);
        Assert.NotEqual("Forged", (await editor.Get(page.Address, Ct)).Value("title"));
    }

    [Fact]
    public async Task Another_authoritys_request_has_no_page()
    {
        var draft = await slice.Requests.Applicant().Draft(Ct);
        var stranger = slice.Browser(slice.Requests.Person((Guid.CreateVersion7(), Roles.AuthorityEditor)));
        foreach (var page in (string[])["", "/form", "/form/subject", "/form/check", "/do/discard"])
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/requests/{draft.Id}{page}", Ct)).Status);
    }
}
