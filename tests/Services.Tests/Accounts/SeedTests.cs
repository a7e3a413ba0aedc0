using System.Text.Json;
using Alliance.Accounts;
using Alliance.Accounts.Seeding;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using OpenIddict.Abstractions;
using Xunit;
using Organisation = Alliance.Accounts.Organisation;
using Person = Alliance.Accounts.Person;

namespace Alliance.Services.Tests.Accounts;

/// <summary>What a demonstration begins with keeps to the rules of the API.</summary>
[Collection("provider")]
public sealed class SeedTests(ProviderSlice provider)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly string Secret = new('s', 32);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_good_is_added_once_and_a_second_time_changes_nothing()
    {
        var (organisation, person, client) = (Guid.CreateVersion7(), Guid.CreateVersion7(), $"seed-{Guid.CreateVersion7():n}");
        var seed = Of(organisation, person, client);
        await SeedAccounts.Add(provider.Services, seed, Ct);
        await SeedAccounts.Add(provider.Services, seed, Ct);
        Assert.Equal((1, MembershipStatus.Active), await Read<Organisation, MembershipStatus>(organisation, o => o.Status));
        Assert.Equal((1, "expert,observer"), await Read<Person, string>(person, p => string.Join(',', p.Memberships[0].Roles)));
        await using var scope = provider.Services.CreateAsyncScope();
        Assert.False((await scope.ServiceProvider.GetRequiredService<Credentials>().Find(person, Ct))!.MustChange);
        Assert.Equal(200, (await provider.Token(client, Secret, Ct, ("grant_type", "client_credentials"), ("scope", "alliance"))).Status);
    }

    [Fact]
    public async Task A_client_whose_start_died_before_the_provider_knew_of_it_is_made_whole()
    {
        var client = $"seed-{Guid.CreateVersion7():n}";
        var seed = Of(Guid.CreateVersion7(), Guid.CreateVersion7(), client);
        await SeedAccounts.Add(provider.Services, seed, Ct);
        await using (var scope = provider.Services.CreateAsyncScope())
        {
            var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
            await applications.DeleteAsync((await applications.FindByClientIdAsync(client, Ct))!, Ct);
        }
        await SeedAccounts.Add(provider.Services, seed, Ct);
        Assert.Equal(200, (await provider.Token(client, Secret, Ct, ("grant_type", "client_credentials"), ("scope", "alliance"))).Status);
    }

    [Theory]
    [InlineData("organisations", "legalName", "\"a\\u0007b\"", "organisations[0]", "legalName control-character")]
    [InlineData("organisations", "legalName", "null", "organisations[0]", "legalName required")]
    [InlineData("organisations", "type", "\"kingdom\"", "organisations[0]", "type unknown-code")]
    [InlineData("organisations", "country", "\"XX\"", "organisations[0]", "country unknown-code")]
    [InlineData("organisations", "code", "\"UA00000000000000000\"", "organisations[0]", "code unknown-code")]
    [InlineData("organisations", "status", "\"suspended\"", "organisations[0]", "status unknown-code")]
    [InlineData("organisations", "registerId", "\"12\"", "organisations[0]", "registerId edrpou")]
    [InlineData("people", "email", "\"nowhere\"", "people[0]", "email email")]
    [InlineData("people", "name", "\"\"", "people[0]", "name required")]
    [InlineData("people", "language", "\"in Ukrainian\"", "people[0]", "language language-tag")]
    [InlineData("people", "password", "\"password1234\"", "people[0]", "password password-common")]
    [InlineData("people", "memberships", "[]", "people[0]", "memberships required")]
    [InlineData("people", "memberships", "[{\"organisationId\":\"{organisation}\",\"roles\":[\"king\"]}]", "people[0]", "roles[0] unknown-code")]
    [InlineData("people", "memberships", "[{\"organisationId\":\"{organisation}\",\"roles\":[\"coordinator\"]}]", "people[0]", "roles role-does-not-fit")]
    [InlineData("people", "memberships", "[{\"organisationId\":\"01990000-0000-7000-8000-000000009999\",\"roles\":[\"expert\"]}]", "people[0]", "memberships[0].organisationId unknown-organisation")]
    [InlineData("clients", "id", "\"service-requests\"", "clients[0]", "clientId client-id-taken")]
    [InlineData("clients", "secret", "\"short\"", "clients[0]", "secret required")]
    [InlineData("clients", "actsFor", "\"01990000-0000-7000-8000-000000009999\"", "clients[0]", "actsFor unknown-person")]
    public async Task A_bad_row_is_named_with_its_field_and_not_added(string rows, string field, string json, string row, string named)
    {
        var (organisation, person, client) = (Guid.CreateVersion7(), Guid.CreateVersion7(), $"seed-{Guid.CreateVersion7():n}");
        var seed = JsonSerializer.SerializeToNode(Of(organisation, person, client), Json)!;
        seed[rows]![0]![field] = System.Text.Json.Nodes.JsonNode.Parse(json.Replace("{organisation}", organisation.ToString(), StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => SeedAccounts.Add(provider.Services, seed.Deserialize<Seed>(Json)!, Ct));
        Assert.Contains($"--seed: {row}", refused.Message, StringComparison.Ordinal);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Equal(rows == "organisations", await provider.Services.GetRequiredService<Store<Organisation>>().Find(organisation, Ct) is null);
        Assert.Equal(rows != "clients", await provider.Services.GetRequiredService<Store<Person>>().Find(person, Ct) is null);
        await using var scope = provider.Services.CreateAsyncScope();
        Assert.Null(await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().FindByClientIdAsync(client, Ct));
    }

    [Fact]
    public async Task An_address_that_somebody_has_is_named()
    {
        var (first, second) = (Of(Guid.CreateVersion7(), Guid.CreateVersion7(), "seed-first"), Of(Guid.CreateVersion7(), Guid.CreateVersion7(), "seed-second"));
        await SeedAccounts.Add(provider.Services, first, Ct);
        var other = second with { People = [second.People![0] with { Email = first.People![0].Email!.ToUpperInvariant() }] };
        Assert.Contains("people[0]", (await Assert.ThrowsAsync<InvalidOperationException>(() => SeedAccounts.Add(provider.Services, other, Ct))).Message, StringComparison.Ordinal);
    }

    private async Task<(long Revision, TPart)> Read<T, TPart>(Guid id, Func<T, TPart> part) where T : class
    {
        var read = (await provider.Services.GetRequiredService<Store<T>>().Find(id, Ct))!;
        return (read.Revision, part(read.Value));
    }

    private static Seed Of(Guid organisation, Guid person, string client) => new(
        [new SeedOrganisation(organisation, "Асоціація прикладів", "Association of Examples", "association", "UA", null, Forms.NextNumber(), ["uk"], null)],
        [new SeedPerson(person, "Олена Приклад", Forms.NextEmail(), "uk", ProviderSlice.Password, [new Alliance.Accounts.PersonMembership(organisation, ["expert", "observer"])])],
        [new SeedClient(client, Secret, person)]);
}
