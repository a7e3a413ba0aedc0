using System.Net;
using System.Text.Json.Nodes;
using Alliance.Accounts.SigningIn;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

[Collection("accounts")]
public sealed class PeopleTests(AccountsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_added_gets_a_password_once_and_is_told_of_without_name_or_address()
    {
        var own = await slice.Organisation(Ct);
        var by = (await slice.Somebody(Ct, (own, Roles.OrganisationAdministrator))).Calls;
        var email = Forms.NextEmail();
        var added = (await by.Post($"/api/organisations/{own}/people", Forms.Person(email, Roles.Expert, Roles.AuthorityEditor), Ct)).Must(HttpStatusCode.Created);
        Assert.Equal(20, added.Body!["oneTimePassword"]!.GetValue<string>().Length);
        Assert.Equal("""["authority-editor","expert"]""", added.Body["roles"]!.ToJsonString());
        var read = (await by.Get($"/api/organisations/{own}/people/{added.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Null(read.Body!["oneTimePassword"]);
        Assert.Equal((email, "\"1\"", "active"), (read.Body["email"]!.GetValue<string>(), read.ETag, read.RequestStatus));
        Assert.True((await Credential(added.Id))!.MustChange);
        var told = Assert.Single(await Wait.Until(_ => Task.FromResult(slice.Published.OfType<PersonChanged>().Where(m => m.Id == added.Id).ToArray()), m => m.Length == 1, Ct));
        Assert.Equal((own, "uk", true), (Assert.Single(told.Memberships).OrganisationId, told.Language, told.Active));
    }

    [Fact]
    public async Task Of_eight_with_the_same_address_one_is_added()
    {
        var administrator = (await slice.Administrator(Ct)).Calls;
        var organisations = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => slice.Organisation(Ct)));
        var own = await Task.WhenAll(organisations.Select(async o => (await slice.Somebody(Ct, (o, Roles.OrganisationAdministrator))).Calls));
        var email = Forms.NextEmail();
        // Written with other letters it is the same address.
        var answers = await Task.WhenAll(own.Select((who, i) => who.Post(
            $"/api/organisations/{organisations[i]}/people", Forms.Person(i % 2 == 0 ? email : email.ToUpperInvariant(), Roles.Expert), Ct)));
        var first = Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.All(answers.Where(a => a != first), a => Assert.Equal((HttpStatusCode.Conflict, "email"), (a.Status, Assert.Single(a.Faults))));

        // An administrator brings the same person to one more organisation; nobody gets a password for it.
        var more = await slice.Organisation(Ct);
        var joined = (await administrator.Post($"/api/organisations/{more}/people", Forms.Person(email, Roles.Expert), Ct)).Must(HttpStatusCode.Created);
        Assert.Equal((first.Id, null), (joined.Id, joined.Body!["oneTimePassword"]));
        Assert.Equal(HttpStatusCode.OK, (await administrator.Post($"/api/organisations/{more}/people", Forms.Person(email, Roles.Expert), Ct)).Status);
        Assert.Equal(["email"], (await administrator.Post($"/api/organisations/{more}/people", Forms.Person(email, Roles.Observer), Ct)).Must(HttpStatusCode.Conflict).Faults);
    }

    [Fact]
    public async Task A_repeated_call_gets_a_new_password_until_the_first_one_was_used()
    {
        var own = await slice.Organisation(Ct);
        var by = (await slice.Somebody(Ct, (own, Roles.OrganisationAdministrator))).Calls;
        var (at, body) = ($"/api/organisations/{own}/people", Forms.Person(Forms.NextEmail(), Roles.Expert));
        var first = (await by.Post(at, body, Ct, key: "person")).Must(HttpStatusCode.Created);
        var again = (await by.Post(at, body, Ct, key: "person")).Must(HttpStatusCode.Created);
        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Body!["oneTimePassword"]!.ToString(), again.Body!["oneTimePassword"]!.ToString());
        await using (var scope = slice.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<Credentials>().Set(first.Id, "chosen by the person", false, Ct);
        var late = (await by.Post(at, body, Ct, key: "person")).Must(HttpStatusCode.Created);
        Assert.Null(late.Body!["oneTimePassword"]);
        Assert.False((await Credential(first.Id))!.MustChange);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await by.Post(at, Forms.Person(Forms.NextEmail(), Roles.Expert), Ct, key: "person")).Status);
    }

    [Fact]
    public async Task Nobody_raises_themselves_and_no_body_or_token_does_it_for_them()
    {
        var own = await slice.Organisation(Ct);
        var member = await slice.Somebody(Ct, (own, Roles.OrganisationAdministrator));
        var at = $"/api/organisations/{own}/people";
        var raised = Body(member, Roles.OrganisationAdministrator, Roles.AuthoritySignatory);
        Assert.Equal("own-rights", Code(await member.Calls.Put($"{at}/{member.Id}", raised, 1, Ct), HttpStatusCode.Forbidden));
        Assert.Equal("role-not-yours", Code(await member.Calls.Post(at, Forms.Person(Forms.NextEmail(), Roles.Observer), Ct), HttpStatusCode.Forbidden));
        Assert.Equal("own-rights", Code(await member.Calls.Post($"{at}/{member.Id}/end", null, Ct, 1), HttpStatusCode.Forbidden));
        // A token that says more than is true.
        var boasting = slice.Calls(member.Id, claimed: (slice.Secretariat, Roles.Administrator));
        Assert.Equal("not-yours", Code(await boasting.Post("/api/organisations", Forms.Association(), Ct), HttpStatusCode.Forbidden));
        // Members of the document that no form has.
        var kept = Body(member, Roles.OrganisationAdministrator).With("memberships", new JsonArray(new JsonObject { ["organisationId"] = slice.Secretariat.ToString(), ["roles"] = new JsonArray("administrator") }))
            .With("active", false).With("email", "other@example.org");
        Assert.Equal(1, (await member.Calls.Put($"{at}/{member.Id}", kept, 1, Ct)).Must(HttpStatusCode.OK).Revision);
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Calls.Get("/api/clients", Ct)).Status);
    }

    [Fact]
    public async Task Other_roles_and_an_ended_membership_end_what_was_issued_before()
    {
        var own = await slice.Organisation(Ct);
        var by = (await slice.Somebody(Ct, (own, Roles.OrganisationAdministrator))).Calls;
        var member = await slice.Somebody(Ct, (own, Roles.AuthorityEditor));
        var at = $"/api/organisations/{own}/people/{member.Id}";
        Assert.Equal(HttpStatusCode.OK, (await member.Calls.Get("/api/me", Ct)).Status);
        var renamed = (await by.Put(at, Body(member, Roles.AuthorityEditor).With("name", "Інше Ім’я"), 1, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await member.Calls.Get("/api/me", Ct)).Status);
        Assert.DoesNotContain(member.Id, await Ended());

        var changed = (await by.Put(at, Body(member, Roles.AuthoritySignatory).With("name", "Інше Ім’я"), renamed.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Unauthorized, (await member.Calls.Get("/api/me", Ct)).Status);
        Assert.Contains(member.Id, await Ended());
        var later = slice.Calls(member.Id, DateTimeOffset.UtcNow.AddSeconds(2));
        Assert.Equal("""["authority-signatory"]""", (await later.Get("/api/me", Ct)).Must(HttpStatusCode.OK).Body!["memberships"]![0]!["roles"]!.ToJsonString());

        var ended = (await by.Post($"{at}/end", null, Ct, changed.Revision)).Must(HttpStatusCode.OK);
        Assert.Empty(ended.Body!["roles"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await by.Post($"{at}/end", null, Ct, changed.Revision)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Calls(member.Id, DateTimeOffset.UtcNow.AddSeconds(2)).Get($"/api/organisations/{own}/people", Ct)).Status);
    }

    [Fact]
    public async Task Ended_access_is_ended_here_at_once_and_said_to_the_others()
    {
        var (administrator, own) = ((await slice.Administrator(Ct)).Calls, await slice.Organisation(Ct));
        var member = await slice.Somebody(Ct, (own, Roles.OrganisationAdministrator));
        Assert.Equal(HttpStatusCode.Forbidden, (await member.Calls.Post($"/api/people/{member.Id}/end", null, Ct, 1)).Status);
        var ended = (await administrator.Post($"/api/people/{member.Id}/end", null, Ct, 1)).Must(HttpStatusCode.OK);
        Assert.Equal("ended", ended.RequestStatus);
        Assert.Equal(HttpStatusCode.Unauthorized, (await member.Calls.Get("/api/me", Ct)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await slice.Calls(member.Id, DateTimeOffset.UtcNow.AddSeconds(2)).Get("/api/me", Ct)).Status);
        Assert.Contains(member.Id, await Ended());
        var card = (await slice.Service().Get($"/internal/people?id={member.Id}&id={Guid.CreateVersion7()}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.False(Assert.Single(card)!["active"]!.GetValue<bool>());
        var roles = Assert.Single(card[0]!["memberships"]!.AsArray())!;
        Assert.Equal((own, Roles.OrganisationAdministrator), (roles["organisationId"]!.GetValue<Guid>(), Assert.Single(roles["roles"]!.AsArray())!.GetValue<string>()));
        (await administrator.Post($"/api/people/{member.Id}/restore", null, Ct, ended.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await slice.Calls(member.Id, DateTimeOffset.UtcNow.AddSeconds(2)).Get("/api/me", Ct)).Status);
    }

    [Fact]
    public async Task Who_forgot_the_password_gets_a_new_one_from_an_administrator_once_and_never_from_a_program()
    {
        var administrator = await slice.Administrator(Ct);
        var own = await slice.Organisation(Ct);
        var added = (await administrator.Calls.Post($"/api/organisations/{own}/people", Forms.Person(Forms.NextEmail(), Roles.Expert), Ct)).Must(HttpStatusCode.Created);
        var first = added.Body!["oneTimePassword"]!.GetValue<string>();
        var id = $"robot-{Guid.CreateVersion7():n}";
        (await administrator.Calls.Post("/api/clients", new JsonObject { ["clientId"] = id, ["name"] = "Робот", ["actsFor"] = administrator.Id.ToString() }, Ct)).Must(HttpStatusCode.Created);
        var refused = (await slice.Calls(administrator.Id, via: id).Post($"/api/people/{added.Id}/restore", null, Ct, added.Revision)).Must(HttpStatusCode.Forbidden);
        Assert.Equal("not-by-client", refused.Body!["code"]!.GetValue<string>());

        var restored = (await administrator.Calls.Post($"/api/people/{added.Id}/restore", null, Ct, added.Revision)).Must(HttpStatusCode.OK);
        var second = Assert.IsType<string>(restored.Body!["oneTimePassword"]?.GetValue<string>());
        Assert.NotEqual(first, second);
        Assert.Equal(["end", "restore", "erase"], restored.Body!["actions"]!.AsArray().Select(a => a!.GetValue<string>()));
        Assert.Contains(added.Id, await Ended());
        Assert.Equal(HttpStatusCode.Unauthorized, (await slice.Calls(added.Id, DateTimeOffset.UtcNow.AddSeconds(-2)).Get("/api/me", Ct)).Status);
        var seen = (await administrator.Calls.Get($"/api/organisations/{own}/people/{added.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.DoesNotContain(second, seen.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suspended_organisations_people_have_no_rights_in_it_and_are_said_to_the_others()
    {
        var (administrator, own) = ((await slice.Administrator(Ct)).Calls, await slice.Organisation(Ct));
        var member = await slice.Somebody(Ct, (own, Roles.OrganisationAdministrator));
        Assert.DoesNotContain(member.Id, await Ended());
        (await administrator.Post($"/api/organisations/{own}/suspend", null, Ct, 1)).Must(HttpStatusCode.OK);
        Assert.Contains(member.Id, await Ended());
        Assert.Equal(HttpStatusCode.NotFound, (await member.Calls.Get($"/api/organisations/{own}/people", Ct)).Status);
        Assert.Equal("suspended", (await member.Calls.Get("/api/me", Ct)).Must(HttpStatusCode.OK).Body!["memberships"]![0]!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Colleagues_see_names_and_roles_and_nobody_else_sees_anybody()
    {
        var own = await slice.Organisation(Ct);
        var (editor, signatory) = (await slice.Somebody(Ct, (own, Roles.AuthorityEditor)), await slice.Somebody(Ct, (own, Roles.AuthoritySignatory)));
        var seen = (await editor.Calls.Get($"/api/organisations/{own}/people/{signatory.Id}", Ct)).Must(HttpStatusCode.OK).Body!;
        Assert.Equal(("Ольга Приклад", null, null), (seen["name"]!.GetValue<string>(), seen["email"], seen["language"]));
        Assert.Equal(2, (await editor.Calls.Get($"/api/organisations/{own}/people", Ct)).Body!["items"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.Calls.Post($"/api/organisations/{own}/people", Forms.Person(Forms.NextEmail(), Roles.Expert), Ct)).Status);
        foreach (var role in (string[])[Roles.Coordinator, Roles.LeadCoordinator, Roles.Observer, Roles.OrganisationAdministrator])
        {
            var stranger = (await slice.Somebody(Ct, (slice.Secretariat, role))).Calls;
            foreach (var organisation in (Guid[])[own, Guid.CreateVersion7()])
            {
                Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/api/organisations/{organisation}/people", Ct)).Status);
                Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"/api/organisations/{organisation}/people/{editor.Id}", Ct)).Status);
                Assert.Equal(HttpStatusCode.NotFound, (await stranger.Put($"/api/organisations/{organisation}/people/{editor.Id}", Body(editor, Roles.Expert), 1, Ct)).Status);
                Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"/api/organisations/{organisation}/people/{editor.Id}/end", null, Ct, 1)).Status);
            }
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"/api/people/{editor.Id}/end", null, Ct, 1)).Status);
        }
        // By way of an organisation the person is not of.
        Assert.Equal(HttpStatusCode.NotFound, (await (await slice.Administrator(Ct)).Calls.Get($"/api/organisations/{slice.Secretariat}/people/{editor.Id}", Ct)).Status);
    }

    [Fact]
    public async Task What_is_within_the_platform_is_for_services_alone()
    {
        var administrator = (await slice.Administrator(Ct)).Calls;
        foreach (var path in (string[])["/internal/ended", $"/internal/people?id={administrator.Id}", "/internal/coordinators", "/internal/announced/organisations", "/internal/announced/people"])
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await administrator.Get(path, Ct)).Status);
            Assert.Equal(HttpStatusCode.OK, (await slice.Service().Get(path, Ct)).Status);
        }
        Assert.Equal(HttpStatusCode.Unauthorized, (await slice.Service().Get("/api/me", Ct)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await slice.Service().Get("/internal/people?" + string.Join('&', Enumerable.Range(0, 101).Select(_ => $"id={Guid.CreateVersion7()}")), Ct)).Status);
        Assert.DoesNotContain("/internal", await slice.Nobody().GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_announced_can_be_asked_for_page_by_page_without_names_or_addresses()
    {
        var own = await slice.Organisation(Ct);
        var members = new List<Member>();
        for (var i = 0; i < 101; i++) members.Add(await slice.Somebody(Ct, (own, Roles.Expert)));
        var (people, pages) = (new List<JsonNode>(), 0);
        for (string? after = null; pages == 0 || after is not null; pages++)
        {
            var page = (await slice.Service().Get("/internal/announced/people" + (after is null ? "" : $"?after={after}"), Ct)).Must(HttpStatusCode.OK);
            Assert.DoesNotContain("example.org", page.Text, StringComparison.Ordinal);
            people.AddRange(page.Body!["items"]!.AsArray()!);
            after = page.Body!["next"]?.GetValue<string>();
        }
        Assert.True(pages > 1);
        Assert.All(members, member => Assert.Equal(own.ToString(), Assert.Single(people, p => p["id"]!.GetValue<string>() == member.Id.ToString())["memberships"]![0]!["organisationId"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.BadRequest, (await slice.Service().Get("/internal/announced/people?after=nonsense", Ct)).Status);

        var organisations = (await slice.Service().Get("/internal/announced/organisations", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.NotEmpty(organisations);
    }

    private async Task<Credential?> Credential(Guid id)
    {
        await using var scope = slice.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Credentials>().Find(id, Ct);
    }

    private async Task<IReadOnlyList<Guid>> Ended() =>
        [.. (await slice.Service().Get("/internal/ended", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(i => i!["personId"]!.GetValue<Guid>())];

    private static JsonObject Body(Member member, params string[] roles) => Forms.Person(member.Email, roles).With("name", "Ольга Приклад");

    private static string? Code(Answer answer, HttpStatusCode status) => answer.Must(status).Body!["code"]?.GetValue<string>();
}
