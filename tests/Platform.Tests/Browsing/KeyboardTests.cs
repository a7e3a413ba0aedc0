using System.Net;
using Alliance.Platform.Tests.Journeys;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>The main flows by nobody's mouse: Tab, arrows, Space, Enter and letters.</summary>
[Collection<WholePlatform>]
public sealed class KeyboardTests(JourneyPlatform platform, Chromium chromium)
{
    /// <summary>More stops than any page of a main flow has.</summary>
    private const int MostStops = 200;

    private readonly Preparing make = new(platform);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_draft_is_changed_and_submitted_by_keyboard()
    {
        var id = await make.Draft("Клавіатура: подати");
        await using var signatory = await Come(Preparing.Signatory, "/requests");
        await Enter(signatory, $"a[href='/requests/{id}']");
        await Enter(signatory, $"a[href='/requests/{id}/form']");
        await Enter(signatory, $"a[href='/requests/{id}/form/situation']");
        await Reach(signatory, "[name=activities]");
        await signatory.Page.Keyboard.InsertTextAsync(" Два дзвінки.");
        await Enter(signatory, Visitor.Button);
        await Enter(signatory, $"a[href='/requests/{id}/form/check']");
        await Enter(signatory, Visitor.Button);
        Assert.Equal("submitted", await Status("requests", id));
    }

    [Fact]
    public async Task An_invitation_is_accepted_by_keyboard()
    {
        var id = await make.Invited(await make.Matching("Клавіатура: прийняти"), Preparing.Bulgarian);
        await using var expert = await Come(Preparing.Bulgarian, "/assignments");
        await Enter(expert, $"a[href='/assignments/{id}']");
        await Enter(expert, $"a[href='/assignments/{id}/do/accept']");
        await Reach(expert, "[name='conflictOfInterest.declared']");
        await expert.Page.Keyboard.PressAsync("Space");
        await Enter(expert, Visitor.Button);
        Assert.Equal("accepted", await Status("assignments", id));
    }

    [Fact]
    public async Task A_request_is_taken_and_approved_by_keyboard()
    {
        var id = await make.Submitted("Клавіатура: схвалити");
        await using var coordinator = await Come(Preparing.Coordinator, "/today");
        await Enter(coordinator, $"a[href='/requests/{id}/do/take']");
        await Enter(coordinator, Visitor.Button);
        await Enter(coordinator, $"a[href='/review/{id}']");
        for (var n = 0; n < Contracts.RequestCodes.Criteria.Count; n++)
        {
            await Reach(coordinator, $"[name='criteria[{n}].score']");
            // From the first, 0, to 4.
            for (var step = 0; step < 4; step++) await coordinator.Page.Keyboard.PressAsync("ArrowRight");
        }
        await Reach(coordinator, "[name=conflictOfInterest]");
        await coordinator.Page.Keyboard.PressAsync("Space");
        await Reach(coordinator, "[name=text]");
        await coordinator.Page.Keyboard.InsertTextAsync("Clear, small and useful.");
        await Enter(coordinator, Visitor.Button);
        Assert.Equal("approved", await Status("requests", id));
    }

    private async Task<Visitor> Come(string person, string at)
    {
        var visitor = await Visitor.Come(chromium, platform.Platform.Address);
        await visitor.Go($"/sign-in?returnUrl={at}");
        await Reach(visitor, "[name=email]");
        await visitor.Page.Keyboard.InsertTextAsync(platform.People.Find(person).Email);
        await Reach(visitor, "[name=password]");
        await visitor.Page.Keyboard.InsertTextAsync(PeopleDirectory.Password);
        await visitor.Leave(() => visitor.Page.Keyboard.PressAsync("Enter"));
        Assert.Equal(at, visitor.At);
        return visitor;
    }

    private static async Task Enter(Visitor visitor, string selector)
    {
        await Reach(visitor, selector);
        await visitor.Leave(() => visitor.Page.Keyboard.PressAsync("Enter"));
    }

    private static async Task Reach(Visitor visitor, string selector)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            if (await visitor.Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) return;
        }
        Assert.Fail($"{selector} is not reached by Tab at {visitor.At}");
    }

    private async Task<string> Status(string kind, Guid id)
    {
        using var reader = platform.As(kind == "requests" ? Preparing.Signatory : Preparing.Coordinator);
        return (await reader.Get($"/api/{kind}/{id}", Ct)).Must(HttpStatusCode.OK).RequestStatus;
    }
}
