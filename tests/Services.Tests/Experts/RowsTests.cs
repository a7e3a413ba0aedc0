using System.Net;
using System.Text.Json.Nodes;
using Alliance.Experts;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>Every row of both tables that is a person's, over HTTP: who may, who may not, and the same call again.</summary>
[Collection("experts")]
public sealed class RowsTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string, string> AssignmentRows() =>
        [.. AssignmentTransitions.Table.Where(t => t.By != AssignmentBy.System).Select(t => (t.From.ToString(), t.Verb, t.To.ToString(), t.By.ToString()))];

    public static TheoryData<string, string, string, string> ProfileRows() =>
        [.. ExpertTransitions.Table.Where(t => t.By != ExpertBy.System).Select(t => (t.From.ToString(), t.Verb, t.To.ToString(), t.By.ToString()))];

    [Theory]
    [MemberData(nameof(AssignmentRows))]
    public async Task An_assignment_is_moved_once_by_whom_the_row_names_and_by_nobody_else(string from, string verb, string to, string by)
    {
        var request = await slice.Request(Ct);
        var status = Enum.Parse<AssignmentStatus>(from);
        var (expert, employer) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var profile = await Keep(Profile(expert, employer, ExpertStatus.Active));
        var assignment = await Keep(Some.Assignment(status) with
        {
            RequestId = request.Id, NeedId = request.Need, OrganisationId = request.Applicant, ExpertId = profile.Id, PersonId = expert, DeliveryMode = "online",
            Invitation = status is AssignmentStatus.Interested or AssignmentStatus.Proposed ? null : new Invitation(slice.Now, slice.Now.AddDays(7)), Place = 1,
            ReportedAt = status == AssignmentStatus.Reporting ? slice.Now.AddDays(by == nameof(AssignmentBy.LateCoordinator) ? -15 : 0) : null,
            // What clear-conflict, agree and check are about; to the confirmation the first two are an obstacle.
            ConflictOfInterest = verb == AssignmentVerb.ClearConflict ? new ConflictOfInterest(true, "Брат") : null,
            Terms = verb == AssignmentVerb.Agree ? new Alliance.Experts.Terms(1, "Чотири дні", Guid.Empty, slice.Now) : null,
            Checklist = verb == AssignmentVerb.Check ? [new ChecklistItem("travel-arranged", false)] : []
        });
        // The only place is taken: nobody moves up meanwhile.
        if (status == AssignmentStatus.Reserve)
            await Keep(Some.Assignment(AssignmentStatus.Confirmed) with { RequestId = request.Id, NeedId = request.Need, OrganisationId = request.Applicant, ExpertId = Guid.CreateVersion7(), Place = 1 });
        var people = People(expert, employer, request.Applicant);
        string[] experts = ["expert", "expert-who-coordinates", "expert-who-signs"];
        // A verb that several may use stands in several rows; what the applicant left lying is the applicant's still. Whose row it is does it.
        string[] Named(string row) => row switch
        {
            nameof(AssignmentBy.Expert) => experts,
            nameof(AssignmentBy.Coordinator) or nameof(AssignmentBy.LateCoordinator) => ["coordinator", "lead"],
            _ => ["signatory"]
        };
        string[] may =
        [
            .. Named(by),
            .. AssignmentTransitions.Table.Where(t => t.From == status && t.Verb == verb && t.By is not (AssignmentBy.System or AssignmentBy.LateCoordinator) && t.By.ToString() != by)
                .SelectMany(t => Named(t.By.ToString()))
        ];
        string[] knows = [.. experts, "coordinator", "lead", "coordinator-of-the-applicant", .. status is AssignmentStatus.Interested or AssignmentStatus.Proposed ? Array.Empty<string>() : ["editor", "signatory"]];
        var body = verb == AssignmentVerb.Replace ? new JsonObject { ["expertId"] = (await slice.Expert(Ct)).Id } : Bodies(verb);
        await Try($"/api/assignments/{assignment.Id}", verb, body, people, may, knows, (from, to, assignment.Revision));
    }

    [Theory]
    [MemberData(nameof(ProfileRows))]
    public async Task A_profile_is_moved_once_by_whom_the_row_names_and_by_nobody_else(string from, string verb, string to, string by)
    {
        var (expert, employer, applicant) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var profile = await Keep(Profile(expert, employer, Enum.Parse<ExpertStatus>(from)));
        string[] coordinators = ["coordinator", "lead", "coordinator-of-the-applicant"];
        string[] own = ["expert", "expert-who-coordinates", "expert-who-signs"];
        string[] may = by switch
        {
            nameof(ExpertBy.Owner) => own,
            nameof(ExpertBy.Coordinator) => coordinators,
            nameof(ExpertBy.LeadCoordinator) => ["lead"],
            _ => [.. coordinators, "employer"]
        };
        string[] knows = profile.Value.WasSubmitted ? [.. own, .. coordinators, "employer"] : own;
        await Try($"/api/experts/{profile.Id}", verb, Bodies(verb), People(expert, employer, applicant), may, knows, (from, to, profile.Revision));
    }

    private static async Task Try(
        string at, string verb, JsonObject? body, Dictionary<string, ApiPerson> people, string[] may, string[] knows, (string From, string To, long Revision) row)
    {
        foreach (var (name, other) in people.Where(p => !may.Contains(p.Key)))
        {
            var expected = knows.Contains(name) ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound;
            Assert.Equal((name, expected), (name, (await Send(other, row.Revision)).Status));
        }
        var person = people[may[0]];
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await Send(person, null)).Status);
        var done = (await Send(person, row.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal((Wire(row.To), row.Revision + 1), (done.RequestStatus, done.Revision));
        Assert.Equal(done.Revision, (await Send(person, row.Revision)).Must(HttpStatusCode.OK).Revision);
        foreach (var name in may.Where(name => people[name].Id != person.Id))
            Assert.Equal((name, HttpStatusCode.PreconditionFailed), (name, (await Send(people[name], row.Revision)).Status));
        var entry = Assert.Single((await person.Get($"{at}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray())!;
        Assert.Equal(
            (verb, person.Id, Wire(row.From), Wire(row.To)),
            (entry["verb"]!.GetValue<string>(), entry["actorId"]!.GetValue<Guid>(), entry["from"]!.GetValue<string>(), entry["to"]!.GetValue<string>()));

        Task<Answer> Send(ApiPerson who, long? revision) => verb == AssignmentVerb.Terms ? who.Put($"{at}/{verb}", body!, revision, Ct) : who.Post($"{at}/{verb}", body, Ct, revision);
    }

    /// <summary>Everybody there is, towards the expert, the employer and the applicant.</summary>
    private Dictionary<string, ApiPerson> People(Guid expert, Guid employer, Guid applicant)
    {
        var elsewhere = Guid.CreateVersion7();
        return new()
        {
            ["expert"] = slice.Person(expert, (employer, Roles.Expert)),
            ["expert-who-coordinates"] = slice.Person(expert, (employer, Roles.Expert), (elsewhere, Roles.LeadCoordinator)),
            ["expert-who-signs"] = slice.Person(expert, (employer, Roles.Expert), (applicant, Roles.AuthoritySignatory)),
            ["other-expert"] = slice.Person(null, (employer, Roles.Expert)),
            ["editor"] = slice.Person(null, (applicant, Roles.AuthorityEditor)),
            ["signatory"] = slice.Person(null, (applicant, Roles.AuthoritySignatory)),
            ["other-signatory"] = slice.Person(null, (elsewhere, Roles.AuthoritySignatory)),
            ["coordinator"] = slice.Person(null, (elsewhere, Roles.Coordinator)),
            ["lead"] = slice.Person(null, (elsewhere, Roles.LeadCoordinator)),
            ["coordinator-of-the-applicant"] = slice.Person(null, (elsewhere, Roles.Coordinator), (applicant, Roles.Observer)),
            ["employer"] = slice.Person(null, (employer, Roles.OrganisationAdministrator)),
            ["other-employer"] = slice.Person(null, (elsewhere, Roles.OrganisationAdministrator)),
            ["observer"] = slice.Person(null, (elsewhere, Roles.Observer)),
            ["administrator"] = slice.Person(null, (elsewhere, Roles.Administrator))
        };
    }

    private static Expert Profile(Guid person, Guid employer, ExpertStatus status) => Some.Expert(status) with
    {
        PersonId = person,
        Profile = new Profile
        {
            Country = "BG", Employer = new Employer(employer, "Engineer", false), Competences = [new Competence("water-supply", 3, 8)],
            Languages = [new SpokenLanguage("en", "C1")], Availability = new Availability { Travel = "to-ukraine" }
        }
    };

    private static JsonObject? Bodies(string verb) => verb switch
    {
        AssignmentVerb.Accept => Profiles.NoConflict(),
        AssignmentVerb.DeclareConflict => new JsonObject { ["declared"] = false },
        AssignmentVerb.ClearConflict => new JsonObject { ["reason"] = "Не впливає" },
        AssignmentVerb.Terms => new JsonObject { ["text"] = "Чотири дні" },
        AssignmentVerb.Check => new JsonObject { ["item"] = "travel-arranged" },
        AssignmentVerb.Decline => new JsonObject { ["code"] = "not-available" },
        AssignmentVerb.Report => new JsonObject { ["text"] = "План готовий" },
        ExpertVerb.Suspend => new JsonObject { ["reason"] = "Скарга" },
        ExpertVerb.EmployerConsent => new JsonObject { ["until"] = "2027-12-31" },
        _ => null
    };

    private static string Wire(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private async Task<Stored<T>> Keep<T>(T document) where T : class =>
        Assert.IsType<SaveResult<T>.Saved>(await slice.Get<Store<T>>().Create(Guid.CreateVersion7(), document, Guid.Empty, [], Ct)).Document;
}
