using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Alliance.Requests;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using CsvHelper;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Lists as CSV: the rows and columns that the same caller reads as JSON, whole, and harmless in a spreadsheet.</summary>
[Collection("requests")]
public sealed class CsvTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_is_whole_over_all_its_pages_with_every_column_of_its_items()
    {
        var applicant = slice.Applicant();
        string[] titles = [.. Enumerable.Range(0, 230).Select(i => $"Насос {i}")];
        foreach (var title in titles) await slice.Store(Some.Request(RequestStatus.Matching, Some.Complete with { Title = title }) with { OrganisationId = applicant.Id }, Ct);
        var (header, rows) = await Read($"/api/requests?format=csv&organisationId={applicant.Id}", applicant.Signatory);
        Assert.Equal(titles.Order(), rows.Select(r => r[header.IndexOf("title")]).Order());
        Assert.Equal(
            ["id", "reference", "title", "summary", "status", "onHold", "revision", "organisationId", "draftedBy", "topics", "assistanceType", "urgency", "neededBy", "oblast", "language", "owner", "updatedAt", "submittedAt"],
            header);
        Assert.All(rows, r => Assert.Equal("matching", r[header.IndexOf("status")]));
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+380 44")]
    [InlineData("-5 dB")]
    [InlineData("@SUM(A1)")]
    public async Task A_cell_that_would_be_a_formula_is_text(string title)
    {
        var applicant = slice.Applicant();
        await slice.Store(Some.Request(RequestStatus.Matching, Some.Complete with { Title = title + ", \"so\"\nand on" }) with { OrganisationId = applicant.Id }, Ct);
        var (header, rows) = await Read($"/api/requests?format=csv&organisationId={applicant.Id}", applicant.Signatory);
        Assert.Equal("'" + title + ", \"so\"\nand on", Assert.Single(rows)[header.IndexOf("title")]);
    }

    [Theory]
    [InlineData("Насос;=1+1", "Насос;'=1+1")]
    [InlineData("Насос; +380", "Насос; '+380")]
    [InlineData("Насос\n-5", "Насос\n'-5")]
    [InlineData("Насос;\"@SUM(A1)", "Насос;\"'@SUM(A1)")]
    [InlineData("Насос - 5; вода", "Насос - 5; вода")]
    public async Task Nor_is_a_part_of_a_cell_where_semicolons_part_cells(string title, string cell)
    {
        var applicant = slice.Applicant();
        await slice.Store(Some.Request(RequestStatus.Matching, Some.Complete with { Title = title }) with { OrganisationId = applicant.Id }, Ct);
        var (header, rows) = await Read($"/api/requests?format=csv&organisationId={applicant.Id}", applicant.Signatory);
        Assert.Equal(cell, Assert.Single(rows)[header.IndexOf("title")]);
    }

    [Fact]
    public async Task The_rights_are_those_of_the_list()
    {
        var applicant = slice.Applicant();
        var coordinator = slice.Coordinator();
        await slice.Store(Some.Request(RequestStatus.InReview, Some.Complete with { Visibility = "restricted" }) with { OrganisationId = applicant.Id, OwnerId = coordinator.Id }, Ct);
        await slice.Store(Some.Request(RequestStatus.InReview) with { OrganisationId = applicant.Id, OwnerId = coordinator.Id }, Ct);
        var path = $"/api/requests?format=csv&organisationId={applicant.Id}";
        var (header, all) = await Read(path, coordinator);
        Assert.Equal([coordinator.Id.ToString(), coordinator.Id.ToString()], all.Select(r => r[header.IndexOf("owner")]));
        var member = slice.Person((await slice.Member(Ct), Roles.AuthorityEditor));
        Assert.Equal("", Assert.Single((await Read(path, member)).Rows)[header.IndexOf("owner")]);

        Assert.Equal(HttpStatusCode.Forbidden, (await Call("/api/requests/pipeline?format=csv", member)).Status);
        var refused = await Call("/api/requests?format=csv&status=nonsense", member);
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (refused.Status, refused.Type));
        Assert.Equal(HttpStatusCode.BadRequest, (await Call("/api/requests?format=xlsx", member)).Status);
    }

    [Fact]
    public async Task Asked_for_by_its_media_type_it_is_a_file_in_UTF8_that_says_so()
    {
        using var client = slice.Nobody();
        using var call = new HttpRequestMessage(HttpMethod.Get, "/api/requests/statistics");
        call.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await client.SendAsync(call, Ct);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        Assert.Equal("text/csv; charset=utf-8; header=present", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal("statistics.csv", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        Assert.StartsWith("list,code,count,question,mean\r\n", Encoding.UTF8.GetString(bytes[3..]), StringComparison.Ordinal);
        using var json = await client.GetAsync(new Uri("/api/requests/statistics", UriKind.Relative), Ct);
        Assert.Equal("application/json", json.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_board_is_a_table_whose_first_column_names_the_list()
    {
        await slice.Store(Some.Request(RequestStatus.Matching), Ct);
        var (header, rows) = await Read("/api/requests/pipeline?format=csv&status=matching", slice.Coordinator());
        Assert.Equal(["list", "code", "count", "oldestDays", "meanDays"], header);
        Assert.Equal("matching", Assert.Single(rows, r => r[0] == "statuses")[1]);
        Assert.Contains(rows, r => r[0] == "topics");
    }

    [Fact]
    public void Of_a_record_within_there_are_columns_and_of_a_list_within_one_cell()
    {
        var table = CsvTable.Of(typeof(Lines));
        Assert.Equal(["id", "place.code", "place.site", "languages", "sure"], table.Columns);
        using var json = System.Text.Json.JsonDocument.Parse("""{"items":[{"id":1,"place":{"code":"UA05"},"languages":[{"code":"en","level":"B2"},{"code":"uk"}],"sure":true},{"id":2}]}""");
        Assert.Equal([["1", "UA05", null, "en B2; uk", "True"], ["2", null, null, null, null]], table.RowsOf(json.RootElement).Select(r => r.ToArray()));
    }

    private sealed record Lines(IReadOnlyList<Line> Items, string? Next);

    private sealed record Line(int Id, Where? Place, IReadOnlyList<Spoken> Languages, bool Sure);

    private sealed record Where(string? Code, string? Site);

    private sealed record Spoken(string Code, string? Level);

    private async Task<(List<string> Header, List<string[]> Rows)> Read(string path, ApiPerson person)
    {
        var (status, _, text) = await Call(path, person);
        Assert.Equal(HttpStatusCode.OK, status);
        using var reader = CsvReader.Create(new MemoryStream(Encoding.UTF8.GetBytes(text)), CsvReaderOptions.Default with { HasHeader = false }, leaveOpen: false);
        List<string[]> all = [];
        while (reader.Read()) all.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.GetString(i))]);
        return ([.. all[0]], all[1..]);
    }

    private async Task<(HttpStatusCode Status, string? Type, string Text)> Call(string path, ApiPerson person)
    {
        using var client = slice.Nobody();
        using var call = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", person.Token) } };
        using var answer = await client.SendAsync(call, Ct);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, (await answer.Content.ReadAsStringAsync(Ct)).TrimStart('\uFEFF'));
    }
}
