using System.Net;
using Alliance.Portal.Serving;
using Alliance.Services.Tests.Accounts;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>Organisations, their people and access, on the accounts service itself.</summary>
[Collection("portal")]
public sealed class OrganisationsTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_administrator_adds_an_organisation_once_and_leads_it_through_its_membership()
    {
        var browser = await Administrator();
        var name = $"Асоціація {Guid.CreateVersion7():n}";
        var form = (await browser.Get("/organisations/new", Ct)).Must(HttpStatusCode.OK);
        var refused = (await browser.Submit(form, Ct, ("legalName", name), ("country", "UA"), ("languages", "uk"), ("status", "applied"))).Must(HttpStatusCode.BadRequest);
        Assert.NotNull(refused.Document.QuerySelector("#f-type-error"));
        Assert.Equal((name, "UA", "applied"), (refused.Value("legalName"), refused.Value("country"), refused.Value("status")));
        Assert.True(refused.Document.QuerySelector("[name=languages][value=uk]")!.HasAttribute("checked"));
        Assert.Equal(form.Value("_key"), refused.Value("_key"));

        var added = (await browser.Submit(refused, Ct, ("type", "association"))).Must(HttpStatusCode.OK);
        Assert.Equal(name, added.Heading);
        Assert.Equal(added.Address, (await browser.Submit(refused, Ct, ("type", "association"))).Address);
        var at = added.Address.Split('?')[0];
        Assert.Contains(at, (await browser.Get($"/organisations?status=applied&q={Uri.EscapeDataString(name)}", Ct)).Html, StringComparison.Ordinal);
        Assert.DoesNotContain(at, (await browser.Get($"/organisations?status=active&q={Uri.EscapeDataString(name)}", Ct)).Html, StringComparison.Ordinal);

        foreach (var (verb, says) in ((string, string)[])[("activate", "Active"), ("suspend", "Suspended"), ("reinstate", "Active"), ("leave", "Left")])
        {
            var page = await browser.Get(at, Ct);
            var link = page.Document.QuerySelector($"a[href='{at}/do/{verb}']");
            Assert.True(link is not null, $"{verb}: {page.Text}");
            var done = (await browser.Submit(await browser.Get($"{at}/do/{verb}", Ct), Ct)).Must(HttpStatusCode.OK);
            Assert.Equal(says, done.Document.QuerySelector("main strong.govuk-tag")!.TextContent);
        }
        var left = await browser.Get(at, Ct);
        Assert.Empty(left.Document.QuerySelectorAll($"a[href^='{at}/']"));
    }

    [Fact]
    public async Task The_password_of_a_new_person_stands_in_the_answer_and_nowhere_again()
    {
        var own = await slice.Accounts.Organisation(Ct);
        var browser = await Own(own);
        var email = Forms.NextEmail();
        var at = $"/organisations/{own}";
        var form = (await browser.Get($"{at}/people/new", Ct)).Must(HttpStatusCode.OK);
        // Roles of others to give are not offered.
        Assert.Equal(["authority-editor", "authority-signatory", "expert", "organisation-administrator"], form.Document.QuerySelectorAll("[name=roles]").Select(r => r.GetAttribute("value")));
        var refused = (await browser.Submit(form, Ct, ("name", "Іван Приклад"), ("email", email), ("language", "uk"))).Must(HttpStatusCode.BadRequest);
        Assert.NotNull(refused.Document.QuerySelector("#f-roles-error"));
        Assert.Equal(("Іван Приклад", email, "uk"), (refused.Value("name"), refused.Value("email"), refused.Value("language")));

        var added = (await browser.Submit(refused, Ct, ("roles", "expert"))).Must(HttpStatusCode.OK);
        var password = added.Document.QuerySelector("#one-time-password")!.TextContent;
        Assert.Equal(20, password.Length);
        Assert.StartsWith("no-store", added.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var list = (await browser.Get(at, Ct)).Must(HttpStatusCode.OK);
        Assert.DoesNotContain(password, list.Html, StringComparison.Ordinal);
        Assert.Contains(email, list.Text, StringComparison.Ordinal);
        var taken = (await browser.Submit(await browser.Get($"{at}/people/new", Ct), Ct, ("name", "Інший"), ("email", email), ("roles", "expert"))).Must(HttpStatusCode.Conflict);
        Assert.NotNull(taken.Document.QuerySelector("#f-email-error"));
    }

    [Fact]
    public async Task A_persons_roles_are_changed_and_ended_at_the_revision_that_was_read()
    {
        var own = await slice.Accounts.Organisation(Ct);
        var member = await slice.Accounts.Somebody(Ct, (own, Roles.AuthorityEditor), (own, Roles.Observer));
        var browser = await Own(own);
        var (at, link) = ($"/organisations/{own}", $"/organisations/{own}/people/{member.Id}");
        var change = await browser.Get(link, Ct);
        // A role that only an administrator gives shows and stays; roles with such a one among them are not the organisation's to end.
        Assert.True(change.Document.QuerySelector("[name=roles][value=observer]")!.HasAttribute("checked"));
        Assert.Equal(at, (await browser.Get($"{link}/do/end", Ct)).Address);
        var renamed = (await browser.Submit(change, Ct, ("name", "Ольга Нова"))).Must(HttpStatusCode.OK);
        Assert.Contains("Editor of the authority, Observer", renamed.Text, StringComparison.Ordinal);
        var stale = (await browser.Submit(change, Ct, ("name", "Ольга Інша"))).Must(HttpStatusCode.PreconditionFailed);
        Assert.Equal("Ольга Інша", stale.Value("name"));
        Assert.Contains("Ольга Нова", stale.Text, StringComparison.Ordinal);

        var administrator = await Administrator();
        var roles = (await administrator.Submit(await administrator.Get(link, Ct), Ct, ("roles", "authority-signatory"))).Must(HttpStatusCode.OK);
        Assert.Contains("Signatory of the authority", roles.Text, StringComparison.Ordinal);
        var end = await browser.Get($"{link}/do/end", Ct);
        (await administrator.Submit(await administrator.Get(link, Ct), Ct, ("name", "Ольга Третя"))).Must(HttpStatusCode.OK);
        var refused = (await browser.Submit(end, Ct)).Must(HttpStatusCode.PreconditionFailed);
        var ended = (await browser.Submit(refused, Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("The roles in this organisation are ended", ended.Text, StringComparison.Ordinal);
        Assert.Null(ended.Document.QuerySelector($"a[href='{link}']"));
        Assert.Equal(at, ended.Address.Split('?')[0]);
    }

    [Fact]
    public async Task An_administrator_ends_access_as_a_whole_and_restores_it_and_nobody_else_does()
    {
        var own = await slice.Accounts.Organisation(Ct);
        var member = await slice.Accounts.Somebody(Ct, (own, Roles.AuthorityEditor));
        var link = $"/organisations/{own}/people/{member.Id}";
        var colleague = await Own(own);
        Assert.Null((await colleague.Get($"/organisations/{own}", Ct)).Document.QuerySelector("a[href*='/access/']"));
        Assert.Equal($"/organisations/{own}", (await colleague.Get($"{link}/access/end", Ct)).Address);

        var administrator = await Administrator();
        var form = await administrator.Get($"{link}/access/end", Ct);
        var ended = (await administrator.Submit(form, Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("Access is ended", ended.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await member.Calls.Get("/api/me", Ct)).Status);
        Assert.NotNull(ended.Document.QuerySelector($"a[href='{link}/access/restore']"));
        (await administrator.Submit(await administrator.Get($"{link}/access/restore", Ct), Ct)).Must(HttpStatusCode.OK);
        Assert.NotNull((await administrator.Get($"/organisations/{own}", Ct)).Document.QuerySelector($"a[href='{link}/access/end']"));
    }

    [Fact]
    public async Task An_organisations_administrator_has_their_own_and_no_other()
    {
        var (own, other) = (await slice.Accounts.Organisation(Ct, "association"), await slice.Accounts.Organisation(Ct));
        var browser = await Own(own);
        Assert.Equal($"/organisations/{own}", (await browser.Get("/organisations", Ct)).Must(HttpStatusCode.OK).Address);
        foreach (var path in (string[])["/organisations/new", $"/organisations/{other}", $"/organisations/{other}/people/new"])
            (await browser.Get(path, Ct)).Must(HttpStatusCode.Forbidden);
        Assert.NotNull((await browser.Get($"/organisations/{own}", Ct)).Document.QuerySelector(".app-navigation a[href='/organisations']"));
        Assert.Null((await slice.Browser(slice.Requests.Applicant().Editor).Get("/requests", Ct)).Document.QuerySelector(".app-navigation a[href='/organisations']"));
        var changed = (await browser.Submit(await browser.Get($"/organisations/{own}/change", Ct), Ct, ("languages", "uk"))).Must(HttpStatusCode.OK);
        Assert.Contains("Ukrainian", changed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_organisations_administrator_finds_whose_consent_waits_for_them_on_the_page_they_begin_with()
    {
        var own = await slice.Accounts.Organisation(Ct);
        // A process of its own: where other tests leave experts unanswered, the usual one asks nobody there for a while.
        await using var copy = slice.Copy();
        var browser = await Own(own, copy);
        string Line(Guid employer, string rest) => $$"""{ "id": "{{Guid.CreateVersion7()}}", "personId": "{{Guid.CreateVersion7()}}", "status": "active", "revision": 1, "employerId": "{{employer}}", "updatedAt": "2026-11-26T00:00:00Z", {{rest}} }""";
        string[] lines =
        [
            Line(own, "\"needsConsent\": true"), Line(own, "\"needsConsent\": true, \"consent\": { \"until\": \"2020-01-01\" }"), Line(own, "\"consentAskedAt\": \"2026-11-01T00:00:00Z\""),
            // On file, not needed, somebody else's.
            Line(own, "\"needsConsent\": true, \"consent\": { \"until\": \"2999-01-01\" }"), Line(own, "\"needsConsent\": false"), Line(Guid.CreateVersion7(), "\"needsConsent\": true")
        ];
        slice.Answers["/api/experts"] = $$"""{ "items": [{{string.Join(',', lines)}}] }""";
        try
        {
            var page = (await browser.Get($"/organisations/{own}", Ct)).Must(HttpStatusCode.OK);
            Assert.Contains("Waiting for you: 3 colleagues need your organisation’s consent.", page.Text, StringComparison.Ordinal);
            Assert.NotNull(page.Document.QuerySelector("main a[href='/consents']"));
            slice.Answers["/api/experts"] = """{ "items": [] }""";
            Assert.DoesNotContain("Waiting for you", (await browser.Get($"/organisations/{own}", Ct)).Text, StringComparison.Ordinal);
        }
        finally
        {
            slice.Answers.Remove("/api/experts");
        }
    }

    private async Task<Browser> Administrator() => slice.Browser(slice.Accounts.Calls((await slice.Accounts.Administrator(Ct)).Id, claimed: (slice.Accounts.Secretariat, Roles.Administrator)));

    private async Task<Browser> Own(Guid organisation, WebApplicationFactory<PortalSettings>? of = null) => slice.Browser(slice.Accounts.Calls(
        (await slice.Accounts.Somebody(Ct, (organisation, Roles.OrganisationAdministrator))).Id, claimed: (organisation, Roles.OrganisationAdministrator)), of: of);
}
