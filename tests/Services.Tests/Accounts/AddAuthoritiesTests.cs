using Alliance.Accounts;
using Alliance.Accounts.Admitting;
using Alliance.Accounts.Importing;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Organisation = Alliance.Accounts.Organisation;

namespace Alliance.Services.Tests.Accounts;

[Collection("accounts")]
public sealed class AddAuthoritiesTests(AccountsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Store<Organisation> Organisations => slice.Services.GetRequiredService<Store<Organisation>>();

    [Theory]
    [InlineData("UA53060230000098362", "hromada", "Миргородська громада", "Myrhorodska hromada")]
    [InlineData("UA71080000000036344", "raion", null, null)]
    [InlineData("UA23000000000064947", "oblast-administration", "Запорізька область", "Zaporizhzhia oblast")]
    [InlineData("UA80000000000093317", "city", "Київ", "Kyiv")]
    [InlineData("UA01000000000013043", "oblast-administration", "Автономна Республіка Крим", "Autonomous Republic of Crimea")]
    public void An_authority_has_the_name_and_kind_of_its_unit(string code, string type, string? legal, string? latin)
    {
        var authority = Units.AuthorityOf(code)!;
        Assert.Equal(type, authority.Type);
        if (legal is not null) Assert.Equal((legal, latin), (authority.LegalName, authority.LegalNameLatin));
        Assert.Null(OrganisationRules.Check(authority));
    }

    [Fact]
    public async Task One_that_is_not_known_is_added_as_applied_and_the_second_time_it_is_known()
    {
        var first = await Import("UA53060230000098362", "", "UA-none", "UA53060230000098362");
        Assert.Equal(["added", "unknown-code", "known"], first.Select(f => f[2]));
        Assert.Equal(first[0][1], first[2][1]);
        var organisation = await Organisations.Find(Guid.Parse(first[0][1]), Ct);
        Assert.Equal(MembershipStatus.Applied, organisation!.Value.Status);
        Assert.Equal(["add"], (await Organisations.History(organisation.Id, Ct)).Select(h => h.Verb));
    }

    [Fact]
    public async Task Another_kind_of_authority_of_the_unit_is_known_and_stays_as_it_is()
    {
        var form = Units.AuthorityOf("UA48060150000071713")! with { Type = "military-administration", Status = "active" };
        var there = Assert.IsType<Outcome<Organisation>.Created>(
            await AddOrganisation.Create(form, Guid.CreateVersion7(), Guid.Empty, key: null, Organisations, Ct)).Document;
        var said = Assert.Single(await Import("UA48060150000071713"));
        Assert.Equal(["UA48060150000071713", there.Id.ToString(), "known"], said);
        Assert.Equal(1, (await Organisations.Find(there.Id, Ct))!.Revision);
    }

    [Fact]
    public async Task Twenty_runs_at_once_add_one()
    {
        var runs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Import("UA26060070000011203")));
        Assert.Single(runs.Select(r => r[0][1]).Distinct());
        Assert.Single(runs, r => r[0][2] == "added");
    }

    private async Task<List<string[]>> Import(params string[] codes)
    {
        using var output = new StringWriter();
        await AddAuthorities.Run(Organisations, new StringReader(string.Join('\n', codes)), output, Ct);
        return [.. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split('\t'))];
    }
}
