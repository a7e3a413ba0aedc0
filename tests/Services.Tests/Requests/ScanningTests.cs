using System.Net;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>The requests service beside a real clamd.</summary>
public sealed class ScannedSlice : IAsyncLifetime
{
    internal Clamd Scanner { get; } = new("requests-clamd");

    internal RequestsSlice Requests { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await Scanner.Start(TestContext.Current.CancellationToken);
        Requests = new RequestsSlice("requests-scanned", ("ClamAv:Address", Scanner.Address), ("Attachments:FileMegabytes", "2"), ("Attachments:RequestMegabytes", "3"));
        await Requests.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Requests.DisposeAsync();
        await Scanner.DisposeAsync();
    }
}

/// <summary>Files of a request, where a virus scanner looks through them.</summary>
public sealed class ScanningTests(ScannedSlice slice) : IClassFixture<ScannedSlice>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Office_files_are_taken()
    {
        var (editor, at) = await Draft();
        foreach (var file in TestFiles.GoodOffice) (await editor.Attach(at, file.Name, file.Content, Ct)).Must(HttpStatusCode.Created);
        Assert.Contains("docx", (await editor.Get(at, Ct)).Body!["types"]!.AsArray().Select(t => t!.GetValue<string>()));
    }

    [Fact]
    public async Task Bad_office_files_are_refused_with_their_reasons()
    {
        var (editor, at) = await Draft();
        foreach (var file in TestFiles.BadOffice)
        {
            var refused = await editor.Attach(at, file.Name, file.Content, Ct);
            Assert.Equal((file.What, HttpStatusCode.UnprocessableEntity), (file.What, refused.Status));
        }
        Assert.Empty((await editor.Get(at, Ct)).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task What_the_scanner_finds_is_refused_packed_or_not_and_nothing_of_it_stays()
    {
        var (editor, at) = await Draft();
        var before = slice.Requests.StoredFiles();
        foreach (var (name, content) in new[]
        {
            ("virus.txt", TestFiles.Text($"Вірус: {TestFiles.Signature}")), ("virus.pdf", TestFiles.Pdf(entry: $"/Note ({TestFiles.Signature})")),
            ("virus.docx", TestFiles.Docx(("word/note.xml", TestFiles.Text($"<a>{TestFiles.Signature}</a>"))))
        })
        {
            var refused = (await editor.Attach(at, name, content, Ct)).Must(HttpStatusCode.UnprocessableEntity);
            Assert.Contains("harmful", refused.Body!["errors"]!["file"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        }
        Assert.Empty((await editor.Get(at, Ct)).Body!["items"]!.AsArray());
        Assert.Equal(before, slice.Requests.StoredFiles());
    }

    [Fact]
    public async Task While_the_scanner_is_away_nothing_is_taken_and_it_can_be_sent_again()
    {
        var (editor, at) = await Draft();
        var before = slice.Requests.StoredFiles();
        await slice.Scanner.Stop();
        try
        {
            (await editor.Attach(at, "a.txt", TestFiles.Text("Так"), Ct, "k")).Must(HttpStatusCode.ServiceUnavailable);
            Assert.Empty((await editor.Get(at, Ct)).Body!["items"]!.AsArray());
            Assert.Equal(before, slice.Requests.StoredFiles());
        }
        finally
        {
            await slice.Scanner.Start(Ct);
        }
        (await editor.Attach(at, "a.txt", TestFiles.Text("Так"), Ct, "k")).Must(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_file_and_all_files_have_their_most()
    {
        var (editor, at) = await Draft();
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await editor.Attach(at, "big.pdf", TestFiles.Pdf(2 * 1024 * 1024), Ct)).Status);
        (await editor.Attach(at, "first.pdf", TestFiles.Pdf(2_000_000), Ct)).Must(HttpStatusCode.Created);
        var full = (await editor.Attach(at, "second.pdf", TestFiles.Pdf(2_000_000), Ct)).Must(HttpStatusCode.Conflict);
        Assert.Contains("3 MB", full.Body!["errors"]!["file"]![0]!.GetValue<string>(), StringComparison.Ordinal);
    }

    private async Task<(ApiPerson Editor, string At)> Draft()
    {
        var applicant = slice.Requests.Applicant();
        return (applicant.Editor, $"/api/requests/{(await applicant.Draft(Ct)).Id}/attachments");
    }
}
