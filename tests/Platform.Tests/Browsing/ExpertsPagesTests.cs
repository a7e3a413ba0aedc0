using System.Net;
using Alliance.Platform.Tests.Journeys;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>The pages about experts and assignments: empty, refused with everything still typed, done, and while their service is away.</summary>
[Collection<WholePlatform>]
public sealed class ExpertsPagesTests(JourneyPlatform platform, Chromium chromium)
{
    private const string Newcomer = "Lukas Brandt";
    private const string Errors = ".govuk-error-summary li", Success = ".govuk-notification-banner--success", Empty = ".govuk-inset-text";

    /// <summary>Two seconds of tries, on a machine that does much besides.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(9);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly Preparing make = new(platform);

    /// <summary>One person's first hour, in its order.</summary>
    [Fact]
    public async Task A_newcomer_begins_a_profile_once_fills_it_is_told_what_is_wrong_and_hands_it_in()
    {
        await using var expert = await Come(Newcomer, "/assignments");
        Assert.Contains("You have no invitations", await expert.Text(Empty), StringComparison.Ordinal);
        await expert.Go("/profile");
        await expert.Leave(() => expert.Page.DblClickAsync(Visitor.Button));
        await Wait.Until(async _ => await expert.Count(".govuk-task-list__item"), tasks => tasks == 6, Ct);
        using (var reader = platform.As(Newcomer)) Assert.Single((await reader.Get("/api/experts?mine=true", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());

        await expert.Press("main a[href$='/do/submit']");
        await expert.Send();
        Assert.Equal(422, expert.Status);
        Assert.True(await expert.Count(Errors) > 0);

        await Topic("about", async () => { await expert.Select("country", "AT"); await expert.Choose("employer.publicOfficial", "true"); });
        await expert.Go("/profile/competences");
        await expert.Choose("competences", "water-supply");
        await expert.Send();
        Assert.Equal("/profile/levels", expert.At);
        await expert.Fill("competences[0].years", "many");
        await expert.Send();
        Assert.Equal(("many", 1), (await expert.Typed("competences[0].years"), await expert.Count(Errors)));
        await expert.Fill("competences[0].years", "7");
        await expert.Send();
        await Topic("languages", async () => { await expert.Select("languages[0].code", "en"); await expert.Select("languages[0].level", "C1"); });
        await Topic("availability", () => expert.Choose("availability.travel", "eu-only"));
        await Topic("consents", async () => { await expert.Choose("consents", "matching"); await expert.Choose("consents", "contact-sharing"); });
        await expert.Press("main a[href$='/do/submit']");
        await expert.Send();
        Assert.Contains("handed in", await expert.Text(Success), StringComparison.Ordinal);

        await using var coordinator = await Come(Preparing.Coordinator, "/roster?status=pendingVerification");
        await coordinator.Leave(() => coordinator.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = Newcomer }).ClickAsync());
        await coordinator.Press("main a[href$='/do/return']");
        await coordinator.Send();
        Assert.True(await coordinator.Has(".govuk-error-message"));
        await coordinator.Press("main form .govuk-link");
        await coordinator.Press("main a[href$='/do/employer-consent']");
        await coordinator.Fill("until.day", "31");
        await coordinator.Fill("until.month", "2");
        await coordinator.Fill("until.year", "2027");
        await coordinator.Send();
        Assert.Equal("31", await coordinator.Typed("until.day"));
        await coordinator.Fill("until.day", "28");
        await coordinator.Send();
        Assert.True(await coordinator.Has(Success));
        await coordinator.Press("main a[href$='/do/verify']");
        await coordinator.Send();
        Assert.True(await coordinator.Has(Success));
        await expert.Go("/profile");
        await expert.Press("main a[href$='/do/pause']");
        await expert.Send();
        Assert.Contains("not proposed until you resume", await expert.Text(Success), StringComparison.Ordinal);

        async Task Topic(string topic, Func<Task> write)
        {
            await expert.Go("/profile/" + topic);
            await write();
            await expert.Send();
            Assert.Equal("/profile", expert.At);
        }
    }

    [Fact]
    public async Task An_answer_and_a_report_say_what_they_lack_and_are_done_when_it_is_there()
    {
        var id = await make.Invited(await make.Matching("Відповіді й звіти"), Preparing.Bulgarian);
        await using var expert = await Come(Preparing.Bulgarian, $"/assignments/{id}/do/decline");
        await expert.Fill("text", "Не сега.");
        await expert.Send();
        Assert.Equal("Не сега.", await expert.Typed("text"));
        Assert.True(await expert.Has("#f-code-error"));
        await expert.Go($"/assignments/{id}/do/accept");
        await expert.Send();
        Assert.Equal($"/assignments/{id}/do/accept", expert.At);
        Assert.True(await expert.Count(Errors) > 0);
        await expert.Choose("conflictOfInterest.declared", "false");
        await expert.Send();
        Assert.True(await expert.Has(Success));
        await make.Do(Preparing.Signatory, "assignments", id, "confirm");
        await make.Do(Preparing.Bulgarian, "assignments", id, "start");
        await expert.Go($"/assignments/{id}/do/report");
        await expert.Send();
        Assert.True(await expert.Has("#f-text-error"));
        await expert.Fill("text", "Готово.");
        await expert.Send();
        Assert.True(await expert.Has(Success));

        await using var signatory = await Come(Preparing.Signatory, $"/assignments/{id}/do/return-report");
        await signatory.Send();
        Assert.True(await signatory.Has("#f-reason-error"));
        // What is done already leads to how it stands.
        await signatory.Go($"/assignments/{id}/do/confirm");
        Assert.Equal($"/assignments/{id}", signatory.At);
    }

    [Fact]
    public async Task A_restart_of_experts_in_the_middle_of_an_answer_loses_nothing_that_was_typed()
    {
        var id = await make.Invited(await make.Matching("Перезапуск посеред відповіді"), Preparing.Bulgarian);
        await using var expert = await Come(Preparing.Bulgarian, $"/assignments/{id}/do/decline");
        await expert.Choose("code", "not-available");
        await expert.Fill("text", "Написано, докато службата се рестартираше.");
        await platform.Platform["experts"].Kill();
        await platform.Platform.WaitReady(Ct);
        await expert.Send();
        Assert.True(await expert.Has(Success));
        using var reader = platform.As(Preparing.Bulgarian);
        Assert.Equal(["propose", "invite", "decline"],
            (await reader.Get($"/api/assignments/{id}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().OrderBy(e => e!["no"]!.GetValue<long>()).Select(e => e!["verb"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Matching_without_candidates_says_so_and_inviting_nobody_asks_whom()
    {
        await make.Expert(Preparing.Bulgarian);
        var request = await make.Matching("Кого запросити");
        await using var coordinator = await Come(Preparing.Coordinator, "/roster?status=suspended");
        Assert.True(await coordinator.Has(Empty));
        using var reader = platform.As(Preparing.Coordinator);
        var need = (await reader.Get($"/api/requests/{request}", Ct)).Must(HttpStatusCode.OK).Body!["needs"]![0]!["id"]!.GetValue<string>();
        await make.Known(request, need, await make.Expert(Preparing.Bulgarian));
        await coordinator.Go($"/matching/{request}");
        await coordinator.Press("button[value=invite]");
        Assert.Equal(1, await coordinator.Count(Errors));
        Assert.Empty((await reader.Get($"/api/assignments?requestId={request}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task While_the_experts_service_is_away_its_pages_say_so_and_the_others_stand()
    {
        var request = await make.Matching("Служба не відповідає");
        await using var coordinator = await Come(Preparing.Coordinator, "/today");
        await using var expert = await Come(Preparing.Bulgarian, "/assignments");
        var experts = platform.Platform["experts"];
        await experts.Stop(TimeSpan.FromSeconds(20));
        try
        {
            foreach (var (visitor, path) in new[] { (coordinator, "/roster"), (coordinator, $"/matching/{request}"), (expert, "/assignments"), (expert, "/profile") })
            {
                var asked = System.Diagnostics.Stopwatch.StartNew();
                await visitor.Go(path);
                Assert.True(asked.Elapsed < Patience, $"{path} took {asked.Elapsed.TotalSeconds:0.0} s to say that it is away");
                Assert.Equal((path, 503), (path, visitor.Status));
                Assert.Equal(visitor == expert ? "bg" : "en", await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang"));
            }
            await coordinator.Go("/today");
            Assert.Equal(200, coordinator.Status);
            Assert.True(await coordinator.Has(Empty));
            await coordinator.Go($"/requests/{request}");
            Assert.Equal(200, coordinator.Status);
        }
        finally
        {
            experts.Start();
            await platform.Platform.WaitReady(Ct);
        }
        // Who asked it in vain meanwhile is not let through at once: a circuit that opened is closed again after seconds.
        await Wait.Until(async _ =>
        {
            await coordinator.Go("/roster");
            return coordinator.Status;
        }, status => status == 200, Ct);
    }

    private async Task<Visitor> Come(string person, string at)
    {
        var visitor = await Visitor.Come(chromium, platform.Platform.Address, "en");
        await visitor.SignIn(platform.People.Find(person), at);
        return visitor;
    }
}
