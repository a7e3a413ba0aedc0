using System.Net;
using System.Text.Json.Nodes;
using Alliance.Accounts;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

[Collection("accounts")]
public sealed class OrganisationsTests(AccountsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_organisation_lives_from_application_to_leaving_and_each_step_is_told_to_the_others()
    {
        var administrator = (await slice.Administrator(Ct)).Calls;
        var added = (await administrator.Post("/api/organisations", Forms.Association(), Ct)).Must(HttpStatusCode.Created);
        Assert.Equal(("applied", "\"1\""), (added.RequestStatus, added.ETag));
        Assert.Equal(["activate", "leave"], Actions(added));

        var at = $"/api/organisations/{added.Id}";
        var active = (await administrator.Post($"{at}/activate", null, Ct, added.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("active", active.RequestStatus);
        // The answer was lost and the call comes again.
        Assert.Equal(active.Revision, (await administrator.Post($"{at}/activate", null, Ct, added.Revision)).Must(HttpStatusCode.OK).Revision);
        Assert.Equal(HttpStatusCode.Conflict, (await administrator.Post($"{at}/activate", null, Ct, active.Revision)).Status);
        Assert.Equal((HttpStatusCode)428, (await administrator.Post($"{at}/suspend", null, Ct)).Status);

        var form = Forms.Association("Інша назва").With("registerId", added.Body!["registerId"]!.DeepClone());
        var changed = (await administrator.Put(at, form, active.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("Інша назва", changed.Body!["legalName"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await administrator.Put(at, form, active.Revision, Ct)).Status);
        var suspended = (await administrator.Post($"{at}/suspend", null, Ct, changed.Revision)).Must(HttpStatusCode.OK);
        var reinstated = (await administrator.Post($"{at}/reinstate", null, Ct, suspended.Revision)).Must(HttpStatusCode.OK);
        var left = (await administrator.Post($"{at}/leave", null, Ct, reinstated.Revision)).Must(HttpStatusCode.OK);
        Assert.Empty(Actions(left));

        var told = await Wait.Until(
            _ => Task.FromResult(slice.Published.OfType<OrganisationChanged>().Where(m => m.Id == added.Id).OrderBy(m => m.No).ToArray()), all => all.Length == 6, Ct);
        Assert.Equal(["add", "activate", "change", "suspend", "reinstate", "leave"], told.Select(m => m.Verb));
        Assert.Equal(("association", "UA", "left"), (told[^1].Type, told[^1].Country, told[^1].Membership));
    }

    [Fact]
    public async Task A_member_sees_the_active_ones_and_its_own_and_nothing_of_the_others()
    {
        var (active, applied, own) = (await slice.Organisation(Ct), await slice.Organisation(Ct, status: MembershipStatus.Applied), await slice.Organisation(Ct));
        var member = (await slice.Somebody(Ct, (own, Roles.AuthorityEditor))).Calls;
        Assert.Equal(HttpStatusCode.OK, (await member.Get($"/api/organisations/{active}", Ct)).Status);
        var listed = await Ids(member, "?limit=100");
        Assert.Contains(active, listed);
        Assert.Contains(own, listed);
        Assert.DoesNotContain(applied, listed);
        Assert.DoesNotContain(applied, await Ids(member, "?limit=100&status=applied"));
        // Neither reading nor any verb tells whether an id is taken.
        foreach (var id in (Guid[])[applied, Guid.CreateVersion7()])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await member.Get($"/api/organisations/{id}", Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await member.Put($"/api/organisations/{id}", Forms.Association(), 1, Ct)).Status);
            foreach (var verb in (string[])["activate", "suspend", "reinstate", "leave"])
                Assert.Equal(HttpStatusCode.NotFound, (await member.Post($"/api/organisations/{id}/{verb}", null, Ct, 1)).Status);
        }

        var applicant = (await slice.Somebody(Ct, (applied, Roles.OrganisationAdministrator))).Calls;
        Assert.Equal([applied], await Ids(applicant, ""));
        Assert.Equal(HttpStatusCode.NotFound, (await applicant.Get($"/api/organisations/{active}", Ct)).Status);
        Assert.Contains(applied, await Ids((await slice.Administrator(Ct)).Calls, $"?status=applied&type=hromada&country=UA&q={applied:n}"));
        Assert.Empty(await Ids((await slice.Somebody(Ct)).Calls, ""));
        Assert.Equal(HttpStatusCode.Unauthorized, (await slice.Nobody().GetAsync(new Uri("/api/organisations", UriKind.Relative), Ct)).StatusCode);
    }

    [Fact]
    public async Task Contacts_are_for_the_own_people_and_who_coordinates()
    {
        var administrator = (await slice.Administrator(Ct)).Calls;
        var added = (await administrator.Post("/api/organisations", Forms.Association().With("status", "active"), Ct)).Must(HttpStatusCode.Created);
        var at = $"/api/organisations/{added.Id}";
        Assert.NotNull((await (await slice.Somebody(Ct, (added.Id, Roles.Expert))).Calls.Get(at, Ct)).Body!["contacts"]);
        Assert.NotNull((await (await slice.Somebody(Ct, (slice.Secretariat, Roles.Coordinator))).Calls.Get(at, Ct)).Body!["contacts"]);
        Assert.Null((await (await slice.Somebody(Ct, (await slice.Organisation(Ct), Roles.AuthorityEditor))).Calls.Get(at, Ct)).Body!["contacts"]);
        Assert.Null((await (await slice.Somebody(Ct, (slice.Secretariat, Roles.Observer))).Calls.Get("/api/organisations?q=" + added.Body!["registerId"], Ct)).Body!["items"]![0]!["contacts"]);
    }

    [Fact]
    public async Task Only_administrators_add_and_a_body_sets_nothing_but_the_content()
    {
        var own = await slice.Organisation(Ct);
        var body = Forms.Association().With("id", own.ToString()).With("revision", 7).With("accessChangedAt", "2026-01-01T00:00:00Z").With("createdWith", new JsonObject());
        var added = (await (await slice.Administrator(Ct)).Calls.Post("/api/organisations", body, Ct)).Must(HttpStatusCode.Created);
        Assert.NotEqual(own, added.Id);
        Assert.Equal(1, added.Revision);
        Assert.Equal(["status"], (await (await slice.Administrator(Ct)).Calls.Post("/api/organisations", Forms.Association().With("status", "left"), Ct)).Faults);
        foreach (var role in (string[])[Roles.OrganisationAdministrator, Roles.Observer, Roles.AuthoritySignatory])
            Assert.Equal(HttpStatusCode.Forbidden, (await (await slice.Somebody(Ct, (own, role))).Calls.Post("/api/organisations", Forms.Association(), Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await slice.Somebody(Ct, (slice.Secretariat, Roles.LeadCoordinator))).Calls.Post("/api/organisations", Forms.Association(), Ct)).Status);
        var reopened = await (await slice.Administrator(Ct)).Calls.Put($"/api/organisations/{added.Id}", body.DeepClone().AsObject().With("status", "active"), 1, Ct);
        Assert.NotEqual("active", reopened.Body!["status"]?.ToString());
    }

    [Fact]
    public async Task Of_eight_that_want_the_same_number_one_gets_it()
    {
        var administrator = (await slice.Administrator(Ct)).Calls;
        var number = Forms.NextNumber();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => administrator.Post("/api/organisations", Forms.Association().With("registerId", number), Ct)));
        Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a.Status != HttpStatusCode.Created), a => Assert.Equal((HttpStatusCode.Conflict, "registerId"), (a.Status, Assert.Single(a.Faults))));
        // By a change as well; and who left gives it free.
        var other = (await administrator.Post("/api/organisations", Forms.Association(), Ct)).Must(HttpStatusCode.Created);
        var change = Forms.Association().With("registerId", number);
        Assert.Equal(["registerId"], (await administrator.Put($"/api/organisations/{other.Id}", change, 1, Ct)).Must(HttpStatusCode.Conflict).Faults);
        (await administrator.Post($"/api/organisations/{answers.Single(a => a.IsSuccess).Id}/leave", null, Ct, 1)).Must(HttpStatusCode.OK);
        (await administrator.Put($"/api/organisations/{other.Id}", change, 1, Ct)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_repeated_creation_is_one_creation()
    {
        var administrator = (await slice.Administrator(Ct)).Calls;
        var body = Forms.Association();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => administrator.Post("/api/organisations", body.DeepClone(), Ct, key: "once")));
        Assert.Single(answers.Select(a => a.Must(HttpStatusCode.Created).Id).Distinct());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await administrator.Post("/api/organisations", Forms.Association(), Ct, key: "once")).Status);
    }

    [Fact]
    public async Task The_organisations_it_names_must_be_there()
    {
        var administrator = (await slice.Administrator(Ct)).Calls;
        var body = Forms.Association().With("parentId", Guid.CreateVersion7().ToString()).With("associationIds", new JsonArray(slice.Secretariat.ToString(), Guid.CreateVersion7().ToString()));
        Assert.Equal(["parentId", "associationIds[1]"], (await administrator.Post("/api/organisations", body, Ct)).Must(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task An_organisation_names_associations_that_are_members_and_is_found_by_them()
    {
        var own = await slice.Organisation(Ct, "utility", "BG");
        var (association, applied) = (await slice.Organisation(Ct, "association"), await slice.Organisation(Ct, "association", status: MembershipStatus.Applied));
        var leader = (await slice.Somebody(Ct, (own, Roles.OrganisationAdministrator))).Calls;
        var read = (await leader.Get($"/api/organisations/{own}", Ct)).Must(HttpStatusCode.OK);
        foreach (var stranger in (Guid[])[applied, slice.Secretariat, own, Guid.CreateVersion7()])
        {
            var body = read.Body!.DeepClone().AsObject().With("associationIds", new JsonArray(association.ToString(), stranger.ToString()));
            Assert.Equal(["associationIds[1]"], (await leader.Put($"/api/organisations/{own}", body, read.Revision, Ct)).Must(HttpStatusCode.BadRequest).Faults);
        }
        var named = read.Body!.DeepClone().AsObject().With("associationIds", new JsonArray(association.ToString()));
        (await leader.Put($"/api/organisations/{own}", named, read.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal([own], await Ids(leader, $"?association={association}"));
        Assert.Empty(await Ids(leader, $"?association={applied}"));
        Assert.Equal(["association"], (await leader.Get("/api/organisations?association=all", Ct)).Must(HttpStatusCode.BadRequest).Faults);
    }

    private static IEnumerable<string> Actions(Answer answer) => answer.Body!["actions"]!.AsArray().Select(a => a!.GetValue<string>());

    private static async Task<IReadOnlyList<Guid>> Ids(Requests.ApiPerson who, string query) =>
        [.. (await who.Get("/api/organisations" + query, Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>())];
}
