using System.Net;
using System.Text.Json.Nodes;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>A roster of its own: among the hundreds of experts of the other tests one who lacks something is not on the first page.</summary>
public sealed class MatchingService : IAsyncLifetime
{
    internal ExpertsSlice Slice { get; } = new("experts-matching", null);

    public ValueTask InitializeAsync() => Slice.InitializeAsync();

    public ValueTask DisposeAsync() => Slice.DisposeAsync();
}

[Collection("experts")]
public sealed class MatchingTests(MatchingService service) : IClassFixture<MatchingService>
{
    private readonly ExpertsSlice slice = service.Slice;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Candidates_are_ranked_with_reasons_in_the_callers_language_and_what_is_missing()
    {
        var request = await slice.Request(Ct, mode: "onsite");
        var strong = await slice.Expert(Ct);
        var weak = await slice.Expert(Ct, Profiles.Complete()
            .With("competences", JsonNode.Parse("""[{"code":"water-supply","level":1}]""")).With("languages", JsonNode.Parse("""[{"code":"uk","level":"C2"}]""")));
        var elsewhere = await slice.Expert(Ct, Profiles.Complete().With("availability", new JsonObject { ["travel"] = "eu-only" }));
        var at = $"/api/matches?request={request.Id}&need={request.Need}&limit=100";
        var matches = await Wait.Until(ct => request.Coordinator.Get(at, ct), a => Of(a, strong) is not null && Of(a, weak) is not null, Ct);
        Assert.Null(Of(matches, elsewhere));

        var items = matches.Body!["items"]!.AsArray();
        Assert.Equal(Enumerable.Range(1, items.Count), items.Select(i => i!["rank"]!.GetValue<int>()));
        Assert.Equal(items.Select(i => i!["score"]!.GetValue<int>()).OrderDescending(), items.Select(i => i!["score"]!.GetValue<int>()));
        var good = Of(matches, strong)!;
        Assert.Equal(90, good["score"]!.GetValue<int>());
        Assert.Equal(["skills 45/45", "languages 20/20", "availability 20/20", "experience 0/10", "load 5/5"], good["parts"]!.AsArray().Select(p => $"{p!["code"]} {p["points"]}/{p["of"]}"));
        Assert.Empty(good["missing"]!.AsArray());
        Assert.Equal(["skill water-supply", "language en B2"], Of(matches, weak)!["missing"]!.AsArray().Select(m => $"{m!["code"]} {m["what"]}"));

        var ukrainian = await request.Coordinator.Send(HttpMethod.Get, at, null, null, null, Ct, "uk");
        Assert.Equal("Вільно з 2027-01-11 до 2027-01-15.", Of(ukrainian, strong)!["parts"]![2]!["why"]!.GetValue<string>());

        // The days of who accepts are taken, as soon as the picture is fresh.
        var another = await slice.Request(Ct, mode: "onsite");
        var accepted = await another.Accepted(strong, Ct);
        await Wait.Until(ct => request.Coordinator.Get(at, ct), a => Of(a, strong) is null, Ct);
        var there = await another.Coordinator.Get($"/api/matches?request={another.Id}&need={another.Need}&limit=100", Ct);
        Assert.Null(Of(there, strong));
        var read = await strong.Person.Get($"/api/assignments/{accepted.Id}", Ct);
        (await strong.Person.Post($"/api/assignments/{accepted.Id}/withdraw", null, Ct, read.Revision)).Must(HttpStatusCode.OK);
        await Wait.Until(ct => request.Coordinator.Get(at, ct), a => Of(a, strong) is not null, Ct);
    }

    [Fact]
    public async Task Only_coordinators_match_and_the_question_must_name_a_need()
    {
        var request = await slice.Request(Ct);
        var at = $"/api/matches?request={request.Id}&need={request.Need}";
        foreach (var other in new[] { request.Signatory, request.Editor, (await slice.Expert(Ct)).Person })
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Get(at, Ct)).Status);
        Assert.Equal(["need"], (await request.Coordinator.Get($"/api/matches?request={request.Id}", Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["request"], (await request.Coordinator.Get($"/api/matches?request=x&need={request.Need}", Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(HttpStatusCode.NotFound, (await request.Coordinator.Get($"/api/matches?request={request.Id}&need={Guid.CreateVersion7()}", Ct)).Status);
        Assert.True((await request.Coordinator.Get(at + "&limit=1", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Count <= 1);
    }

    private static JsonNode? Of(Answer matches, TestExpert expert) => matches.Body!["items"]!.AsArray().FirstOrDefault(i => i!["expertId"]!.GetValue<Guid>() == expert.Id);
}
