using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Requests.Counting;
using Alliance.Requests.Substituting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>A coordinator who is away names a colleague, who then sees what waits.</summary>
[Collection("requests-broker")]
public sealed class SubstituteAnnouncedTests(BrokerSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_naming_is_announced_once()
    {
        var (absent, colleague) = (slice.Person(Guid.CreateVersion7(), (Some.Secretariat, Roles.Coordinator)), Guid.CreateVersion7());
        slice.Issuer.People[colleague] = new PersonCard(colleague, "Ім'я", "somebody@example.org", "uk", true, [new MembershipRoles(Guid.CreateVersion7(), [Roles.Coordinator])]);
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var form = new JsonObject { ["personId"] = colleague, ["from"] = $"{today:yyyy-MM-dd}", ["to"] = $"{today.AddDays(2):yyyy-MM-dd}" };
        var named = (await absent.Put("/api/substitutes/me", form, 0, Ct)).Must(HttpStatusCode.OK);
        // Said again it changes nothing.
        (await absent.Put("/api/substitutes/me", form, named.Revision, Ct)).Must(HttpStatusCode.OK);
        (await absent.Put("/api/substitutes/me", new JsonObject(), named.Revision, Ct)).Must(HttpStatusCode.OK);
        var heard = await Wait.Until(_ => Task.FromResult(slice.Substitutes.Where(s => s.Id == absent.Id).ToArray()), all => all.Length == 2, Ct);
        // They are handled here side by side.
        Assert.Equal([1L, 2L], heard.Select(s => s.No).Order());
        Assert.Null(heard.MaxBy(s => s.No)!.SubstituteId);
    }
}

/// <summary>Of whom it is said, and what it shows.</summary>
[Collection("requests")]
public sealed class SubstituteTests(RequestsSlice slice)
{
    private const string At = "/api/substitutes/me";
    private static readonly DateOnly Today = DateOnly.FromDateTime(Some.Now.UtcDateTime);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task During_the_time_named_the_work_stands_on_both_lists()
    {
        var (absent, colleague) = (slice.Coordinator(), slice.Coordinator());
        slice.Issuer.People[colleague.Id] = new PersonCard(colleague.Id, "Ім'я", "somebody@example.org", "uk", true, [new MembershipRoles(Guid.CreateVersion7(), [Roles.Coordinator])]);
        var submitted = await slice.Applicant().Submitted(Ct);
        (await absent.Post($"/api/requests/{submitted.Id}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        Assert.Null(await Item(colleague, submitted.Id));

        Assert.Equal(0, (await absent.Get(At, Ct)).Must(HttpStatusCode.OK).Revision);
        // The office may be in tomorrow already.
        var now = DateOnly.FromDateTime(DateTime.UtcNow);
        var named = (await absent.Put(At, Form(colleague.Id, now.AddDays(-1), now.AddDays(2)), 0, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(absent.Id, (await Item(colleague, submitted.Id))!["for"]!.GetValue<Guid>());
        Assert.Null((await Item(absent, submitted.Id))!["for"]);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await absent.Put(At, Form(colleague.Id, now, now.AddDays(1)), 0, Ct)).Status);

        // Not before the time begins, and not once it is taken back.
        var later = (await absent.Put(At, Form(colleague.Id, now.AddDays(3), now.AddDays(5)), named.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Null(await Item(colleague, submitted.Id));
        var again = (await absent.Put(At, Form(colleague.Id, now.AddDays(-1), now.AddDays(2)), later.Revision, Ct)).Must(HttpStatusCode.OK);
        (await absent.Put(At, new JsonObject(), again.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Null(await Item(colleague, submitted.Id));
    }

    [Fact]
    public void A_substitute_is_another_coordinator_for_a_time_that_is_not_over()
    {
        var found = Some.Found(Some.SecondCoordinator);
        Assert.Null(NameSubstitute.Refuse(new(Some.SecondCoordinator.PersonId, Today, Today), found, Some.Coordinator, Today));
        Assert.Null(NameSubstitute.Refuse(new(), FoundPeople.NotAsked, Some.Coordinator, Today));
        Assert.Equal(["from: required", "to: required"], Some.Faults(NameSubstitute.Refuse(new(Some.SecondCoordinator.PersonId), found, Some.Coordinator, Today)));
        Assert.Equal(["to: in-the-past"], Some.Faults(NameSubstitute.Refuse(new(Some.SecondCoordinator.PersonId, Today.AddDays(-9), Today.AddDays(-1)), found, Some.Coordinator, Today)));
        Assert.Equal(["to: from-after-to"], Some.Faults(NameSubstitute.Refuse(new(Some.SecondCoordinator.PersonId, Today.AddDays(2), Today), found, Some.Coordinator, Today)));
        Assert.Equal(["to: out-of-range"], Some.Faults(NameSubstitute.Refuse(new(Some.SecondCoordinator.PersonId, Today, Today.AddDays(400)), found, Some.Coordinator, Today)));
        Assert.Equal(["personId: no-coordinator"], Some.Faults(NameSubstitute.Refuse(new(Some.Coordinator.PersonId, Today, Today), FoundPeople.NotAsked, Some.Coordinator, Today)));
        Assert.Equal(["personId: no-coordinator"], Some.Faults(NameSubstitute.Refuse(new(Some.Editor.PersonId, Today, Today), Some.Found(Some.Editor), Some.Coordinator, Today)));
        Assert.Equal(RefusalKind.Forbidden, NameSubstitute.Refuse(new(), FoundPeople.NotAsked, Some.Editor, Today)!.Kind);
    }

    [Fact]
    public void What_is_announced_begins_and_ends_with_the_days_of_the_office()
    {
        List<string> faults = [];
        var brussels = OfficeDays.Read("none", "none", "Europe/Brussels", faults);
        var (absent, colleague) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var entry = new HistoryEntry(3, "substitute", absent, Some.Now, colleague.ToString(), "nobody", "named", null, null, "", "");
        var stored = new Stored<Substitution>(absent, new Substitution(colleague, new(2026, 3, 28), new(2026, 3, 29)), 3, 3, "", Some.Now, absent, Some.Now, absent);
        // The second of these days is an hour shorter there.
        Assert.Equal(
            new SubstituteNamed(absent, 3, "substitute", Some.Now, absent, colleague, new(2026, 3, 27, 23, 0, 0, TimeSpan.Zero), new(2026, 3, 29, 22, 0, 0, TimeSpan.Zero)),
            Substitution.Announcement(stored, entry, brussels));
        Assert.Equal((null, null, null), Substitution.Announcement(stored with { Value = new(null, null, null) }, entry, brussels) switch { var n => (n.SubstituteId, n.From, n.Until) });
    }

    private static JsonObject Form(Guid person, DateOnly from, DateOnly to) => new() { ["personId"] = person, ["from"] = $"{from:yyyy-MM-dd}", ["to"] = $"{to:yyyy-MM-dd}" };

    private static async Task<JsonNode?> Item(ApiPerson person, Guid request) =>
        (await person.Get("/api/today", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().SingleOrDefault(i => i!["requestId"]!.GetValue<Guid>() == request);
}
