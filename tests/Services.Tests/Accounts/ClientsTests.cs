using System.Net;
using System.Text.Json.Nodes;
using Alliance.Shared.Identity;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

[Collection("accounts")]
public sealed class ClientsTests(AccountsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_client_is_added_with_a_secret_shown_once_and_ended_with_the_provider_too()
    {
        var administrator = await slice.Administrator(Ct);
        var id = $"robot-{Guid.CreateVersion7():n}";
        var added = (await administrator.Calls.Post("/api/clients", Client(id, administrator.Id), Ct)).Must(HttpStatusCode.Created);
        var secret = added.Body!["secret"]!.GetValue<string>();
        Assert.True(await Accepts(id, secret));
        var listed = (await administrator.Calls.Get($"/api/clients?q={id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(id, Assert.Single(listed.Body!["items"]!.AsArray())!["clientId"]!.GetValue<string>());
        Assert.DoesNotContain(secret, listed.Text, StringComparison.Ordinal);

        var via = slice.Calls(administrator.Id, via: id);
        Assert.Equal(id, (await via.Get("/api/me", Ct)).Must(HttpStatusCode.OK).Body!["viaClient"]!.GetValue<string>());
        Assert.Equal("not-by-client", (await via.Post("/api/clients", Client("other-robot", administrator.Id), Ct)).Must(HttpStatusCode.Forbidden).Body!["code"]!.GetValue<string>());
        Assert.Equal("not-by-client", (await via.Post($"/api/clients/{added.Id}/end", null, Ct, 1)).Must(HttpStatusCode.Forbidden).Body!["code"]!.GetValue<string>());

        var ended = (await administrator.Calls.Post($"/api/clients/{added.Id}/end", null, Ct, added.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal("ended", ended.RequestStatus);
        var told = (await slice.Service().Get("/internal/ended", Ct)).Must(HttpStatusCode.OK).Body!;
        Assert.Contains(told["clients"]!.AsArray(), c => c!["clientId"]!.GetValue<string>() == id);
        Assert.DoesNotContain(told["items"]!.AsArray(), p => p!["personId"]!.GetValue<Guid>() == administrator.Id);
        Assert.Equal(HttpStatusCode.OK, (await administrator.Calls.Post($"/api/clients/{added.Id}/end", null, Ct, ended.Revision)).Status);
        Assert.False(await Accepts(id, secret));
        Assert.Equal(HttpStatusCode.Unauthorized, (await via.Get("/api/me", Ct)).Status);
        Assert.Equal(["clientId"], (await administrator.Calls.Post("/api/clients", Client(id, administrator.Id), Ct)).Must(HttpStatusCode.Conflict).Faults);
    }

    [Fact]
    public async Task Of_eight_that_want_the_same_id_one_gets_it_and_a_repeat_gets_a_secret_that_works()
    {
        var administrator = await slice.Administrator(Ct);
        var id = $"robot-{Guid.CreateVersion7():n}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => administrator.Calls.Post("/api/clients", Client(id, administrator.Id), Ct)));
        var first = Assert.Single(answers, a => a.Status == HttpStatusCode.Created);
        Assert.True(await Accepts(id, first.Body!["secret"]!.GetValue<string>()));

        var other = $"robot-{Guid.CreateVersion7():n}";
        var once = (await administrator.Calls.Post("/api/clients", Client(other, administrator.Id), Ct, key: other)).Must(HttpStatusCode.Created);
        var again = (await administrator.Calls.Post("/api/clients", Client(other, administrator.Id), Ct, key: other)).Must(HttpStatusCode.Created);
        Assert.Equal(once.Id, again.Id);
        Assert.True(await Accepts(other, again.Body!["secret"]!.GetValue<string>()));
        Assert.False(await Accepts(other, once.Body!["secret"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("gateway", "clientId")]
    [InlineData("service-requests", "clientId")]
    [InlineData("Service-x", "clientId")]
    [InlineData("a b", "clientId")]
    [InlineData("робот", "clientId")]
    [InlineData("", "clientId")]
    public async Task Names_of_the_platforms_own_parts_are_not_given(string id, string field)
    {
        var administrator = await slice.Administrator(Ct);
        Assert.Contains(field, (await administrator.Calls.Post("/api/clients", Client(id, administrator.Id), Ct)).Must(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task Clients_are_an_administrators_affair_and_act_for_somebody_who_has_access()
    {
        var administrator = await slice.Administrator(Ct);
        Assert.Equal(["actsFor"], (await administrator.Calls.Post("/api/clients", Client("nobodys-robot", Guid.CreateVersion7()), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        foreach (var role in (string[])[Roles.LeadCoordinator, Roles.Coordinator, Roles.OrganisationAdministrator, Roles.Observer])
        {
            var other = (await slice.Somebody(Ct, (slice.Secretariat, role))).Calls;
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Get("/api/clients", Ct)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await other.Post("/api/clients", Client("a-robot", other.Id), Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/api/clients/{Guid.CreateVersion7()}/end", null, Ct, 1)).Status);
        }
    }

    private async Task<bool> Accepts(string id, string secret)
    {
        await using var scope = slice.Services.CreateAsyncScope();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
        return await applications.FindByClientIdAsync(id, Ct) is { } application && await applications.ValidateClientSecretAsync(application, secret, Ct);
    }

    private static JsonObject Client(string id, Guid actsFor) => new() { ["clientId"] = id, ["name"] = "Робот", ["actsFor"] = actsFor.ToString() };
}
