using System.Net;
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
