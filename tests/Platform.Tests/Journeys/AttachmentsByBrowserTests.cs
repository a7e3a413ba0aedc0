using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Alliance.Platform.Tests.Gateway;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>A file chosen on a page: through gateway, portal, gateway, service, storage and scanner, and back.</summary>
public sealed partial class AttachmentsByBrowserTests(ScannedPlatform platform, ITestOutputHelper output) : IClassFixture<ScannedPlatform>
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>As of <see cref="AttachmentsTests"/>: the file is 24 MB.</summary>
    private const long MostMegabytesMore = 24;

    private const string Editor = "Oksana Lysenko";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_file_goes_through_the_pages_whole_and_the_portal_keeps_none_of_it()
    {
        using var client = new PlatformClient(platform.Platform.Address, () => platform.TokenOf(Editor));
        var id = (await client.Post("/api/requests", Drafts.Complete(), Ct)).Must(HttpStatusCode.Created).Id;
        using var browser = new PlainBrowser(platform.Platform.Address);
        var page = await browser.SignIn(platform.People.Find(Editor).Email, PeopleDirectory.Password, $"/requests/{id}/attachments");
        Assert.Equal($"/requests/{id}/attachments", browser.Way[^1].AbsolutePath);
        var html = await page.Content.ReadAsStringAsync(Ct);

        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = platform.Platform.Address };
        Assert.Equal((303, $"/requests/{id}/attachments?done=attached"), await Upload("warm.pdf", TestFiles.Pdf(Megabyte)));
        var before = Memory("VmRSS");
        await File.WriteAllTextAsync($"/proc/{platform.Platform["portal"].ProcessId}/clear_refs", "5", Ct);
        html = await (await browser.Get($"/requests/{id}/attachments")).Content.ReadAsStringAsync(Ct);
        var content = TestFiles.Pdf(24 * Megabyte, seed: 6);
        Assert.Equal((303, $"/requests/{id}/attachments?done=attached"), await Upload("план.pdf", content));

        html = await (await browser.Get($"/requests/{id}/attachments")).Content.ReadAsStringAsync(Ct);
        var link = WebUtility.HtmlDecode(Download().Matches(html).Select(m => m.Groups[1].Value).Last());
        using var file = await browser.Get(link);
        Assert.Equal(SHA256.HashData(content), SHA256.HashData(await file.Content.ReadAsByteArrayAsync(Ct)));
        Assert.Equal(["default-src 'none'; sandbox"], file.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal("attachment", file.Content.Headers.ContentDisposition!.DispositionType);
        var more = (Memory("VmHWM") - before) / 1024;
        output.WriteLine($"portal: {before / 1024} MB before, at most {more} MB more");
        Assert.True(more < MostMegabytesMore, $"the portal took {more} MB more");

        // Another page's form is refused before anything of it is read.
        Assert.Equal(403, (await Upload("b.pdf", TestFiles.Pdf(), site: "cross-site")).Status);

        async Task<(int Status, string? Location)> Upload(string name, byte[] bytes, string site = "same-origin")
        {
            using var form = new MultipartFormDataContent();
            foreach (var field in (string[])["_forgery", "_key"]) form.Add(new StringContent(Value(html, field)), field);
            form.Add(new ByteArrayContent(bytes), "file", name);
            using var call = new HttpRequestMessage(HttpMethod.Post, $"/requests/{id}/attachments") { Content = form };
            call.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", browser.Cookies.Select(c => $"{c.Key}={c.Value}")));
            call.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
            call.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
            using var answer = await http.SendAsync(call, Ct);
            var status = (int)answer.StatusCode;
            return (status == 302 ? 303 : status, answer.Headers.Location?.OriginalString);
        }
    }

    /// <summary>Of the form that takes the file; the page has others.</summary>
    private static string Value(string html, string name) =>
        WebUtility.HtmlDecode(Regex.Match(html[html.IndexOf("multipart/form-data", StringComparison.Ordinal)..], $"name=\"{name}\"[^>]*value=\"([^\"]*)\"").Groups[1].Value);

    /// <summary>Kilobytes.</summary>
    private long Memory(string line) => long.Parse(
        File.ReadLines($"/proc/{platform.Platform["portal"].ProcessId}/status").Single(l => l.StartsWith(line + ":", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal),
        System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex("href=\"([^\"]*handler=file[^\"]*)\"")]
    private static partial Regex Download();
}
