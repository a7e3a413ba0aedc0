using Alliance.Accounts;
using Alliance.Accounts.Admitting;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

public sealed class DiagramTests
{
    [Fact]
    public void The_readme_draws_the_membership_of_an_organisation_as_the_table_says() => Assert.Null(Drawing.Differs(
        "services/accounts/README.md", "membership",
        OrganisationTransitions.Table.Select(t => new DrawnStep(t.From.ToString(), t.Verb, t.To.ToString(), t.By.ToString()))
            .Prepend(new DrawnStep(null, OrganisationVerb.Add, nameof(MembershipStatus.Active), nameof(By.Administrator)))
            .Prepend(new DrawnStep(null, OrganisationVerb.Add, nameof(MembershipStatus.Applied), nameof(By.Administrator)))));
}
