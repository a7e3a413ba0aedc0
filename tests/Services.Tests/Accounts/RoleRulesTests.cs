using Alliance.Accounts.Enrolling;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

public sealed class RoleRulesTests
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly Guid Somebody = Guid.CreateVersion7();
    private static readonly Caller Administrator = By(Guid.CreateVersion7(), Roles.Administrator);
    private static readonly Caller Own = By(Id, Roles.OrganisationAdministrator);

    public static TheoryData<string> All => [.. RoleRules.Known];

    [Fact]
    public void The_table_has_every_role_of_the_domain() => Assert.Equal(
        typeof(Roles).GetFields().Select(f => (string)f.GetRawConstantValue()!).Order(), RoleRules.Known.Order());

    [Theory]
    [MemberData(nameof(All))]
    public void An_administrator_gives_any_role_where_it_exists(string role)
    {
        string[] fits = role switch
        {
            Roles.AuthorityEditor or Roles.AuthoritySignatory => ["hromada", "city", "raion", "oblast-council", "oblast-administration", "military-administration", "association"],
            Roles.Coordinator or Roles.LeadCoordinator or Roles.Administrator => ["secretariat"],
            _ => [.. Alliance.Accounts.Admitting.OrganisationCodes.Types]
        };
        foreach (var type in Alliance.Accounts.Admitting.OrganisationCodes.Types)
        {
            var refusal = RoleRules.Refuse(Administrator, Somebody, Id, type, [], [role]);
            Assert.True(fits.Contains(type) == refusal is null, $"{role} in {type}: {refusal?.Code}");
            if (refusal is not null) Assert.Equal("role-does-not-fit", refusal.Fields[0].Code);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void An_organisations_administrator_gives_and_takes_the_roles_of_its_own_affairs(string role)
    {
        var own = role is Roles.AuthorityEditor or Roles.AuthoritySignatory or Roles.Expert or Roles.OrganisationAdministrator;
        var type = role is Roles.AuthorityEditor or Roles.AuthoritySignatory ? "hromada" : "secretariat";
        Assert.Equal(own ? null : "role-not-yours", RoleRules.Refuse(Own, Somebody, Id, type, [], [role])?.Code);
        Assert.Equal(own ? null : "role-not-yours", RoleRules.Refuse(Own, Somebody, Id, type, [role], [])?.Code);
        Assert.Null(RoleRules.Refuse(Own, Somebody, Id, type, [role], [role]));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void In_another_organisation_nobody_gives_anything(string role) =>
        Assert.Equal("not-yours", RoleRules.Refuse(Own, Somebody, Guid.CreateVersion7(), "secretariat", [], [role])?.Code);

    [Theory]
    [InlineData(Roles.AuthorityEditor)]
    [InlineData(Roles.AuthoritySignatory)]
    [InlineData(Roles.Expert)]
    [InlineData(Roles.Observer)]
    [InlineData(Roles.Coordinator)]
    [InlineData(Roles.LeadCoordinator)]
    public void No_other_role_manages_people(string role) =>
        Assert.Equal("not-yours", RoleRules.Refuse(By(Id, role), Somebody, Id, "secretariat", [], [Roles.Expert])?.Code);

    [Fact]
    public void Nobody_changes_their_own_roles()
    {
        foreach (var caller in (Caller[])[Administrator, Own])
        {
            Assert.Equal("own-rights", RoleRules.Refuse(caller, caller.PersonId, Id, "hromada", [Roles.Expert], [Roles.Expert, Roles.AuthoritySignatory])?.Code);
            Assert.Equal("own-rights", RoleRules.Refuse(caller, caller.PersonId, Id, "hromada", [Roles.Expert], [])?.Code);
            Assert.Null(RoleRules.Refuse(caller, caller.PersonId, Id, "hromada", [Roles.Expert], [Roles.Expert]));
        }
        Assert.Equal("own-rights", RoleRules.RefuseAccess(Administrator, Administrator.PersonId)?.Code);
    }

    [Fact]
    public void A_program_changes_nobodys_rights()
    {
        foreach (var caller in (Caller[])[Administrator with { ViaClient = "robot" }, Own with { ViaClient = "robot" }])
            Assert.Equal("not-by-client", RoleRules.Refuse(caller, Somebody, Id, "hromada", [], [Roles.Expert])?.Code);
        Assert.Equal("not-by-client", RoleRules.RefuseAccess(Administrator with { ViaClient = "robot" }, Somebody)?.Code);
        Assert.Equal("not-by-client", Alliance.Accounts.Connecting.ClientRules.RefuseToManage(Administrator with { ViaClient = "robot" })?.Code);
    }

    [Fact]
    public void Access_as_a_whole_is_an_administrators_to_end() =>
        Assert.Equal(("not-yours", (string?)null), (RoleRules.RefuseAccess(Own, Somebody)?.Code, RoleRules.RefuseAccess(Administrator, Somebody)?.Code));

    private static Caller By(Guid organisation, string role) => new(Guid.CreateVersion7(), [new Membership(organisation, role)]);
}
