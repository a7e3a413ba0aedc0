using System.Net;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>What is said, handed over and translated about a request, in a browser without JavaScript.</summary>
[Collection("portal")]
public sealed class ExchangeTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Both_sides_write_to_each_other_and_nothing_typed_is_lost()
    {
        var authority = slice.Requests.Applicant();
        var at = $"/requests/{(await authority.Submitted(Ct)).Id}";
        var team = slice.Browser(authority.Editor, "uk");
        var page = (await team.Get($"{at}/messages", Ct)).Must(HttpStatusCode.OK);
        var long4 = new string('я', 4_001);
        var refused = (await team.Submit(page, Ct, ("text", long4))).Must(HttpStatusCode.BadRequest);
        Assert.Equal(long4, refused.Value("text"));
        Assert.Single(refused.Errors);
        var sent = (await team.Submit(refused, Ct, ("text", "Коли чекати на відповідь?"))).Must(HttpStatusCode.OK);
        Assert.Contains("Коли чекати на відповідь?", sent.Text, StringComparison.Ordinal);
        // The same page sent again is the same message.
        await team.Submit(refused, Ct, ("text", "Коли чекати на відповідь?"));

        var coordinator = slice.Browser(slice.Requests.Coordinator());
        var seen = (await coordinator.Get(at, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("Коли чекати на відповідь?", Assert.Single(seen.Document.QuerySelectorAll("#messages-title ~ ul .app-prose")).TextContent);
        Assert.Equal("uk", seen.Document.QuerySelector("#messages-title ~ ul .app-prose")!.GetAttribute("lang"));
        await coordinator.Submit(await coordinator.Get($"{at}/messages", Ct), Ct, ("text", "On Friday."));
        Assert.Contains("On Friday.", (await team.Get(at, Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_is_added_offered_and_removed_and_a_wrong_one_is_refused_with_its_reason()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var team = slice.Browser(authority.Editor);
        Assert.Contains($"/requests/{draft.Id}/attachments", (await team.Get($"/requests/{draft.Id}/form", Ct)).Html, StringComparison.Ordinal);
        var page = (await team.Get($"/requests/{draft.Id}/attachments", Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("25 MB", page.Text, StringComparison.Ordinal);
        foreach (var (name, content, reason) in new[]
        {
            ("", Array.Empty<byte>(), "Choose a file first"), ("drawing.svg", TestFiles.Text("<svg/>"), "Files of this kind are not taken"),
            ("plan.pdf", TestFiles.Text("no PDF"), "The content is not what the name says")
        })
        {
            var refused = (await team.Upload(page, name, content, Ct)).Must(HttpStatusCode.UnprocessableEntity);
            Assert.Contains(reason, Assert.Single(refused.Errors), StringComparison.Ordinal);
        }
        var pdf = TestFiles.Pdf(300_000);
        var added = (await team.Upload(page, "план робіт.pdf", pdf, Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("The file is checked and added", added.Text, StringComparison.Ordinal);
        // Twice the same button: one file.
        added = (await team.Upload(page, "план робіт.pdf", pdf, Ct)).Must(HttpStatusCode.OK);
        var link = Assert.Single(added.Document.QuerySelectorAll("main a[download]"));
        Assert.Equal("план робіт.pdf", link.TextContent);

        using var http = slice.Bare(authority.Editor.Token);
        using var file = await http.GetAsync(new Uri(link.GetAttribute("href")!, UriKind.Relative), Ct);
        Assert.Equal(pdf, await file.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(("attachment", "план робіт.pdf"), (file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileNameStar));
        Assert.Equal(["default-src 'none'; sandbox"], file.Headers.GetValues("Content-Security-Policy"));

        var removed = (await team.Submit(added, "form[action*='handler=remove']", null, Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("The file is removed", removed.Text, StringComparison.Ordinal);
        Assert.Empty(removed.Document.QuerySelectorAll("main a[download]"));
    }

    [Fact]
    public async Task No_file_is_taken_and_none_removed_without_the_token_of_our_own_page()
    {
        var authority = slice.Requests.Applicant();
        var draft = await authority.Draft(Ct);
        var team = slice.Browser(authority.Editor);
        var page = await team.Get($"/requests/{draft.Id}/attachments", Ct);
        var file = (await team.Upload(page, "a.txt", TestFiles.Text("a"), Ct)).Must(HttpStatusCode.OK);
        foreach (var token in page.Document.QuerySelectorAll("input[name=_forgery]").Concat(file.Document.QuerySelectorAll("input[name=_forgery]"))) token.SetAttribute("value", "forged");
        (await team.Upload(page, "b.txt", TestFiles.Text("b"), Ct)).Must(HttpStatusCode.BadRequest);
        (await team.Submit(file, "form[action*='handler=remove']", null, Ct)).Must(HttpStatusCode.BadRequest);
        Assert.Single((await team.Get($"/requests/{draft.Id}/attachments", Ct)).Document.QuerySelectorAll("main a[download]"));
    }

    [Fact]
    public async Task A_translation_is_offered_beside_the_original_to_who_reads_in_its_language()
    {
        var authority = slice.Requests.Applicant();
        var request = await authority.Submitted(Ct);
        var coordinator = slice.Browser(slice.Requests.Coordinator());
        var page = (await coordinator.Get($"/requests/{request.Id}/translation/en", Ct)).Must(HttpStatusCode.OK);
        (await coordinator.Submit(page, Ct, ("summary.text", "Half of the water never arrives."), ("origin", "machine"))).Must(HttpStatusCode.OK);

        var english = await coordinator.Get($"/requests/{request.Id}", Ct);
        var offered = Assert.Single(english.Document.QuerySelectorAll(".app-theirs"));
        Assert.Contains("Translated by a machine", offered.TextContent, StringComparison.Ordinal);
        Assert.Equal("en", offered.QuerySelector(".app-prose")!.GetAttribute("lang"));
        Assert.Contains(request.Body!["summary"]!.GetValue<string>(), english.Text, StringComparison.Ordinal);
        Assert.Empty((await slice.Browser(authority.Editor, "bg").Get($"/requests/{request.Id}", Ct)).Document.QuerySelectorAll(".app-theirs"));

        var wrong = (await coordinator.Submit(page, Ct, ("title.text", new string('x', 300)))).Must(HttpStatusCode.PreconditionFailed);
        Assert.Equal(300, wrong.Value("title.text")!.Length);
    }
}
