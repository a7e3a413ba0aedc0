using System.Globalization;
using System.Net;
using System.Resources;
using Alliance.Platform.Tests.Journeys;
using Alliance.Portal.Serving;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>
/// From the first word of a draft to the accepted report, by people in front of Chromium: the authority in Ukrainian on a screen 320 px wide, the coordinator
/// in English, the expert in Bulgarian. Once with script, once without.
/// </summary>
[Collection<WholePlatform>]
public sealed class WholeJobTests(JourneyPlatform platform, Chromium chromium)
{
    private const int Phone = 320;

    private static readonly ResourceManager Texts = new("Alliance.Portal.Wording.Texts", typeof(PortalSettings).Assembly);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_request_is_written_decided_staffed_and_done_in_three_languages(bool script)
    {
        var make = new Preparing(platform);
        var (chosen, second) = (await make.Expert(Preparing.Bulgarian), await make.Expert(Preparing.Austrian));
        var title = $"Облік втрат води, {(script ? "зі скриптом" : "без скрипту")}";
        await using var editor = await Come(Preparing.Editor, "uk", script, Phone);
        await using var signatory = await Come(Preparing.Signatory, "uk", script, Phone);
        await using var coordinator = await Come(Preparing.Coordinator, "en", script);
        await using var expert = await Visitor.Come(chromium, platform.Platform.Address, "bg", script);

        var request = await Writes(editor, title);
        await Submits(signatory, request, title);
        await Decides(coordinator, request);
        var assignment = await Invites(coordinator, request, chosen, second);
        await Accepts(expert, assignment);

        await signatory.Go($"/requests/{request}");
        await signatory.Press($"a[href='/assignments/{assignment}/do/confirm']");
        await Done(signatory, "assignment-confirm");
        await expert.Go($"/assignments/{assignment}");
        await expert.Press($"a[href='/assignments/{assignment}/do/start']");
        await Done(expert, "assignment-start");
        await expert.Press($"a[href='/assignments/{assignment}/do/report']");
        await expert.Fill("text", "Намерихме десет участъка; планът е приложен.");
        await Done(expert, "assignment-report");
        await signatory.Go($"/assignments/{assignment}");
        Assert.Contains("Намерихме десет участъка", await signatory.Text("main"), StringComparison.Ordinal);
        await signatory.Press($"a[href='/assignments/{assignment}/do/complete']");
        await Done(signatory, "assignment-complete");
        await Closes(coordinator, request);

        using var reader = platform.As(Preparing.Signatory);
        var history = (await reader.Get($"/api/requests/{request}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(e => e!["to"]!.GetValue<string>());
        Assert.Equal(["draft", "submitted", "inReview", "approved", "matching", "staffed", "inProgress", "delivered", "closed"], history);
        Assert.Empty(editor.Faults.Concat(signatory.Faults).Concat(coordinator.Faults).Concat(expert.Faults));
    }

    private async Task<Visitor> Come(string person, string language, bool script, int width = 1280)
    {
        var visitor = await Visitor.Come(chromium, platform.Platform.Address, language, script, width);
        await visitor.SignIn(platform.People.Find(person));
        Assert.Equal(language, await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
        return visitor;
    }

    /// <summary>By the task list, one topic after the other.</summary>
    private static async Task<string> Writes(Visitor editor, string title)
    {
        await editor.Go("/requests");
        await editor.Send();
        var form = editor.At;
        Assert.EndsWith("/form", form, StringComparison.Ordinal);

        await Topic("subject", async () => { await editor.Fill("title", title); await editor.Fill("summary", "Половина води губиться між свердловиною і краном."); });
        await Topic("topics", () => editor.Choose("topics", "water-supply"));
        await Topic("situation", async () => { await editor.Fill("background", "Мережа 1974 року."); await editor.Fill("expectedResults", "Перелік десяти найгірших ділянок."); });
        await Topic("assistance", async () => { await editor.Choose("assistanceType", "remote-advice"); await editor.Choose("deliveryMode", "online"); });
        await editor.Press($"a[href='{form}/needs']");
        await editor.Press($"a[href='{form}/needs/0']");
        await editor.Fill("needs[0].role", "Порадник");
        await editor.Fill("needs[0].personDays", "3");
        await editor.Select("needs[0].languages[0].code", "en");
        await editor.Select("needs[0].languages[0].level", "B1");
        await editor.Send();
        await editor.Press($"main a.govuk-button[href='{form}']");
        await editor.Press($"a[href='{form}/place']");
        await editor.Fill("find", "Буча");
        await editor.Press("button[name=_action][value=find]");
        await editor.Choose("place.katottg", "UA32080070000050759");
        await editor.Send();
        await Topic("time", async () => { await editor.Fill("neededBy.day", "30"); await editor.Fill("neededBy.month", "6"); await editor.Fill("neededBy.year", "2027"); });
        await Topic("contact", async () => { await editor.Fill("contact.name", "Олена Приклад"); await editor.Fill("contact.email", "olena@example.org"); });
        Assert.Equal(form, editor.At);
        Assert.Equal(0, await editor.Page.EvaluateAsync<int>("() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)"));
        return form.Split('/')[2];

        async Task Topic(string topic, Func<Task> write)
        {
            await editor.Press($"a[href='{form}/{topic}']");
            await write();
            await editor.Send();
            Assert.Equal(form, editor.At);
        }
    }

    private static async Task Submits(Visitor signatory, string request, string title)
    {
        await signatory.Go("/requests");
        await signatory.Press($"a[href='/requests/{request}']");
        await signatory.Press($"a[href='/requests/{request}/form']");
        await signatory.Press($"a[href='/requests/{request}/form/check']");
        Assert.Contains(title, await signatory.Text("main"), StringComparison.Ordinal);
        Assert.Contains("30 червня 2027", await signatory.Text("main"), StringComparison.Ordinal);
        await Done(signatory, "submitted");
        Assert.Matches(@"REQ-\d{4}-\d{6}", await signatory.Text(".govuk-caption-l"));
    }

    private static async Task Decides(Visitor coordinator, string request)
    {
        await coordinator.Go("/today");
        await coordinator.Press($"a[href='/requests/{request}/do/take']");
        await Done(coordinator, "request-take");
        await coordinator.Press($"a[href='/review/{request}']");
        for (var n = 0; n < Contracts.RequestCodes.Criteria.Count; n++) await coordinator.Choose($"criteria[{n}].score", "4");
        await coordinator.Choose("conflictOfInterest", "false");
        await coordinator.Fill("text", "Clear, small and useful.");
        await Done(coordinator, "request-approve");
        await coordinator.Press($"a[href='/requests/{request}/do/open']");
        await Done(coordinator, "request-open");
    }

    private async Task<string> Invites(Visitor coordinator, string request, Guid chosen, Guid second)
    {
        using var reader = platform.As(Preparing.Coordinator);
        var need = (await reader.Get($"/api/requests/{request}", Ct)).Must(HttpStatusCode.OK).Body!["needs"]![0]!["id"]!.GetValue<string>();
        foreach (var expert in new[] { chosen, second }) await new Preparing(platform).Known(Guid.Parse(request), need, expert);
        await coordinator.Go($"/requests/{request}");
        await coordinator.Press($"a[href='/matching/{request}']");
        foreach (var expert in new[] { chosen, second }) await coordinator.Choose("expert", expert.ToString());
        await coordinator.Press("button[value=compare]");
        Assert.Equal(2, await coordinator.Count("main table.govuk-table thead th:not(:first-child)"));
        await coordinator.Press("button[value=invite]");
        Assert.EndsWith("done=invited", coordinator.At, StringComparison.Ordinal);
        var made = (await reader.Get($"/api/assignments?requestId={request}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.Equal(["invited", "invited"], made.Select(a => a!["status"]!.GetValue<string>()));
        return made.Single(a => a!["expertId"]!.GetValue<Guid>() == chosen)!["id"]!.GetValue<string>();
    }

    /// <summary>The way begins at the link of the e-mail.</summary>
    private async Task Accepts(Visitor expert, string assignment)
    {
        await expert.Go(await new Preparing(platform).MailedLink(Guid.Parse(assignment), Preparing.Bulgarian));
        const string Answer = "form[action^='/links'][aria-labelledby=accept]";
        if (await expert.Has(Answer))
        {
            // The link is the right to answer: nobody is signed in.
            await expert.Choose("conflictOfInterest.declared", "false");
            await expert.Press(Answer + " button[type=submit]");
            Assert.Equal(200, expert.Status);
        }
        else
        {
            await expert.SignIn(platform.People.Find(Preparing.Bulgarian));
            await expert.Press($"a[href='/assignments/{assignment}/do/accept']");
            await expert.Choose("conflictOfInterest.declared", "false");
            await Done(expert, "assignment-accept");
        }
        await expert.SignIn(platform.People.Find(Preparing.Bulgarian), $"/assignments/{assignment}");
    }

    private static async Task Closes(Visitor coordinator, string request)
    {
        await Wait.Until(
            async _ =>
            {
                await coordinator.Go($"/requests/{request}");
                return await coordinator.Has($"a[href='/requests/{request}/do/close']");
            }, found => found, Ct, what: "the request is delivered and can be closed");
        await coordinator.Press($"a[href='/requests/{request}/do/close']");
        await coordinator.Send();
    }

    /// <summary>Sends, and reads in the language of the page that it is done.</summary>
    private static async Task Done(Visitor visitor, string what)
    {
        await visitor.Send();
        var language = CultureInfo.GetCultureInfo(await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
        Assert.Contains(Texts.GetString("done." + what, language)!, await visitor.Text(".govuk-notification-banner--success"), StringComparison.Ordinal);
    }
}
