using System.Net;
using System.Text.Json.Nodes;
using Alliance.Accounts;
using Alliance.Accounts.Enrolling;
using Alliance.Accounts.Erasing;
using Alliance.Accounts.SigningIn;
using Alliance.Contracts;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Organisation = Alliance.Accounts.Organisation;
using Person = Alliance.Accounts.Person;

namespace Alliance.Services.Tests.Accounts;

/// <summary>A person is forgotten: who may say so, what is left, and how far the other services are.</summary>
[Collection("accounts")]
public sealed class ErasingTests(AccountsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_writes_the_own_address_is_nobody_at_once()
    {
        var own = await slice.Organisation(Ct);
        var member = await slice.Somebody(Ct, (own, Roles.Expert));
        await using (var scope = slice.Services.CreateAsyncScope()) await scope.ServiceProvider.GetRequiredService<Credentials>().Set(member.Id, "chosen by the person", false, Ct);
        Assert.Equal(["email"], (await member.Calls.Post("/api/me/erase", new JsonObject { ["email"] = "somebody-else@example.org" }, Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["email"], (await member.Calls.Post("/api/me/erase", new JsonObject(), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(HttpStatusCode.OK, (await member.Calls.Get("/api/me", Ct)).Status);

        var erased = (await member.Calls.Post("/api/me/erase", new JsonObject { ["email"] = member.Email.ToUpperInvariant() }, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("""["requests","experts","notifications"]""", erased.Body!["waiting"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await member.Calls.Get("/api/me", Ct)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await slice.Calls(member.Id, DateTimeOffset.UtcNow.AddSeconds(5)).Get("/api/me", Ct)).Status);
        await using (var scope = slice.Services.CreateAsyncScope()) Assert.Null(await scope.ServiceProvider.GetRequiredService<Credentials>().Find(member.Id, Ct));
        Assert.Empty((await slice.Service().Get($"/internal/people?id={member.Id}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());

        var left = (await People.Find(member.Id, Ct))!;
        Assert.Equal(("", "", null, false), (left.Value.Name, left.Value.Email, left.Value.Language, left.Value.Active));
        Assert.Empty(left.Value.Memberships);
        Assert.Null(HistoryChain.Verify(member.Id, await People.History(member.Id, Ct)));
        // The address is free for somebody else, and for the same person anew.
        var again = (await (await slice.Administrator(Ct)).Calls.Post($"/api/organisations/{own}/people", Forms.Person(member.Email, Roles.Expert), Ct)).Must(HttpStatusCode.Created);
        Assert.NotEqual(member.Id, again.Id);
    }

    [Fact]
    public async Task The_others_are_told_after_access_was_ended_and_the_traces_go_with_the_last_answer()
    {
        var own = await slice.Organisation(Ct);
        var member = await slice.Somebody(Ct, (own, Roles.AuthorityEditor));
        var administrator = await slice.Administrator(Ct);
        (await administrator.Calls.Post($"/api/people/{member.Id}/erase", null, Ct, 1)).Must(HttpStatusCode.OK);
        var told = await Wait.Until(_ => Task.FromResult(slice.Published.Where(m => m is PersonErased e && e.PersonId == member.Id || m is PersonChanged { Verb: "erase" } c && c.Id == member.Id).ToArray()), m => m.Length == 2, Ct);
        Assert.False(Assert.IsType<PersonChanged>(told[0]).Active);
        Assert.Equal(member.Id, Assert.IsType<PersonErased>(told[1]).PersonId);

        var traces = (await Service("service-requests").Get($"/internal/erasures/{member.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.DoesNotContain(member.Email, traces.Text, StringComparison.OrdinalIgnoreCase);
        var known = (await People.Find(member.Id, Ct))!.Value.Erased!.Traces!;
        Assert.True(known.IsEmail($" {member.Email.ToUpperInvariant()}") && known.IsName("Ольга Приклад") && !known.IsName("Ольга"));
        Assert.Equal(HttpStatusCode.Forbidden, (await Service("service-experts").Get($"/internal/erasures/{member.Id}", Ct)).Status);

        foreach (var service in (string[])["experts", "requests", "experts", "notifications"]) await Hear(new PersonErasureDone(member.Id, service, DateTimeOffset.UtcNow));
        Assert.Equal(HttpStatusCode.NotFound, (await Service("service-requests").Get($"/internal/erasures/{member.Id}", Ct)).Status);
        var line = Assert.Single((await administrator.Calls.Get("/api/erasures?limit=100", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray(), i => i!["personId"]!.GetValue<Guid>() == member.Id)!;
        Assert.Equal(["experts", "requests", "notifications"], line["done"]!.AsArray().Select(d => d!["service"]!.GetValue<string>()));
        Assert.Empty(line["waiting"]!.AsArray());
    }

    [Fact]
    public async Task Nobody_but_the_person_and_administrators_says_so_and_no_program()
    {
        var own = await slice.Organisation(Ct);
        var member = await slice.Somebody(Ct, (own, Roles.Expert));
        var led = await slice.Somebody(Ct, (own, Roles.OrganisationAdministrator));
        Assert.Equal(HttpStatusCode.Forbidden, (await led.Calls.Post($"/api/people/{member.Id}/erase", null, Ct, 1)).Status);
        var stranger = await slice.Somebody(Ct, (await slice.Organisation(Ct), Roles.OrganisationAdministrator));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.Calls.Post($"/api/people/{member.Id}/erase", null, Ct, 1)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await led.Calls.Get("/api/erasures", Ct)).Status);
        var administrator = await slice.Administrator(Ct);
        Assert.Equal("own-rights", (await administrator.Calls.Post($"/api/people/{administrator.Id}/erase", null, Ct, 1)).Must(HttpStatusCode.Forbidden).Body!["code"]!.GetValue<string>());
        var program = $"robot-{Guid.CreateVersion7():n}";
        (await administrator.Calls.Post("/api/clients", new JsonObject { ["clientId"] = program, ["name"] = "Робот Олени", ["actsFor"] = member.Id.ToString() }, Ct)).Must(HttpStatusCode.Created);
        Assert.Equal("not-by-client", (await slice.Calls(member.Id, via: program).Post("/api/me/erase", new JsonObject { ["email"] = member.Email }, Ct)).Must(HttpStatusCode.Forbidden).Body!["code"]!.GetValue<string>());

        var erased = (await administrator.Calls.Post($"/api/people/{member.Id}/erase", null, Ct, 1)).Must(HttpStatusCode.OK);
        Assert.Equal("wrong-state", (await administrator.Calls.Post($"/api/people/{member.Id}/restore", null, Ct, 2)).Must(HttpStatusCode.Conflict).Body!["code"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, (await administrator.Calls.Post($"/api/people/{member.Id}/erase", null, Ct, 2)).Status);
        // A program that acted for them does so no more, and its name, which people choose, is gone.
        await Wait.Until(async stop => (await administrator.Calls.Get("/api/clients?limit=100", stop)).Body!["items"]!.AsArray().Single(c => c!["clientId"]!.GetValue<string>() == program)!,
            client => (client["name"]!.GetValue<string>(), client["status"]!.GetValue<string>()) == ("", "ended"), Ct);
        Assert.Equal(member.Id, erased.Body!["personId"]!.GetValue<Guid>());
    }

    [Fact]
    public async Task The_contact_of_an_organisation_who_was_erased_is_gone_and_another_stays()
    {
        var own = await slice.Organisation(Ct);
        var member = await slice.Somebody(Ct, (own, Roles.AuthorityEditor));
        var organisations = slice.Services.GetRequiredService<Store<Organisation>>();
        var read = (await organisations.Find(own, Ct))!;
        OrganisationContact[] contacts = [new("О. Приклад", "Мер", member.Email.ToUpperInvariant(), "+380441234567"), new("Інша", null, "other@example.org", null)];
        await organisations.Save(read, read.Value with { Content = read.Value.Content with { Contacts = contacts } }, Guid.Empty, [], Ct);
        (await member.Calls.Post("/api/me/erase", new JsonObject { ["email"] = member.Email }, Ct)).Must(HttpStatusCode.OK);
        var left = await Wait.Until(async stop => (await organisations.Find(own, stop))!.Value.Content.Contacts, all => all.Count == 1, Ct);
        Assert.Equal("other@example.org", left[0].Email);
    }

    [Fact]
    public async Task Who_presses_twice_is_erased_once_and_is_told_so()
    {
        var member = await slice.Somebody(Ct, (await slice.Organisation(Ct), Roles.Expert));
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => member.Calls.Post("/api/me/erase", new JsonObject { ["email"] = member.Email }, Ct)));
        // Whoever comes after the first has no right to call any more.
        Assert.Contains(answers, a => a.Status == HttpStatusCode.OK);
        Assert.All(answers, a => Assert.Contains(a.Status, new[] { HttpStatusCode.OK, HttpStatusCode.Unauthorized }));
        Assert.Single(await People.History(member.Id, Ct), e => e.Verb == PersonVerb.Erase);
    }

    [Fact]
    public void The_last_administrator_makes_somebody_else_one_first()
    {
        var person = new Person { Name = "A", Email = "a@example.org", Memberships = [new(Guid.CreateVersion7(), [Roles.Administrator])] };
        var read = new Stored<Person>(Guid.CreateVersion7(), person, 1, 1, HistoryChain.Start, DateTimeOffset.UnixEpoch, Guid.Empty, DateTimeOffset.UnixEpoch, Guid.Empty);
        var caller = new Caller(read.Id, []);
        var refused = Assert.IsType<Alliance.Shared.Http.Decision<Person>.Refused>(ErasePerson.DecideOwn(read, new OwnErasure("a@example.org"), caller, new(Last: true, 1), "salt", DateTimeOffset.UnixEpoch));
        Assert.Equal("last-administrator", refused.Why.Code);
        Assert.IsType<Alliance.Shared.Http.Decision<Person>.Moved>(ErasePerson.DecideOwn(read, new OwnErasure("a@example.org"), caller, new(Last: false, 1), "salt", DateTimeOffset.UnixEpoch));
    }

    private Store<Person> People => slice.Services.GetRequiredService<Store<Person>>();

    private Task Hear(PersonErasureDone done) => ActivatorUtilities.CreateInstance<WhenPersonErasureDone>(slice.Services).Handle(done, Ct);

    private ApiPerson Service(string client) => new(slice.Nobody(), new Caller(Guid.Empty, []), TestIssuer.ServiceToken(client));
}
