using System.Net;
using System.Text.Json.Nodes;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>What is asked, objected, merged, appealed, copied: as pages show it to each side.</summary>
[Collection("portal")]
public sealed class DecidingTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_consulted_organisation_finds_the_request_objects_and_is_answered_before_the_decision()
    {
        var authority = slice.Requests.Applicant();
        var (request, coordinator) = await Taken(authority);
        var consulted = await slice.Requests.Member(Ct);
        (await coordinator.Post($"/api/requests/{request.Id}/consult", new JsonObject { ["organisations"] = new JsonArray(consulted), ["text"] = "Чи робите ви це?" }, Ct, request.Revision)).Must(HttpStatusCode.OK);

        var theirs = slice.Browser(slice.Requests.Person((consulted, Roles.OrganisationAdministrator)));
        var list = await theirs.Get("/consultations", Ct);
        Assert.Contains($"/requests/{request.Id}/do/answer", list.Html, StringComparison.Ordinal);
        var form = await theirs.Get($"/requests/{request.Id}/do/answer", Ct);
        var refused = (await theirs.Submit(form, Ct, ("objection", "true"))).Must(HttpStatusCode.BadRequest);
        Assert.NotEmpty(refused.Errors);
        (await theirs.Submit(refused, Ct, ("objection", "true"), ("text", "Ми вже робимо"))).Must(HttpStatusCode.OK);
        Assert.DoesNotContain("/do/answer", (await theirs.Get("/consultations", Ct)).Html, StringComparison.Ordinal);

        var office = slice.Browser(coordinator);
        var review = await office.Get($"/review/{request.Id}", Ct);
        Assert.Contains("Ми вже робимо", review.Text, StringComparison.Ordinal);
        Assert.Null(review.Document.QuerySelector("input[name='criteria[0].score']"));
        var replied = (await office.Submit(await office.Get($"/requests/{request.Id}/do/answer-objection", Ct), Ct, ("text", "Тоді разом"))).Must(HttpStatusCode.OK);
        Assert.NotNull(replied.Document.QuerySelector("input[name='criteria[0].score']"));
        Assert.Contains("Тоді разом", (await slice.Browser(authority.Editor, "uk").Get($"/requests/{request.Id}", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_similar_request_is_shown_with_its_reason_and_merged_from_there()
    {
        var authority = slice.Requests.Applicant();
        var other = await slice.Requests.Applicant().Submitted(Ct);
        var (request, coordinator) = await Taken(authority);
        var browser = slice.Browser(coordinator);
        var review = await browser.Get($"/review/{request.Id}", Ct);
        Assert.Contains("Same topics", review.Text, StringComparison.Ordinal);
        var merged = (await browser.Submit(await browser.Get($"/review/{request.Id}/merge/{other.Id}", Ct), Ct, ("text", "Те саме місто"))).Must(HttpStatusCode.OK);
        Assert.Contains("The request is merged", merged.Text, StringComparison.Ordinal);
        Assert.NotNull(merged.Document.QuerySelector($"a[href='/requests/{other.Id}']"));
    }

    [Fact]
    public async Task A_rejection_is_appealed_with_its_time_shown_and_the_former_decision_stays_to_be_read()
    {
        var authority = slice.Requests.Applicant();
        var (request, coordinator) = await Taken(authority);
        (await coordinator.Post($"/api/requests/{request.Id}/reject", Bodies.Of("reject"), Ct, request.Revision)).Must(HttpStatusCode.OK);
        var signatory = slice.Browser(authority.Signatory);
        Assert.Contains("You can appeal until", (await signatory.Get($"/requests/{request.Id}", Ct)).Text, StringComparison.Ordinal);
        var appealed = (await signatory.Submit(await signatory.Get($"/requests/{request.Id}/do/appeal", Ct), Ct, ("reason", "Це ваш мандат"))).Must(HttpStatusCode.OK);
        Assert.Contains("Це ваш мандат", appealed.Text, StringComparison.Ordinal);
        Assert.Contains("Не наш мандат", appealed.Text, StringComparison.Ordinal);
        Assert.Null((await slice.Browser(coordinator).Get($"/requests/{request.Id}", Ct)).Document.QuerySelector($"a[href='/requests/{request.Id}/do/take']"));
    }

    [Fact]
    public async Task A_copy_sent_twice_from_one_page_is_one_draft()
    {
        var authority = slice.Requests.Applicant();
        var submitted = await authority.Submitted(Ct);
        var editor = slice.Browser(authority.Editor);
        var page = await editor.Get($"/requests/{submitted.Id}/do/copy", Ct);
        (await editor.Submit(page, Ct)).Must(HttpStatusCode.OK);
        (await editor.Submit(page, Ct)).Must(HttpStatusCode.OK);
        var drafts = (await authority.Editor.Get($"/api/requests?status=draft&organisationId={authority.Id}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.Single(drafts);
    }

    [Fact]
    public async Task Who_has_which_topic_is_the_leads_page_alone()
    {
        Assert.Equal(HttpStatusCode.OK, (await slice.Browser(slice.Requests.Person((Guid.CreateVersion7(), Roles.LeadCoordinator))).Get("/routing", Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Browser(slice.Requests.Coordinator()).Get("/routing", Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Browser(slice.Requests.Coordinator()).Get("/consultations", Ct)).Status);
    }

    private async Task<(Answer Request, ApiPerson Coordinator)> Taken(Applicant authority)
    {
        var submitted = await authority.Submitted(Ct);
        var coordinator = slice.Requests.Coordinator();
        return ((await coordinator.Post($"/api/requests/{submitted.Id}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK), coordinator);
    }
}
