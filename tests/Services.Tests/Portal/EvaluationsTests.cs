using System.Net;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Evaluating;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>The pages of evaluations: given and corrected by who is asked, and by those who took part without signing in.</summary>
[Collection("portal")]
public sealed class EvaluationsTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private TestIssuer Owner => slice.Requests.Issuer;

    [Fact]
    public async Task The_team_gives_corrects_and_reads_its_evaluation()
    {
        var applicant = slice.Requests.Applicant();
        var (request, evaluation) = await Asked(applicant.Id);
        var browser = slice.Browser(applicant.Editor);
        var list = (await browser.Get($"/requests/{request}/evaluations?lang=en", Ct)).Must(HttpStatusCode.OK);
        Assert.NotNull(list.Document.QuerySelector($"main a[href='/requests/{request}/evaluations/{evaluation}']"));
        var form = (await browser.Get($"/requests/{request}/evaluations/{evaluation}?lang=en", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(6, form.Document.QuerySelectorAll("main fieldset[id^='f-scores-']").Length);

        var nothing = await browser.Submit(form, Ct);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.Status);
        Assert.NotEmpty(nothing.Errors);

        var given = (await browser.Submit(form, Ct, ("scores.goals-reached", "4"), ("useResults", "partly"), ("useWhat", "План заходів"))).Must(HttpStatusCode.OK);
        Assert.EndsWith("/evaluations?done=evaluation-give", given.Address, StringComparison.Ordinal);
        Assert.Contains("4 of 5", given.Text, StringComparison.Ordinal);
        Assert.Contains("План заходів", given.Text, StringComparison.Ordinal);
        var again = (await browser.Get($"/requests/{request}/evaluations/{evaluation}?lang=en", Ct)).Must(HttpStatusCode.OK);
        Assert.NotNull(again.Document.QuerySelector("input[name='scores.goals-reached'][value='4'][checked]"));
    }

    [Fact]
    public async Task The_link_for_participants_is_shown_once_with_its_code_and_stands_in_no_address()
    {
        var applicant = slice.Requests.Applicant();
        var (request, _) = await Asked(applicant.Id);
        var browser = slice.Browser(applicant.Signatory);
        var page = (await browser.Get($"/requests/{request}/evaluations?lang=en", Ct)).Must(HttpStatusCode.OK);
        Assert.Null(page.Document.QuerySelector("main svg path, input[name=link]"));
        var shown = (await browser.Submit(page, Ct)).Must(HttpStatusCode.OK);
        var link = shown.Document.QuerySelector("input[name=link]")!.GetAttribute("value")!;
        Assert.Matches(@"/links\?t=[A-Za-z0-9_-]{43}$", link);
        Assert.NotNull(shown.Document.QuerySelector("main [role=img] svg"));
        Assert.DoesNotContain(shown.Document.QuerySelectorAll("[href], [action]"), e => (e.GetAttribute("href") ?? e.GetAttribute("action"))!.Contains("t=", StringComparison.Ordinal));
        Assert.Null((await browser.Get($"/requests/{request}/evaluations?lang=en", Ct)).Document.QuerySelector("input[name=link]"));
    }

    [Fact]
    public async Task Who_took_part_answers_by_the_link_and_is_thanked()
    {
        var token = $"{Guid.NewGuid():n}eeeeeeeeeee";
        Owner.Shown[token] = new LinkShown(
            LinkPurpose.Evaluate, LinkState.Open, Guid.CreateVersion7(), Guid.Empty, "delivered", Guid.CreateVersion7(), "REQ-2026-000044", DateTimeOffset.UtcNow.AddDays(3), null, null, null, "UA32",
            ["water-supply"], 0, []);
        var page = (await slice.Browser(null).Get($"/links?t={token}&lang=uk", Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("REQ-2026-000044", page.Heading, StringComparison.Ordinal);
        var key = page.Document.QuerySelector("input[name=formKey]")!.GetAttribute("value")!;
        Assert.NotEqual(key, (await slice.Browser(null).Get($"/links?t={token}&lang=uk", Ct)).Document.QuerySelector("input[name=formKey]")!.GetAttribute("value"));

        var done = (await slice.Browser(null).Post("/links?lang=uk", new Dictionary<string, string>
        {
            ["t"] = token, ["verb"] = "evaluate", ["formKey"] = key, ["scores.relevance"] = "5", ["useResults"] = "y"
        }, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("Дякуємо за відповідь", done.Heading);
        var act = Owner.Acts.Last(a => a.Verb == "evaluate");
        Assert.Equal((5, "y", key), (act.Body!["scores"]!["relevance"]!.GetValue<int>(), act.Body["useResults"]!.GetValue<string>(), act.Body["formKey"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(LinkState.Expired, "The time for this evaluation is over")]
    [InlineData(LinkState.MovedOn, "No more answers are taken here")]
    public async Task A_link_that_takes_no_answers_says_why(string state, string heading)
    {
        var token = $"{Guid.NewGuid():n}fffffffffff";
        Owner.Shown[token] = new LinkShown(
            LinkPurpose.Evaluate, state, Guid.CreateVersion7(), Guid.Empty, "closed", Guid.CreateVersion7(), "REQ-2026-000044", DateTimeOffset.UtcNow, null, null, null, null, [], 0, []);
        var page = (await slice.Browser(null).Get($"/links?t={token}&lang=en", Ct)).Must(HttpStatusCode.Gone);
        Assert.Equal(heading, page.Heading);
        Assert.Empty(page.Document.QuerySelectorAll("main form"));
    }

    /// <summary>A request that is delivered, with what follows from it.</summary>
    private async Task<(Guid Request, Guid Evaluation)> Asked(Guid applicant)
    {
        await slice.Requests.Member(Ct, applicant);
        var stored = await slice.Requests.Store(Some.Request(RequestStatus.Delivered) with { OrganisationId = applicant }, Ct);
        var ask = slice.Requests.Services.GetRequiredService<AskForEvaluations>();
        var moved = Some.Assignment(stored.Id, 4, "completed", Guid.CreateVersion7());
        await ask.Follow(stored.Id, stored.Value, moved, DateTimeOffset.UtcNow, Ct);
        await ask.Follow(stored, new HistoryEntry(2, "deliver", Guid.Empty, DateTimeOffset.UtcNow, null, "inProgress", "delivered", null, null, "", ""), Ct);
        return (stored.Id, Evaluation.IdOf(stored.Id, moved.Id, Evaluation.Completion, Evaluation.Applicant));
    }
}
