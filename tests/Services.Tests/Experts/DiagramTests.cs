using Alliance.Experts;
using Alliance.Experts.Offering;
using Xunit;

namespace Alliance.Services.Tests.Experts;

public sealed class DiagramTests
{
    [Fact]
    public void The_readme_draws_the_life_of_a_profile_as_the_table_says() => Assert.Null(Drawing.Differs(
        "services/experts/README.md", "profile",
        ExpertTransitions.Table.Select(t => new DrawnStep(t.From.ToString(), t.Verb, t.To.ToString(), t.By.ToString()))
            .Prepend(new DrawnStep(null, ExpertVerb.Nominate, nameof(ExpertStatus.Draft), "Employer"))
            .Prepend(new DrawnStep(null, ExpertVerb.Enrol, nameof(ExpertStatus.Draft), nameof(ExpertBy.Owner)))));

    [Fact]
    public void The_readme_draws_the_life_of_an_assignment_as_the_table_says() => Assert.Null(Drawing.Differs(
        "services/experts/README.md", "assignment",
        AssignmentTransitions.Table.Select(t => new DrawnStep(t.From.ToString(), t.Verb, t.To.ToString(), t.By.ToString()))
            .Prepend(new DrawnStep(null, AssignmentVerb.Interest, nameof(AssignmentStatus.Interested), nameof(AssignmentBy.Expert)))
            .Prepend(new DrawnStep(null, AssignmentVerb.Propose, nameof(AssignmentStatus.Proposed), nameof(AssignmentBy.Coordinator)))));

    [Fact]
    public void The_readme_draws_the_life_of_an_offer_as_the_table_says() => Assert.Null(Drawing.Differs(
        "services/experts/README.md", "offer",
        OfferTransitions.Table.Select(t => new DrawnStep(t.From.ToString(), t.Verb, t.To.ToString(), t.By.ToString()))
            .Prepend(new DrawnStep(null, OfferVerb.Offer, nameof(OfferStatus.Offered), nameof(OfferBy.Administrator)))));
}
