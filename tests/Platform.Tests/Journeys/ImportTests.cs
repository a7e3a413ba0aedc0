using System.Net;
using Alliance.Local.Importing;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

[Collection<WholePlatform>]
public sealed class ImportTests(JourneyPlatform platform)
{
    private const int SomeNotTaken = 2;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rows_become_drafts_beside_a_running_platform_and_a_second_run_adds_none()
    {
        var file = Path.Combine(TestState.Fresh("import"), "rows.jsonl");
        await File.WriteAllLinesAsync(file,
        [
            """{"id":"journey-1","title":"Імпортований запит","quote":"Половина води губиться.","lang":"uk","authorities":[{"name":"Bucha","katottg":"UA32080070000050759"},{"name":"Cherkasy","katottg":"UA12100130000095653"}],"topics":["water-supply"],"date":"2025","programme":"Example","source_url":"https://example.org/1"}""",
            """{"id":"journey-2","title":"For all","quote":"Everybody.","lang":"en","authorities":[{"name":"13 hromadas","katottg":null}],"topics":[],"date":null,"programme":null,"source_url":null}""",
            "{ broken",
            """{"id":"journey-4","title":"Unknown unit","quote":"Where?","lang":"en","authorities":[{"name":"Nowhere","katottg":"UA99"}],"topics":[],"date":null,"programme":null,"source_url":null}"""
        ], Ct);

        var first = await Import(file);
        Assert.Equal(SomeNotTaken, first.Code);
        Assert.EndsWith("1 drafts, 0 already there, 3 not imported; 1 authorities added, as applied\n", first.Said, StringComparison.Ordinal);
        Assert.Contains("line 2    journey-2    NOT IMPORTED  authorities: ", first.Said, StringComparison.Ordinal);
        Assert.Contains("line 3                 NOT IMPORTED  not a JSON object", first.Said, StringComparison.Ordinal);
        Assert.Contains("line 4    journey-4    NOT IMPORTED  authorities[0].katottg: ", first.Said, StringComparison.Ordinal);
        Assert.EndsWith("0 drafts, 1 already there, 3 not imported; 0 authorities added, as applied\n", (await Import(file)).Said, StringComparison.Ordinal);

        using var editor = platform.As("Oksana Lysenko");
        var item = Assert.Single((await editor.Get("/api/requests?limit=100", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray(), i => i!["title"]?.GetValue<string>() == "Імпортований запит");
        var draft = (await editor.Get($"/api/requests/{item!["id"]}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("journey-1", draft.Body!["externalId"]!.GetValue<string>());
        using var administrator = platform.As("Marta Nowak");
        var also = (await administrator.Get($"/api/organisations/{draft.Body["alsoFor"]![0]}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("applied", "UA12100130000095653"), (also.RequestStatus, also.Body!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_real_rows_are_33_drafts_and_4_that_name_no_authority()
    {
        var real = Path.GetFullPath(Path.Combine(Repository.Root, "..", "shared", "data", "real", "needs.jsonl"));
        Assert.SkipUnless(File.Exists(real), "the collection of published needs does not stand beside this checkout");
        var first = await Import(real);
        Assert.Equal(SomeNotTaken, first.Code);
        Assert.Contains("33 drafts, 0 already there, 4 not imported", first.Said, StringComparison.Ordinal);
        Assert.Contains("0 drafts, 33 already there, 4 not imported; 0 authorities added", (await Import(real)).Said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said)> Import(string file)
    {
        using var said = new StringWriter { NewLine = "\n" };
        var code = await ImportFile.Run(platform.Platform.Options with { Port = platform.Platform.Address.Port }, file, said, Ct);
        return (code, said.ToString());
    }
}
