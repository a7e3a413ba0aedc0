using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Knowing;
using Alliance.Experts.Matching;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>Who looks for help somebody could give, what would raise a score, and where nobody fits.</summary>
[Collection("experts")]
public sealed class OpenCallsTests(MatchingService service) : IClassFixture<MatchingService>
{
    private readonly ExpertsSlice slice = service.Slice;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_expert_reads_the_open_calls_with_the_own_fit_and_what_stands_in_the_way()
    {
        var (online, onsite, closed) = (await slice.Request(Ct), await slice.Request(Ct, mode: "onsite"), await slice.Request(Ct));
        await slice.Hear(closed.Message("hold", "matching") with { Visibility = "participants" }, Ct);
        var expert = await slice.Expert(Ct, Profiles.Complete().With("availability", new JsonObject { ["travel"] = "remote-only" }));
        var calls = (await expert.Person.Get("/api/open-calls", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("active", calls.Body!["profile"]!.GetValue<string>());
        Assert.Null(Of(calls, closed));
        var fits = Of(calls, online)!;
        Assert.Equal((90, 0), (fits["score"]!.GetValue<int>(), fits["closed"]!.AsArray().Count));
        Assert.Equal(5, fits["parts"]!.AsArray().Count);
        Assert.Equal("The work is on site, and your profile says that you do not travel to Ukraine.", Of(calls, onsite)!["closed"]![0]!.GetValue<string>());
        var offer = new JsonObject { ["requestId"] = online.Id, ["needId"] = online.Need, ["conflictOfInterest"] = new JsonObject { ["declared"] = false } };
        var interested = (await expert.Person.Post("/api/assignments", offer, Ct)).Must(HttpStatusCode.Created);
        var standing = Of(await expert.Person.Get("/api/open-calls", Ct), online)!["assignment"]!;
        Assert.Equal((interested.Id, "interested"), (standing["id"]!.GetValue<Guid>(), standing["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Who_can_offer_nothing_reads_of_no_call()
    {
        var request = await slice.Request(Ct);
        var stranger = slice.Person(null, (Guid.CreateVersion7(), Roles.OrganisationAdministrator));
        foreach (var nobody in new[] { request.Signatory, stranger, slice.Person(null, (Guid.CreateVersion7(), Roles.Administrator)) })
            Assert.Empty((await nobody.Get("/api/open-calls", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());
        Assert.Equal(["q"], (await request.Signatory.Get("/api/open-calls?q=water", Ct)).Must(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task Weights_are_published_and_gaps_are_for_coordinators_and_observers()
    {
        var weights = (await slice.Person(null, (Guid.CreateVersion7(), Roles.Expert)).Get("/api/matches/weights", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal((45, 20, 20, 10, 5), (Weight("skills"), Weight("languages"), Weight("availability"), Weight("experience"), Weight("load")));
        var request = await slice.Request(Ct);
        Assert.Equal(HttpStatusCode.Forbidden, (await request.Signatory.Get("/api/gaps", Ct)).Status);
        var observer = slice.Person(null, (Guid.CreateVersion7(), Roles.Observer));
        var gaps = (await observer.Get("/api/gaps", Ct)).Must(HttpStatusCode.OK);
        Assert.Contains(gaps.Body!["topics"]!.AsArray(), t => t!["code"]!.GetValue<string>() == "water-supply");
        var before = gaps.Body["needs"]!.GetValue<int>();
        await request.Confirmed(await slice.Expert(Ct), Ct);
        Assert.Equal(before - 1, (await observer.Get("/api/gaps", Ct)).Body!["needs"]!.GetValue<int>());

        int Weight(string part) => weights.Body![part]!.GetValue<int>();
    }

    [Fact]
    public void A_need_nobody_meets_in_full_is_a_gap_of_its_topics_languages_and_oblast()
    {
        var (met, unmet) = (Needing("UA32", "water-supply", "en"), Needing("UA05", "waste-management", "de"));
        var candidate = Speaking("water-supply", "en");
        var gaps = FindGaps.Of([met, unmet], new Dictionary<string, int>(), [candidate], new MatchingSettings(), Some.Now);
        Assert.Equal((2, 1), (gaps.Needs, gaps.Without));
        Assert.Equal([new GapRow("waste-management", 1, 1, 0), new GapRow("water-supply", 1, 0, 1)], gaps.Topics);
        Assert.Equal([new GapRow("de", 1, 1, 0), new GapRow("en", 1, 0, 1)], gaps.Languages);
        Assert.Equal([new GapRow("UA05", 1, 1, 0), new GapRow("UA32", 1, 0, 1)], gaps.Oblasts);
        // With its places taken it is none.
        Assert.Equal(1, FindGaps.Of([met, unmet], new Dictionary<string, int> { [unmet.Needs[0].Id.ToString()] = 1 }, [candidate], new MatchingSettings(), Some.Now).Needs);
    }

    [Fact]
    public void What_is_said_to_raise_a_score_raises_it_by_so_much()
    {
        var weights = new MatchingSettings();
        var request = Needing("UA32", "water-supply", "en");
        var beginner = Speaking("water-supply", "en", level: 1, cefr: "A2");
        var wanted = Wanted.Of(request, request.Needs[0], null, Some.Now);
        var raise = Raising.Of(beginner, wanted, weights);
        // Whether the oblast is known to anybody depends on what else was read in this process.
        Assert.Equal(["skill", "language", "topic"], raise.Select(r => r.Code).Where(c => c != "place"));
        var skilled = Speaking("water-supply", "en", level: 3, cefr: "A2");
        Assert.Equal(Scoring.Score(skilled, wanted, weights) - Scoring.Score(beginner, wanted, weights), raise[0].Points);
        var fluent = Speaking("water-supply", "en", level: 1, cefr: "B2");
        Assert.Equal(Scoring.Score(fluent, wanted, weights) - Scoring.Score(beginner, wanted, weights), raise[1].Points);
        // A skill nobody in the roster has ever named can still be learnt.
        var rare = request with { Needs = [request.Needs[0] with { Topics = [], Skills = [$"http://data.europa.eu/esco/skill/{Guid.NewGuid()}"] }] };
        Assert.Equal(45, Raising.Of(beginner, Wanted.Of(rare, rare.Needs[0], null, Some.Now), weights).Single(r => r.Code == "skill").Points);
        Assert.Empty(Raising.Of(skilled with { Languages = fluent.Languages, ExperiencedIn = [Codes.Of("water-supply")] }, wanted with { Oblast = Codes.Nobodys }, weights));
    }

    private static KnownRequest Needing(string oblast, string topic, string language) =>
        Some.Moment().Request! with { Oblast = oblast, Needs = [new OpenNeed(Guid.CreateVersion7(), "expert", [topic], [], 3, [new LanguageLevel(language, "B2")], 1, 3, Must: true)] };

    private static Candidate Speaking(string topic, string language, int level = 3, string cefr = "C1") => Candidate.Of(Guid.CreateVersion7(), Some.Expert(ExpertStatus.Active) with
    {
        Profile = new Profile { Competences = [new Competence(topic, level, 5)], Languages = [new SpokenLanguage(language, cefr)], Availability = new Availability { Travel = "to-ukraine" } }
    });

    private static JsonNode? Of(Answer calls, TestRequest request) => calls.Body!["items"]!.AsArray().FirstOrDefault(i => i!["needId"]!.GetValue<Guid>() == request.Need);
}
