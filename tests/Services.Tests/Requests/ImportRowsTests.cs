using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Requests.Importing;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

[Collection("requests")]
public sealed class ImportRowsTests(RequestsSlice slice)
{
    private const string Unit = "UA32080070000050759";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly Applicant authority = slice.Applicant();

    [Fact]
    public async Task The_drafts_are_in_the_list_of_who_writes_for_the_authority_and_of_nobody_else()
    {
        var said = await Import(Row("a"), "", "not json", Row("b", title: "Друга"), """{"id":"c","title":"Без коду","authorities":[{"name":"Усі","katottg":null}]}""");
        Assert.Equal(["1 a draft", "3  refused", "4 b draft", "5 c refused"], said.Select(s => string.Join(' ', s[..3])));
        Assert.Contains("KATOTTG", said[3][3], StringComparison.Ordinal);

        var items = (await authority.Editor.Get("/api/requests?status=draft", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        // Two ids of one millisecond stand in any order.
        Assert.Equivalent(new[] { said[0][3], said[2][3] }, items.Select(i => i!["id"]!.GetValue<string>()), strict: true);
        var read = (await authority.Editor.Get($"/api/requests/{said[0][3]}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("a", "api", "draft"), (read.Body!["externalId"]!.GetValue<string>(), read.Body["submittedVia"]!.GetValue<string>(), read.RequestStatus));
        Assert.Contains("submit", (await authority.Signatory.Get($"/api/requests/{said[0][3]}", Ct)).Body!["actions"]!.AsArray().Select(a => a!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Coordinator().Get($"/api/requests/{said[0][3]}", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Person((Guid.CreateVersion7(), Roles.AuthorityEditor)).Get($"/api/requests/{said[0][3]}", Ct)).Status);
    }

    [Fact]
    public async Task Twenty_runs_at_once_make_one_draft()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Import(Row("raced"))));
        Assert.Single(runs, run => run[0][2] == "draft");
        Assert.Equal(19, runs.Count(run => run[0][2] == "known"));
        Assert.Single(runs.Select(run => run[0][3]).Distinct());
    }

    [Fact]
    public async Task A_second_run_adds_nothing_also_where_the_draft_was_discarded_or_got_another_number()
    {
        var first = await Import(Row("kept"), Row("gone"), Row("renumbered"));
        (await authority.Editor.Post($"/api/requests/{first[1][3]}/discard", null, Ct, 1)).Must(HttpStatusCode.OK);
        (await authority.Editor.Put($"/api/requests/{first[2][3]}", Drafts.Complete().With("externalId", "ours"), 1, Ct)).Must(HttpStatusCode.OK);
        var second = await Import(Row("kept", title: "Інша назва"), Row("gone"), Row("renumbered"));
        Assert.Equal(["changed", "known", "known"], second.Select(s => s[2]));
        Assert.Equal(first.Select(s => s[3]), second.Select(s => s[3]));
        Assert.Equal("Втрати води", (await authority.Editor.Get($"/api/requests/{first[0][3]}", Ct)).Body!["title"]!.GetValue<string>());
    }

    [Fact]
    public async Task One_request_of_an_authority_has_a_number_and_another_authority_may_use_it()
    {
        var imported = await Import(Row("n-1"));
        var body = Drafts.Complete().With("externalId", "n-1");
        var taken = (await authority.Editor.Post("/api/requests", body, Ct)).Must(HttpStatusCode.Conflict);
        Assert.Equal(["externalId"], taken.Faults);
        var other = await authority.Draft(Ct);
        Assert.Equal(["externalId"], (await authority.Editor.Put($"/api/requests/{other.Id}", body, other.Revision, Ct)).Must(HttpStatusCode.Conflict).Faults);
        (await slice.Applicant().Editor.Post("/api/requests", body, Ct)).Must(HttpStatusCode.Created);

        // Written by the authority itself before the import.
        await authority.Draft(Ct, Drafts.Complete().With("externalId", "n-2"));
        Assert.Equal("known", (await Import(Row("n-2")))[0][2]);
        Assert.Equal("draft", imported[0][2]);
    }

    [Fact]
    public async Task How_it_came_in_is_kept()
    {
        Assert.Equal("web", (await authority.Draft(Ct)).Body!["submittedVia"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Coordinator().Post("/api/requests", Drafts.Complete().With("organisationId", authority.Id), Ct)).Status);
    }

    private static string Row(string id, string title = "Втрати води") => new JsonObject
    {
        ["id"] = id, ["kind"] = "need", ["title"] = title, ["quote"] = "Половина води губиться.", ["lang"] = "uk",
        ["authorities"] = new JsonArray(new JsonObject { ["name"] = "Приклад", ["katottg"] = Unit }), ["topics"] = new JsonArray("water-supply"),
        ["date"] = null, ["programme"] = "Програма", ["source_url"] = "https://example.org/1", ["rights"] = "none"
    }.ToJsonString();

    private async Task<List<string[]>> Import(params string[] lines)
    {
        var organisations = JsonSerializer.Serialize(new Dictionary<string, Guid> { [Unit] = authority.Id });
        using var output = new StringWriter();
        await ImportRows.Run(slice.Services, new StringReader(string.Join('\n', lines.Prepend(organisations))), output, Ct);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('\t'))];
    }
}
