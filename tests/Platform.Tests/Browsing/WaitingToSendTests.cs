using System.Net;
using Alliance.Platform.Tests.Journeys;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>What is typed without a connection, or while the platform is away, waits on the device and is sent by the person alone.</summary>
[Collection<WholePlatform>]
public sealed class WaitingToSendTests(JourneyPlatform platform, Chromium chromium)
{
    private const string Again = "[data-waiting=again]", Offline = "[data-waiting=offline]";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly Preparing make = new(platform);

    [Fact]
    public async Task What_is_typed_offline_is_shown_again_online_and_kept_no_longer_than_until_it_is_sent()
    {
        var id = await make.Draft("Без зв’язку");
        await using var editor = await Come(Preparing.Editor, $"/requests/{id}/form/situation");
        await editor.Fill("background", "Написане в укритті.");
        await editor.Context.SetOfflineAsync(true);
        await editor.Page.ClickAsync(Visitor.Button);
        Assert.True(await editor.Page.IsVisibleAsync(Offline));
        await editor.Context.SetOfflineAsync(false);
        Assert.NotEqual("Написане в укритті.", await Background(id));

        await editor.Go($"/requests/{id}/form/situation");
        Assert.True(await editor.Page.IsVisibleAsync(Again));
        Assert.Equal("Написане в укритті.", await editor.Typed("background"));
        Assert.NotEqual("Написане в укритті.", await Background(id));
        await editor.Send();
        Assert.Equal("Написане в укритті.", await Background(id));
        Assert.Equal(0, await Kept(editor));
    }

    [Fact]
    public async Task What_was_sent_while_the_portal_was_away_is_shown_again()
    {
        var id = await make.Draft("Портал не відповідає");
        await using var editor = await Come(Preparing.Editor, $"/requests/{id}/form/situation");
        await editor.Fill("background", "Надіслане в нікуди.");
        await platform.Platform["portal"].Stop(TimeSpan.FromSeconds(20));
        try
        {
            await editor.Send();
            Assert.NotEqual($"/requests/{id}/form", editor.At);
        }
        finally
        {
            platform.Platform["portal"].Start();
            await platform.Platform.WaitReady(Ct);
        }
        Assert.NotEqual("Надіслане в нікуди.", await Background(id));
        await editor.Go($"/requests/{id}/form/situation");
        Assert.True(await editor.Page.IsVisibleAsync(Again));
        Assert.Equal("Надіслане в нікуди.", await editor.Typed("background"));
        await editor.Send();
        Assert.Equal("Надіслане в нікуди.", await Background(id));
    }

    [Fact]
    public async Task What_a_colleague_saved_while_mine_was_waiting_stands_beside_it()
    {
        var id = await make.Draft("Чекало, а колега зберіг");
        await using var editor = await Come(Preparing.Editor, $"/requests/{id}/form/subject");
        await editor.Fill("title", "Моя назва без зв’язку");
        await editor.Context.SetOfflineAsync(true);
        await editor.Page.ClickAsync(Visitor.Button);
        await editor.Context.SetOfflineAsync(false);
        await using (var colleague = await Come(Preparing.Signatory, $"/requests/{id}/form/subject"))
        {
            Assert.False(await colleague.Page.IsVisibleAsync(Again));
            await colleague.Fill("title", "Назва колеги");
            await colleague.Send();
        }
        await editor.Go($"/requests/{id}/form/subject");
        await editor.Send();
        Assert.Equal((412, "Моя назва без зв’язку"), (editor.Status, await editor.Typed("title")));
        Assert.Contains("Назва колеги", await editor.Text(".app-theirs"), StringComparison.Ordinal);
        Assert.Equal(0, await Kept(editor));
    }

    private async Task<Visitor> Come(string person, string at)
    {
        var visitor = await Visitor.Come(chromium, platform.Platform.Address);
        await visitor.SignIn(platform.People.Find(person), at);
        return visitor;
    }

    private static Task<int> Kept(Visitor visitor) => visitor.Page.EvaluateAsync<int>("() => localStorage.length");

    private async Task<string?> Background(Guid id)
    {
        using var reader = platform.As(Preparing.Signatory);
        return (await reader.Get($"/api/requests/{id}", Ct)).Must(HttpStatusCode.OK).Body!["background"]?.GetValue<string>();
    }
}
