using Alliance.Platform.Tests.Journeys;
using Alliance.Portal.Serving;
using Microsoft.Playwright;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>A platform of its own, beside the journeys: looking at every page takes as long as all of them.</summary>
[CollectionDefinition]
public sealed class EveryPage : ICollectionFixture<JourneyPlatform>, ICollectionFixture<Chromium>;

/// <summary>Every page of the portal in Chromium, for each role that has it. Everyday in Ukrainian, with <c>ALLIANCE_LONG=1</c> in all three languages.</summary>
[Collection<EveryPage>]
public sealed class EveryPageTests(Scene scene, JourneyPlatform platform, Chromium chromium) : IClassFixture<Scene>
{
    private const int Wide = 1280, Narrow = 320, Tall = 800;
    private const int LargestPicture = 60_000;
    private const double LaterPage = 30_000, FirstVisit = 150_000;

    private static readonly string[] Spoken = Environment.GetEnvironmentVariable("ALLIANCE_LONG") == "1" ? ["uk", "en", "bg"] : ["uk"];

    public static TheoryData<string, string> InLanguages { get; } = [.. Spoken.SelectMany(_ => PageRows.All, (language, row) => (row.ToString(), language))];

    public static TheoryData<string> Rows { get; } = [.. PageRows.All.Select(row => row.ToString())];

    [Fact]
    public void Every_page_has_a_row_and_every_row_a_page()
    {
        Assert.Empty(PageRows.Routes.Except(PageRows.All.Select(row => row.Route)));
        Assert.Empty(PageRows.All.Select(row => row.Route).Except(PageRows.Routes));
        Assert.Distinct(PageRows.All.Select(row => row.ToString()));
    }

    [Theory]
    [MemberData(nameof(InLanguages))]
    public async Task A_page_is_accessible_wide_and_narrow_small_and_without_errors(string name, string language)
    {
        var (row, visitor, address) = await At(name);
        await visitor.Page.SetViewportSizeAsync(Wide, Tall);
        if (visitor.Page.Url == "about:blank") await visitor.Go("/");
        visitor.Forgive();
        visitor.Received();
        await visitor.Go(In(address, language));
        var bytes = visitor.Received();
        Assert.Equal((row.Status, language), (visitor.Status, await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang")));
        List<string> wrong = [.. await Looking.Axe(visitor.Page), .. await Looking.Scroll(visitor.Page)];
        await visitor.Page.SetViewportSizeAsync(Narrow, Tall);
        wrong.AddRange([.. await Looking.Axe(visitor.Page), .. await Looking.Scroll(visitor.Page), .. await Looking.Focus(visitor.Page), .. visitor.Faults.Select(f => "console: " + f)]);
        if (bytes > LaterPage) wrong.Add($"{bytes} bytes on the wire, at most {LaterPage}");
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_page_shows_no_words_that_are_not_of_the_resources_or_peoples_own(string name)
    {
        var (row, visitor, address) = await At(name);
        await visitor.Page.GotoAsync(In(address, Languages.Pseudo), new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        Assert.Equal((row.Status, Languages.Pseudo), (visitor.Status, await visitor.Page.EvaluateAsync<string>("() => document.documentElement.lang")));
        var wrong = (await Looking.Unmarked(visitor.Page)).ToArray();
        Assert.True(wrong.Length == 0, string.Join(Environment.NewLine, wrong));
    }

    /// <summary>Fonts, style and script with it; every page may be the first somebody sees.</summary>
    [Theory]
    [InlineData("/")]
    [InlineData("/published")]
    public async Task A_first_visit_stays_under_150_kilobytes(string path)
    {
        await using var visitor = await Visitor.Come(chromium, platform.Platform.Address);
        await visitor.Go(path);
        Assert.InRange(visitor.Received(), 1_000, FirstVisit);
    }

    [Fact]
    public async Task The_pictures_of_the_readme_are_small_and_can_be_made_anew()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "README.md"), TestContext.Current.CancellationToken);
        foreach (var (file, who, address, language, width) in Screenshots.All)
        {
            var picture = await Screenshots.Take(await scene.Visitor(who), scene.Address(address), language, width);
            Assert.InRange(picture.Length, 5_000, LargestPicture);
            Assert.Contains($"{Screenshots.Folder}/{file}.webp", readme, StringComparison.Ordinal);
            var kept = Path.Combine(Repository.Root, Screenshots.Folder, file + ".webp");
            if (Screenshots.AreKept) await File.WriteAllBytesAsync(kept, picture, TestContext.Current.CancellationToken);
            Assert.InRange(new FileInfo(kept).Length, 5_000, LargestPicture);
        }
    }

    private static string In(string address, string language) => $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}";

    private async Task<(PageRow Row, Visitor Visitor, string Address)> At(string name)
    {
        var row = PageRows.All.Single(r => r.ToString() == name);
        return (row, await scene.Visitor(row.Who), scene.Address(row.Address));
    }
}
