using System.Net;
using Alliance.Gateway.KeepingSessions;
using Alliance.Platform.Tests.Journeys;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>What happens to people in front of a browser: a nervous finger, the way back, a second tab, a session that is over, a restart. Nothing is lost, nothing done twice.</summary>
[Collection<WholePlatform>]
public sealed class NothingIsLostTests(JourneyPlatform platform, Chromium chromium)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly Preparing make = new(platform);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_click_submits_once(bool script)
    {
        var id = await make.Draft("Подвійне натискання");
        await using var signatory = await Come(Preparing.Signatory, script);
        await signatory.Go($"/requests/{id}/form/check");
        await signatory.ArriveTwice();
        await signatory.Leave(() => signatory.Page.DblClickAsync(Visitor.Button));
        await Wait.Until(async _ => await signatory.Text(".govuk-caption-l"), text => text.StartsWith("REQ-", StringComparison.Ordinal), Ct);
        Assert.Equal(200, signatory.Status);
        Assert.Equal(["draft", "submit"], await History(id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_double_click_begins_one_request(bool script)
    {
        await using var editor = await Come(Preparing.Editor, script);
        var before = await Mine();
        await editor.Go("/requests");
        await editor.ArriveTwice();
        await editor.Leave(() => editor.Page.DblClickAsync(Visitor.Button));
        await Wait.Until(() => editor.At.EndsWith("/form", StringComparison.Ordinal), Ct);
        Assert.Equal(before + 1, await Mine());
    }

    [Fact]
    public async Task The_way_back_shows_what_is_saved_and_saving_again_is_no_conflict()
    {
        var id = await make.Draft("Як було");
        await using var editor = await Come(Preparing.Editor);
        await editor.Go($"/requests/{id}/form/subject");
        await editor.Fill("title", "Перша назва");
        await editor.Send();
        await editor.Leave(() => editor.Page.GoBackAsync());
        Assert.Equal("Перша назва", await editor.Typed("title"));
        await editor.Fill("title", "Друга назва");
        await editor.Send();
        Assert.Equal((200, $"/requests/{id}/form", "Друга назва"), (editor.Status, editor.At, await Title(id)));
    }

    [Fact]
    public async Task After_submitting_the_way_back_leads_to_the_request_and_submits_nothing()
    {
        var id = await make.Draft("Назад після подання");
        await using var signatory = await Come(Preparing.Signatory);
        await signatory.Go($"/requests/{id}/form/check");
        await signatory.Send();
        await signatory.Leave(() => signatory.Page.GoBackAsync());
        Assert.Equal($"/requests/{id}", signatory.At);
        Assert.Equal(["draft", "submit"], await History(id));
    }

    [Fact]
    public async Task What_a_colleague_saved_in_another_browser_stands_beside_mine()
    {
        var id = await make.Draft("Двоє пишуть");
        await using var mine = await Come(Preparing.Editor);
        await using var theirs = await Come(Preparing.Signatory);
        await mine.Go($"/requests/{id}/form/subject");
        await theirs.Go($"/requests/{id}/form/subject");
        await theirs.Fill("title", "Назва колеги");
        await theirs.Send();

        await mine.Fill("title", "Моя назва");
        await mine.Send();
        Assert.Equal((412, "Моя назва"), (mine.Status, await mine.Typed("title")));
        Assert.Contains("Назва колеги", await mine.Text(".app-theirs"), StringComparison.Ordinal);
        Assert.Equal("Назва колеги", await Title(id));
        await mine.Send();
        Assert.Equal((200, "Моя назва"), (mine.Status, await Title(id)));
    }

    [Fact]
    public async Task A_second_tab_of_my_own_is_shown_beside_the_first()
    {
        var id = await make.Draft("Дві вкладки");
        await using var editor = await Come(Preparing.Editor);
        var tab = await editor.Context.NewPageAsync();
        await editor.Go($"/requests/{id}/form/situation");
        await tab.GotoAsync($"/requests/{id}/form/situation");
        await editor.Fill("background", "З першої вкладки.");
        await editor.Send();
        await tab.FillAsync("[name=background]", "З другої вкладки.");
        await tab.ClickAsync(Visitor.Button);
        await Wait.Until(async _ => await tab.Locator(".app-theirs").InnerTextAsync(), text => text.Contains("З першої вкладки.", StringComparison.Ordinal), Ct);
        Assert.Equal("З другої вкладки.", await tab.InputValueAsync("[name=background]"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_sent_when_the_session_is_over_is_shown_again_after_the_sign_in_and_sent_by_the_person(bool script)
    {
        var id = await make.Draft("Сесія скінчилася");
        await using var editor = await Come(Preparing.Editor, script);
        await editor.Go($"/requests/{id}/form/situation");
        await editor.Fill("background", "Написане до кінця сесії.");
        await editor.Context.ClearCookiesAsync(new() { Name = SessionCookie.Name });
        // Accounts has a session of its own, which would sign in without a word.
        await editor.Context.ClearCookiesAsync(new() { NameRegex = new("account", System.Text.RegularExpressions.RegexOptions.IgnoreCase) });
        await editor.Send();
        if (editor.At.StartsWith("/account/", StringComparison.Ordinal)) await editor.SignIn(platform.People.Find(Preparing.Editor));

        Assert.Equal($"/requests/{id}/form/situation", editor.At);
        Assert.Equal("Написане до кінця сесії.", await editor.Typed("background"));
        Assert.True(await editor.Has("#kept-title"));
        Assert.NotEqual("Написане до кінця сесії.", await Field(id, "background"));
        await editor.Send();
        Assert.Equal("Написане до кінця сесії.", await Field(id, "background"));
        await editor.Go($"/requests/{id}/form/situation");
        Assert.False(await editor.Has("#kept-title"));
    }

    [Theory]
    [InlineData("portal")]
    [InlineData("requests")]
    [InlineData("gateway")]
    [InlineData("accounts")]
    [InlineData("notifications")]
    public async Task A_restart_in_the_middle_loses_nothing_that_was_typed(string process)
    {
        var id = await make.Draft("Перезапуск");
        await using var editor = await Come(Preparing.Editor);
        await editor.Go($"/requests/{id}/form/situation");
        await editor.Fill("background", $"Написане, поки {process} перезапускали.");
        await platform.Platform[process].Kill();
        await platform.Platform.WaitReady(Ct);
        await editor.Send();
        Assert.Equal((200, $"/requests/{id}/form"), (editor.Status, editor.At));
        Assert.Equal($"Написане, поки {process} перезапускали.", await Field(id, "background"));
    }

    private async Task<Visitor> Come(string person, bool script = true)
    {
        var visitor = await Visitor.Come(chromium, platform.Platform.Address, "uk", script);
        await visitor.SignIn(platform.People.Find(person));
        return visitor;
    }

    private async Task<string[]> History(Guid id)
    {
        using var reader = platform.As(Preparing.Signatory);
        return [.. (await reader.Get($"/api/requests/{id}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().OrderBy(e => e!["no"]!.GetValue<long>()).Select(e => e!["verb"]!.GetValue<string>())];
    }

    private async Task<int> Mine()
    {
        using var reader = platform.As(Preparing.Editor);
        var found = (await reader.Get($"/api/requests?status=draft&organisationId={platform.People.Find(Preparing.Editor).Memberships[0].OrganisationId}&limit=100", Ct)).Must(HttpStatusCode.OK);
        return found.Body!["items"]!.AsArray().Count;
    }

    private Task<string?> Title(Guid id) => Field(id, "title");

    private async Task<string?> Field(Guid id, string name)
    {
        using var reader = platform.As(Preparing.Signatory);
        return (await reader.Get($"/api/requests/{id}", Ct)).Must(HttpStatusCode.OK).Body![name]?.GetValue<string>();
    }
}
