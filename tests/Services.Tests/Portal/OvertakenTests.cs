using System.Net;
using System.Text.Json.Nodes;
using Alliance.Services.Tests.Requests;
using Alliance.Testing;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>Somebody was faster: what was typed is still there, and the page says that nothing came of it. The same button twice is no fault.</summary>
[Collection("portal")]
public sealed class OvertakenTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_step_that_a_colleague_made_impossible_is_refused_with_what_was_typed()
    {
        var (request, coordinator) = await Taken();
        var browser = slice.Browser(coordinator);
        var page = await browser.Get($"/requests/{request.Id}/do/reject", Ct);
        (await slice.Requests.Coordinator().Post($"/api/requests/{request.Id}/cancel", new JsonObject { ["reason"] = "Так треба" }, Ct, request.Revision)).Must(HttpStatusCode.OK);
        var refused = await browser.Submit(page, Ct, ("code", "duplicate"), ("text", "Довге пояснення"));
        Assert.Equal(HttpStatusCode.PreconditionFailed, refused.Status);
        Assert.NotEmpty(refused.Document.QuerySelectorAll(".govuk-error-summary li"));
        Assert.Equal("Довге пояснення", refused.Value("text"));
        var again = await browser.Submit(refused, Ct);
        Assert.Equal((HttpStatusCode.Conflict, "Довге пояснення"), (again.Status, again.Value("text")));
    }

    [Fact]
    public async Task The_same_button_twice_leads_to_the_same_page()
    {
        var request = await slice.Requests.Applicant().Submitted(Ct);
        var browser = slice.Browser(slice.Requests.Coordinator());
        var page = await browser.Get($"/requests/{request.Id}/do/take", Ct);
        for (var i = 0; i < 2; i++) Assert.Equal($"/requests/{request.Id}?done=request-take", (await browser.Submit(page, Ct)).Must(HttpStatusCode.OK).Address);
    }

    [Fact]
    public async Task A_topic_that_is_saved_after_the_request_was_handed_in_keeps_what_was_typed()
    {
        var applicant = slice.Requests.Applicant();
        await slice.Requests.Member(Ct, applicant.Id);
        var draft = (await applicant.Editor.Post("/api/requests", Drafts.Complete(), Ct)).Must(HttpStatusCode.Created);
        var editor = slice.Browser(applicant.Editor);
        var page = await editor.Get($"/requests/{draft.Id}/form/situation", Ct);
        (await applicant.Signatory.Post($"/api/requests/{draft.Id}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        var refused = await editor.Submit(page, Ct, ("background", "Ще три сторінки"));
        Assert.Equal((HttpStatusCode.Conflict, "Ще три сторінки"), (refused.Status, refused.Value("background")));
        Assert.NotEmpty(refused.Document.QuerySelectorAll(".govuk-error-summary li"));
    }

    [Theory]
    [InlineData("", "main form[method=post]:has([name='criteria[0].score'])", "text")]
    [InlineData("/return", "main form[method=post]:has([name='on.title'])", "on.title")]
    public async Task A_review_that_was_decided_meanwhile_keeps_what_was_typed(string page, string form, string field)
    {
        var (request, coordinator) = await Taken();
        var browser = slice.Browser(coordinator);
        var shown = await browser.Get($"/review/{request.Id}{page}", Ct);
        (await slice.Requests.Coordinator().Post($"/api/requests/{request.Id}/cancel", new JsonObject { ["reason"] = "Так треба" }, Ct, request.Revision)).Must(HttpStatusCode.OK);
        var refused = await browser.Submit(shown, form, null, Ct, (field, "Довге пояснення"));
        Assert.Equal((HttpStatusCode.PreconditionFailed, "Довге пояснення"), (refused.Status, refused.Value(field)));
    }

    [Fact]
    public async Task What_was_typed_while_a_part_was_away_is_there_again_when_it_is_back()
    {
        var (request, coordinator) = await Taken();
        // A process of its own: one that meets failures asks nobody for a while, which is not for the other tests.
        await using var copy = slice.Copy();
        var browser = slice.Browser(coordinator, of: copy);
        var (assignment, form) = (Guid.CreateVersion7(), await browser.Get($"/requests/{request.Id}/do/hold", Ct));
        var (at, hidden) = ($"/assignments/{assignment}/do/cancel", form.Document.QuerySelectorAll<IHtmlInputElement>("main form input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value)));
        var away = await browser.Post(at, [.. hidden, KeyValuePair.Create("reason", "Довге пояснення")], Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, away.Status);
        Assert.NotNull(away.Document.QuerySelector($"main a[href='{at}']"));
        slice.Answers[$"/api/assignments/{assignment}"] = $$"""{ "id": "{{assignment}}", "revision": 2, "status": "invited", "actions": ["cancel"] }""";
        var back = (await browser.Get(at, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("Довге пояснення", back.Value("reason"));
        Assert.NotNull(back.Document.QuerySelector("#kept-title"));
    }

    private async Task<(Answer Request, ApiPerson Coordinator)> Taken()
    {
        var submitted = await slice.Requests.Applicant().Submitted(Ct);
        var coordinator = slice.Requests.Coordinator();
        return ((await coordinator.Post($"/api/requests/{submitted.Id}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK), coordinator);
    }
}
