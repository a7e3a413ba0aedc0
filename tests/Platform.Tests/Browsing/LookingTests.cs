using Alliance.Platform.Tests.Journeys;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>What is looked for on every page is found where it is.</summary>
[Collection<WholePlatform>]
public sealed class LookingTests(JourneyPlatform platform, Chromium chromium)
{
    private const string Wrong = """
        <html lang="qps-Ploc"><title>⟦t⟧</title><style>*:focus { outline: none }</style><h1>⟦Good ⟦inner⟧⟧</h1><div data-own>Own</div><p>Foreign</p>
        <img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><div style="width: 2000px; height: 1px"></div><a href="/x" style="display: block; color: black" aria-label="Unmarked">⟦x⟧</a></html>
        """;

    [Fact]
    public async Task A_page_with_each_fault_is_found_out()
    {
        await using var visitor = await Visitor.Come(chromium, platform.Platform.Address);
        await visitor.Page.SetContentAsync(Wrong);
        Assert.Contains(await Looking.Axe(visitor.Page), fault => fault.Contains("image-alt", StringComparison.Ordinal));
        Assert.NotEmpty(await Looking.Scroll(visitor.Page));
        Assert.Single(await Looking.Focus(visitor.Page));
        Assert.Equal(["not of the resources: Foreign", "not of the resources: aria-label: Unmarked"], await Looking.Unmarked(visitor.Page));
    }

    [Fact]
    public async Task What_the_content_policy_stops_and_what_a_script_throws_is_seen()
    {
        await using var visitor = await Visitor.Come(chromium, platform.Platform.Address);
        await visitor.Go("/contact");
        Assert.Empty(visitor.Faults);
        await visitor.Page.EvaluateAsync("() => document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">x</p>')");
        await visitor.Page.EvaluateAsync("() => { setTimeout(() => { throw new Error('thrown') }) }");
        await Testing.Wait.Until(() => visitor.Faults.Count == 2, TestContext.Current.CancellationToken);
        Assert.Contains(visitor.Faults, fault => fault.Contains("Content Security Policy", StringComparison.Ordinal));
    }
}
