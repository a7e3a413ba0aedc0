using Alliance.Accounts;
using Alliance.Accounts.Admitting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Xunit;
using Organisation = Alliance.Accounts.Organisation;

namespace Alliance.Services.Tests.Accounts;

public sealed class OrganisationTransitionsTests
{
    private static readonly Guid Id = Guid.CreateVersion7();
    private static readonly Guid Other = Guid.CreateVersion7();
    private static readonly Guid Secretariat = Guid.CreateVersion7();

    private static readonly Dictionary<string, Caller> Callers = new()
    {
        ["administrator"] = By(Secretariat, Roles.Administrator),
        ["own"] = By(Id, Roles.OrganisationAdministrator),
        ["other"] = By(Other, Roles.OrganisationAdministrator),
        ["editor"] = By(Id, Roles.AuthorityEditor),
        ["signatory"] = By(Id, Roles.AuthoritySignatory),
        ["expert"] = By(Id, Roles.Expert),
        ["observer"] = By(Id, Roles.Observer),
        ["coordinator"] = By(Secretariat, Roles.Coordinator),
        ["lead"] = By(Secretariat, Roles.LeadCoordinator),
        ["nobody"] = new Caller(Guid.CreateVersion7(), [])
    };

    /// <summary>From, verb, to, who. Everything else is refused.</summary>
    private static readonly (MembershipStatus From, string Verb, MembershipStatus To, string Who)[] Allowed =
    [
        (MembershipStatus.Applied, "activate", MembershipStatus.Active, "administrator"),
        (MembershipStatus.Active, "suspend", MembershipStatus.Suspended, "administrator"),
        (MembershipStatus.Suspended, "reinstate", MembershipStatus.Active, "administrator"),
        (MembershipStatus.Applied, "leave", MembershipStatus.Left, "administrator"),
        (MembershipStatus.Active, "leave", MembershipStatus.Left, "administrator"),
        (MembershipStatus.Suspended, "leave", MembershipStatus.Left, "administrator"),
        (MembershipStatus.Applied, "leave", MembershipStatus.Left, "own"),
        (MembershipStatus.Active, "leave", MembershipStatus.Left, "own")
    ];

    public static TheoryData<string, string, string> All => [.. from state in Enum.GetNames<MembershipStatus>()
        from verb in (string[])["activate", "suspend", "reinstate", "leave"]
        from who in Callers.Keys
        select (state, verb, who)];

    [Theory]
    [MemberData(nameof(All))]
    public void Each_step_is_open_to_those_it_is_for_and_closed_to_all_others(string status, string verb, string who)
    {
        var from = Enum.Parse<MembershipStatus>(status);
        var organisation = In(from);
        var refusal = OrganisationTransitions.Refuse(Id, organisation, Callers[who], verb);
        var allowed = Allowed.Where(a => a.From == from && a.Verb == verb && a.Who == who).ToArray();
        Assert.Equal(allowed.Length == 1, refusal is null);
        Assert.Equal(allowed.Length == 1, OrganisationTransitions.Actions(Id, organisation, Callers[who]).Contains(verb));
        if (refusal is not null) Assert.Equal(Allowed.Any(a => a.Verb == verb && a.Who == who) ? RefusalKind.Conflict : RefusalKind.Forbidden, refusal.Kind);
        else Assert.Equal(allowed[0].To, Assert.IsType<Decision<Organisation>.Moved>(OrganisationTransitions.Move(organisation, verb, null)).Next.Status);
    }

    [Theory]
    [InlineData("suspend")]
    [InlineData("leave")]
    public void An_administrator_does_not_take_away_the_rights_they_act_by(string verb)
    {
        Assert.Equal("own-rights", OrganisationTransitions.Refuse(Secretariat, In(MembershipStatus.Active), Callers["administrator"], verb)?.Code);
        Assert.DoesNotContain(verb, OrganisationTransitions.Actions(Secretariat, In(MembershipStatus.Active), Callers["administrator"]));
    }

    [Theory]
    [InlineData(MembershipStatus.Applied, "activate")]
    [InlineData(MembershipStatus.Active, "suspend")]
    [InlineData(MembershipStatus.Suspended, "reinstate")]
    [InlineData(MembershipStatus.Active, "leave")]
    internal void A_program_moves_no_organisation_whomever_it_acts_for(MembershipStatus from, string verb)
    {
        var program = Callers["administrator"] with { ViaClient = "robot" };
        Assert.Equal("not-by-client", OrganisationTransitions.Refuse(Id, In(from), program, verb)?.Code);
        Assert.Empty(OrganisationTransitions.Actions(Id, In(from), program));
        if (verb == "leave") Assert.Equal("not-by-client", OrganisationTransitions.Refuse(Id, In(from), Callers["own"] with { ViaClient = "robot" }, verb)?.Code);
    }

    [Fact]
    public void Where_the_rights_of_its_people_change_the_time_is_kept()
    {
        var now = DateTimeOffset.UnixEpoch;
        var administrator = Callers["administrator"];
        Assert.Equal(now, Next(SuspendOrganisation.Decide(Id, In(MembershipStatus.Active), administrator, now)).AccessChangedAt);
        Assert.Equal(now, Next(ReinstateOrganisation.Decide(Id, In(MembershipStatus.Suspended), administrator, now)).AccessChangedAt);
        Assert.Equal(now, Next(LeaveOrganisation.Decide(Id, In(MembershipStatus.Active), administrator, now)).AccessChangedAt);
        Assert.Null(Next(ActivateOrganisation.Decide(Id, In(MembershipStatus.Applied), administrator)).AccessChangedAt);
    }

    private static Organisation Next(Decision<Organisation> decision) => Assert.IsType<Decision<Organisation>.Moved>(decision).Next;

    private static Organisation In(MembershipStatus status) =>
        new() { Status = status, Content = new OrganisationContent { LegalName = "Громада", Type = "hromada", Country = "UA" } };

    private static Caller By(Guid organisation, string role) => new(Guid.CreateVersion7(), [new Membership(organisation, role)]);
}
