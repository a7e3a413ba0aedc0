using Alliance.Contracts;
using Alliance.Notifications.Telling;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

public sealed class WhoIsToldTests
{
    private static readonly Guid Applicant = Guid.CreateVersion7();
    private static readonly Guid Secretariat = Guid.CreateVersion7();
    private static readonly Guid Signatory = Guid.CreateVersion7();
    private static readonly Guid Editor = Guid.CreateVersion7();
    private static readonly Guid Coordinator = Guid.CreateVersion7();
    private static readonly Guid Lead = Guid.CreateVersion7();
    private static readonly Guid OwnCoordinator = Guid.CreateVersion7();
    private static readonly Guid Observer = Guid.CreateVersion7();
    private static readonly Guid OtherSignatory = Guid.CreateVersion7();

    private static readonly KnownPeople People = new(
    [
        Someone(Signatory, (Applicant, Roles.AuthoritySignatory)),
        Someone(Editor, (Applicant, Roles.AuthorityEditor)),
        Someone(Coordinator, (Secretariat, Roles.Coordinator)),
        Someone(Lead, (Secretariat, Roles.LeadCoordinator)),
        Someone(OwnCoordinator, (Applicant, Roles.Expert), (Secretariat, Roles.Coordinator)),
        Someone(Observer, (Secretariat, Roles.Observer), (Applicant, Roles.OrganisationAdministrator)),
        Someone(OtherSignatory, (Guid.CreateVersion7(), Roles.AuthoritySignatory)),
    ]);

    [Fact]
    public void Submitting_sends_the_submitter_a_receipt_and_tells_the_coordinators_in_their_inbox() => Told(
        Moved("submit", "draft", Signatory),
        new(Signatory, "receipt", Mail: true), new(Coordinator, "submitted", Mail: false), new(Lead, "submitted", Mail: false));

    [Fact]
    public void Submitting_again_sends_a_receipt_and_tells_the_owner_alone() => Told(
        Moved("submit", "changesRequested", Signatory, owner: Lead),
        new(Signatory, "receipt", Mail: true), new(Lead, "resubmitted", Mail: true));

    [Fact]
    public void Taking_tells_the_applicants_team_in_the_inbox() => Told(
        Moved("take", "submitted", Coordinator, owner: Coordinator),
        new(Signatory, "taken", Mail: false), new(Editor, "taken", Mail: false));

    [Theory]
    [InlineData("return", "returned")]
    [InlineData("reject", "rejected")]
    public void Returning_and_rejecting_tell_the_applicants_team_by_mail(string verb, string @event) => Told(
        Moved(verb, "inReview", Coordinator, owner: Coordinator),
        new(Signatory, @event, Mail: true), new(Editor, @event, Mail: true));

    [Fact]
    public void Withdrawing_tells_the_owner_by_mail() => Told(
        Moved("withdraw", "inReview", Signatory, owner: Coordinator), new Recipient(Coordinator, "withdrawn", Mail: true));

    [Fact]
    public void Withdrawing_what_nobody_took_tells_nobody() => Told(Moved("withdraw", "submitted", Signatory));

    [Theory]
    [InlineData("draft")]
    [InlineData("discard")]
    [InlineData("a-verb-of-next-year")]
    public void A_verb_without_a_row_tells_nobody(string verb) => Told(Moved(verb, "draft", Editor, owner: Coordinator));

    [Fact]
    public void Whoever_acts_is_not_told() => Told(
        Moved("withdraw", "inReview", Coordinator, owner: Coordinator));

    [Fact]
    public void One_of_the_team_who_acts_is_left_out_of_the_team() => Told(
        Moved("reject", "inReview", Editor, owner: Coordinator), new Recipient(Signatory, "rejected", Mail: true));

    [Fact]
    public void The_system_gets_no_receipt() => Told(
        Moved("submit", "changesRequested", Guid.Empty, owner: Coordinator), new Recipient(Coordinator, "resubmitted", Mail: true));

    [Fact]
    public void Nobody_is_told_one_event_twice()
    {
        var both = Someone(Guid.CreateVersion7(), (Applicant, Roles.AuthoritySignatory), (Applicant, Roles.AuthorityEditor));
        var told = WhoIsTold.Of(Moved("reject", "inReview", Coordinator), new KnownPeople([both]));
        Assert.Equal([new Recipient(both.Id, "rejected", Mail: true)], told);
    }

    private static void Told(RequestMoved moved, params Recipient[] expected) =>
        Assert.Equal(expected.OrderBy(r => r.PersonId), WhoIsTold.Of(moved, People).OrderBy(r => r.PersonId));

    private static RequestMoved Moved(string verb, string from, Guid actor, Guid? owner = null) => new(
        Guid.CreateVersion7(), 3, verb, from, "anywhere", DateTimeOffset.UtcNow, actor, "REQ-2026-000001", Applicant, owner, null, OnHold: false, "members");

    private static Person Someone(Guid id, params (Guid Organisation, string Role)[] memberships) =>
        new(id, [.. memberships.Select(m => new Membership(m.Organisation, m.Role))]);
}
