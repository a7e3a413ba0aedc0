using System.Net;
using System.Text.Json.Nodes;
using Alliance.Experts;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>The life of a profile, through HTTP on the real store.</summary>
[Collection("experts")]
public sealed class RosterTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_is_written_returned_verified_paused_suspended_and_reinstated()
    {
        var expert = slice.Person(null, (Guid.CreateVersion7(), Roles.Expert));
        var coordinator = slice.Coordinator();
        var lead = slice.Lead();
        var draft = (await expert.Post("/api/experts", new JsonObject(), Ct)).Must(HttpStatusCode.Created);
        var at = $"/api/experts/{draft.Id}";
        Assert.Equal(["submit"], draft.Actions());
        Assert.Equal(["availability.travel", "competences", "country", "languages"], (await expert.Post($"{at}/submit", null, Ct, 1)).Must(HttpStatusCode.UnprocessableEntity).Faults.Order());
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.Get(at, Ct)).Status);

        var written = (await expert.Put(at, Profiles.Complete(Guid.CreateVersion7()), 1, Ct)).Must(HttpStatusCode.OK);
        var submitted = (await expert.Post($"{at}/submit", null, Ct, written.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(["employer-consent", "return", "verify"], (await coordinator.Get(at, Ct)).Must(HttpStatusCode.OK).Actions());
        var returned = (await coordinator.Post($"{at}/return", new JsonObject { ["reason"] = "Які саме мережі?" }, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var again = (await expert.Post($"{at}/submit", null, Ct, returned.Revision)).Must(HttpStatusCode.OK);
        var active = (await coordinator.Post($"{at}/verify", null, Ct, again.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(("active", coordinator.Id), (active.RequestStatus, active.Body!["competences"]![0]!["confirmedBy"]!.GetValue<Guid>()));

        var paused = (await expert.Post($"{at}/pause", null, Ct, active.Revision)).Must(HttpStatusCode.OK);
        var resumed = (await expert.Post($"{at}/resume", null, Ct, paused.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.Post($"{at}/suspend", new JsonObject { ["reason"] = "?" }, Ct, resumed.Revision)).Status);
        Assert.Equal(["reason"], (await lead.Post($"{at}/suspend", null, Ct, resumed.Revision)).Must(HttpStatusCode.BadRequest).Faults);
        var suspended = (await lead.Post($"{at}/suspend", new JsonObject { ["reason"] = "Скарга" }, Ct, resumed.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("wrong-state", (await expert.Put(at, Profiles.Complete(), suspended.Revision, Ct)).Must(HttpStatusCode.Conflict).Code());
        Assert.Equal("active", (await lead.Post($"{at}/reinstate", null, Ct, suspended.Revision)).Must(HttpStatusCode.OK).RequestStatus);
    }

    [Fact]
    public async Task Members_that_no_form_has_are_worth_nothing()
    {
        var employer = Guid.CreateVersion7();
        var (expert, stranger) = (slice.Person(null, (employer, Roles.Expert)), Guid.CreateVersion7());
        var boasting = Profiles.Complete(employer)
            .With("id", stranger.ToString()).With("personId", stranger.ToString()).With("status", "active").With("revision", 99).With("verifiedBy", stranger.ToString())
            .With("rating", 5).With("experience", JsonNode.Parse("""[{"assignmentId":"01990000-0000-7000-8000-00000000beef"}]""")).With("actions", JsonNode.Parse("""["verify"]"""));
        boasting["employer"]!["consent"] = new JsonObject { ["until"] = "2030-01-01", ["by"] = stranger.ToString() };
        boasting["competences"]![0]!["confirmedBy"] = stranger.ToString();
        var draft = (await expert.Post("/api/experts", boasting, Ct)).Must(HttpStatusCode.Created);
        var saved = (await expert.Put($"/api/experts/{draft.Id}", boasting, draft.Revision, Ct)).Must(HttpStatusCode.OK);
        foreach (var read in new[] { draft, saved })
        {
            Assert.Equal(("draft", expert.Id), (read.RequestStatus, read.Body!["personId"]!.GetValue<Guid>()));
            Assert.NotEqual(stranger, read.Id);
            Assert.True(read.Revision < 99);
            Assert.Equal(["submit"], read.Actions());
            Assert.Null(read.Body["employer"]!["consent"]);
            Assert.Null(read.Body["competences"]![0]!["confirmedBy"]);
            Assert.True(read.Body["experience"] is not JsonArray { Count: > 0 });
        }
    }

    [Fact]
    public async Task A_person_has_one_profile()
    {
        var expert = slice.Person(null, (Guid.CreateVersion7(), Roles.Expert));
        var first = (await expert.Post("/api/experts", Profiles.Complete(), Ct, key: "k1")).Must(HttpStatusCode.Created);
        Assert.Equal(first.Id, (await expert.Post("/api/experts", Profiles.Complete(), Ct, key: "k1")).Must(HttpStatusCode.Created).Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await expert.Post("/api/experts", new JsonObject(), Ct, key: "k1")).Status);
        Assert.Equal("profile-exists", (await expert.Post("/api/experts", Profiles.Complete(), Ct)).Must(HttpStatusCode.Conflict).Code());
        Assert.Equal("no-expert", (await slice.Coordinator().Post("/api/experts", Profiles.Complete(), Ct)).Must(HttpStatusCode.Forbidden).Code());
        var mine = (await expert.Get("/api/experts?mine=true", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.Equal(first.Id, Assert.Single(mine)!["id"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task Of_many_who_begin_the_same_profile_at_once_one_does()
    {
        var expert = slice.Person(null, (Guid.CreateVersion7(), Roles.Expert));
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => expert.Post("/api/experts", Profiles.Complete(), Ct)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => !a.IsSuccess), a => Assert.Equal("profile-exists", a.Code()));
    }

    [Fact]
    public async Task A_coordinators_reading_is_recorded_and_the_experts_own_is_not()
    {
        var expert = await slice.Expert(Ct);
        var coordinator = slice.Coordinator();
        var readings = slice.Get<Store<ProfileReading>>();
        (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        (await coordinator.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        var read = await Everything.Of(readings, Roster.ReadAt, Ct, new Where<ProfileReading>(Roster.ReadingsOf, expert.Id.ToString()));
        Assert.Equal(coordinator.Id, Assert.Single(read).Value.ReaderId);
    }

    [Fact]
    public async Task The_employers_administrator_consents_and_sees_no_competence()
    {
        var expert = await slice.Expert(Ct);
        var at = $"/api/experts/{expert.Id}";
        var administrator = slice.Person(null, (expert.Employer, Roles.OrganisationAdministrator));
        var seen = (await administrator.Get(at, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(["employer-consent"], seen.Actions());
        Assert.Null(seen.Body!["competences"]);
        Assert.Null(seen.Body["availability"]);
        var until = DateOnly.FromDateTime(slice.Now.UtcDateTime).AddYears(1);
        var consented = (await administrator.Post($"{at}/employer-consent", new JsonObject { ["until"] = $"{until:yyyy-MM-dd}" }, Ct, seen.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(administrator.Id, consented.Body!["consent"]!["by"]!.GetValue<Guid>());
        Assert.Equal(HttpStatusCode.Forbidden, (await expert.Person.Post($"{at}/employer-consent", new JsonObject { ["until"] = $"{until:yyyy-MM-dd}" }, Ct, consented.Revision)).Status);
        foreach (var stranger in new[] { slice.Person(null, (Guid.CreateVersion7(), Roles.OrganisationAdministrator)), slice.Person(null, (Guid.CreateVersion7(), Roles.Observer)), slice.Person(null, (Guid.CreateVersion7(), Roles.Administrator)) })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(at, Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"{at}/employer-consent", new JsonObject { ["until"] = $"{until:yyyy-MM-dd}" }, Ct, consented.Revision)).Status);
            Assert.DoesNotContain(expert.Id.ToString(), (await stranger.Get("/api/experts?limit=100", Ct)).Text, StringComparison.Ordinal);
        }

        // Another employer has not consented.
        var moved = (await expert.Person.Put(at, Profiles.Complete(Guid.CreateVersion7()), consented.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Null(moved.Body!["consent"]);
    }

    [Fact]
    public async Task Who_coordinates_does_not_verify_the_own_profile()
    {
        var both = slice.Person(null, (Guid.CreateVersion7(), Roles.Expert), (Guid.CreateVersion7(), Roles.Coordinator));
        var draft = (await both.Post("/api/experts", Profiles.Complete(), Ct)).Must(HttpStatusCode.Created);
        var submitted = (await both.Post($"/api/experts/{draft.Id}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("own-profile", (await both.Post($"/api/experts/{draft.Id}/verify", null, Ct, submitted.Revision)).Must(HttpStatusCode.Forbidden).Code());
    }

    [Fact]
    public async Task The_roster_is_filtered_and_shows_no_draft()
    {
        var expert = await slice.Expert(Ct);
        var draft = (await slice.Person(null, (Guid.CreateVersion7(), Roles.Expert)).Post("/api/experts", Profiles.Complete(), Ct)).Must(HttpStatusCode.Created);
        var list = (await slice.Coordinator().Get("/api/experts?status=active&topic=water-supply&language=en&country=BG&limit=100", Ct)).Must(HttpStatusCode.OK).Text;
        Assert.Contains(expert.Id.ToString(), list, StringComparison.Ordinal);
        Assert.DoesNotContain(draft.Id.ToString(), (await slice.Coordinator().Get("/api/experts?limit=100", Ct)).Text, StringComparison.Ordinal);
        Assert.Equal(["langage"], (await slice.Coordinator().Get("/api/experts?langage=en", Ct)).Must(HttpStatusCode.BadRequest).Faults);
    }
}
