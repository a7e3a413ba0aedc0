using Alliance.Testing;

namespace Alliance.Platform.Tests.Browsing;

/// <summary>The pictures of the README: made at every run, kept in <c>docs/pages</c> when <c>ALLIANCE_SCREENSHOTS=1</c> asks for new ones.</summary>
internal static class Screenshots
{
    public const string Folder = "docs/pages";

    public static readonly bool AreKept = Environment.GetEnvironmentVariable("ALLIANCE_SCREENSHOTS") == "1";

    private const int Tall = 760, Wide = 1100, Phone = 390;

    public static IReadOnlyList<(string Name, string? Who, string Address, string Language, int Width)> All { get; } =
    [
        ("start", null, "/", "uk", Wide),
        ("today", Preparing.Coordinator, "/today", "en", Wide),
        ("matching", Preparing.Coordinator, "/matching/{matching}", "en", Wide),
        ("request", Preparing.Signatory, "/requests/{matching}", "uk", Wide),
        ("tasks", Preparing.Signatory, "/requests/{draft}/form", "uk", Phone),
        ("invitation", Preparing.Bulgarian, "/assignments/{invited}", "bg", Phone),
    ];

    public static async Task<byte[]> Take(Visitor visitor, string address, string language, int width)
    {
        await visitor.Page.SetViewportSizeAsync(width, Tall);
        await visitor.Go($"{address}?lang={language}");
        var wire = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        // Without a screen card Chromium now and then says that it can't, and can a moment later.
        var picture = await Wait.Until(
            _ => wire.SendAsync("Page.captureScreenshot", new Dictionary<string, object> { ["format"] = "webp", ["quality"] = 70 }), taken => taken is not null, TestContext.Current.CancellationToken);
        await wire.DetachAsync();
        return picture!.Value.GetProperty("data").GetBytesFromBase64();
    }
}
