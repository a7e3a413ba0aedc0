using Alliance.Contracts;
using Alliance.Notifications.Telling;
using Alliance.Shared.Messaging;
using Xunit;
using static Alliance.Services.Tests.Notifications.Cast;

namespace Alliance.Services.Tests.Notifications;

/// <summary>The table's rows about assignments and experts' profiles, each by hand from the domain ("Who is told").</summary>
public sealed class WhoIsToldOfExpertsTests
{
    [Theory]
    [InlineData("invite", "proposed", "invited", "invited")]
    [InlineData("remind", "invited", "invited", "reminded")]
    [InlineData("confirm", "accepted", "confirmed", "confirmed")]
    [InlineData("any-verb", "accepted", "reserve", "reserve")]
    [InlineData("any-verb", "reserve", "notSelected", "notSelected")]
    [InlineData("return-report", "reporting", "active", "reportReturned")]
    [InlineData("complete", "reporting", "completed", "completed")]
    [InlineData("cancel", "confirmed", "cancelled", "cancelled")]
    [InlineData("end-early", "active", "endedEarly", "endedEarly")]
    [InlineData("replace", "active", "replaced", "replaced")]
    public void The_expert_is_told_by_mail_of_what_others_did(string verb, string from, string to, string @event)
    {
        foreach (var actor in new[] { Coordinator, Signatory, Guid.Empty })
        {
            Told(Moved(verb, from, to, actor), new Recipient(TheExpert, @event, Mail: true));
        }
    }

    [Theory]
    [InlineData("accept", "invited", "accepted", "accepted")]
    [InlineData("report", "active", "reporting", "reported")]
    [InlineData("withdraw", "confirmed", "withdrawn", "withdrawn")]
    public void What_the_expert_did_is_told_to_the_signatories_by_mail_and_to_the_owner_in_the_inbox(string verb, string from, string to, string @event) => Told(
        Moved(verb, from, to, TheExpert), new(Signatory, @event, Mail: true), new(Coordinator, @event, Mail: false));

    [Theory]
    [InlineData("decline", "invited", "declined", "declined")]
    [InlineData("any-verb", "invited", "expired", "expired")]
    [InlineData("no-show", "active", "noShow", "noShow")]
    public void A_place_that_stays_empty_is_told_to_the_owner_by_mail(string verb, string from, string to, string @event) => Told(
        Moved(verb, from, to, Guid.Empty), new Recipient(Coordinator, @event, Mail: true));

    [Theory]
    [InlineData("submit", "draft", "pendingVerification")]
    [InlineData("need-consent", "active", "active")]
    [InlineData("ask-consent", "stale", "stale")]
    public void An_employer_whose_consent_is_needed_is_told_by_mail(string verb, string from, string to)
    {
        var moved = new ExpertMoved(Guid.CreateVersion7(), 3, verb, from, to, DateTimeOffset.UtcNow, TheExpert, TheExpert, ConsentOf: Elsewhere);
        Assert.Equal([new Recipient(Employer, "consentNeeded", Mail: true)], WhoIsTold.Of(Happening.Of(moved), Known));
        // Nobody gives consent to their own going; and nobody is asked where none is needed.
        Assert.Empty(WhoIsTold.Of(Happening.Of(moved with { PersonId = Employer }), Known));
        Assert.Empty(WhoIsTold.Of(Happening.Of(moved with { ConsentOf = null }), Known));
    }

    [Theory]
    [InlineData("invite", "proposed", "invited", "hostInvited")]
    [InlineData("remind", "invited", "invited", "hostReminded")]
    [InlineData("confirm", "accepted", "confirmed", "hostConfirmed")]
    [InlineData("any-verb", "reserve", "notSelected", "hostNotSelected")]
    [InlineData("complete", "reporting", "completed", "hostCompleted")]
    [InlineData("cancel", "confirmed", "cancelled", "hostCancelled")]
    [InlineData("replace", "active", "replaced", "hostReplaced")]
    [InlineData("end-early", "active", "endedEarly", "endedEarly")]
    public void Who_receives_people_is_told_the_same_in_words_of_their_own(string verb, string from, string to, string @event)
    {
        Told(Moved(verb, from, to, Coordinator) with { Hosting = true }, new Recipient(TheExpert, @event, Mail: true));
    }

    [Fact]
    public void What_a_receiving_organisation_answers_is_told_to_who_waits_for_it()
    {
        Told(Moved("accept", "invited", "accepted", TheExpert) with { Hosting = true }, new(Signatory, "hostAccepted", Mail: true), new(Coordinator, "hostAccepted", Mail: false));
        Told(Moved("accept", "invited", "accepted", TheExpert) with { Hosting = true, ConflictOpen = true }, new(Signatory, "hostAccepted", Mail: true), new(Coordinator, "acceptedInConflict", Mail: false));
        Told(Moved("decline", "invited", "declined", TheExpert) with { Hosting = true }, new Recipient(Coordinator, "hostDeclined", Mail: true));
        Told(Moved("any-verb", "invited", "expired", Guid.Empty) with { Hosting = true }, new Recipient(Coordinator, "hostExpired", Mail: true));
        Told(Moved("withdraw", "confirmed", "withdrawn", TheExpert) with { Hosting = true }, new(Signatory, "hostWithdrawn", Mail: true), new(Coordinator, "hostWithdrawn", Mail: false));
        Told(Moved("report", "active", "reporting", TheExpert) with { Hosting = true }, new(Signatory, "hostReported", Mail: true), new(Coordinator, "hostReported", Mail: false));
        Told(Moved("no-show", "active", "noShow", Guid.Empty) with { Hosting = true }, new Recipient(Coordinator, "hostNoShow", Mail: true));
    }

    [Fact]
    public void An_offer_to_help_is_told_to_the_owner() => Told(Moved("interest", null, "interested", TheExpert), new Recipient(Coordinator, "interested", Mail: false));

    [Fact]
    public void Whose_own_offer_comes_to_nothing_is_told_by_mail()
    {
        Told(Moved("cancel", "interested", "cancelled", Coordinator) with { Offered = true }, new Recipient(TheExpert, "notTakenUp", Mail: true));
        Told(Moved("cancel", "proposed", "cancelled", Coordinator) with { Offered = true }, new Recipient(TheExpert, "notTakenUp", Mail: true));
        Told(Moved("cancel", "invited", "cancelled", Coordinator) with { Offered = true }, new Recipient(TheExpert, "cancelled", Mail: true));
    }

    [Fact]
    public void A_conflict_of_interest_that_waits_for_a_decision_is_told_to_the_owner()
    {
        Told(Moved("declare-conflict", "invited", "invited", TheExpert) with { ConflictAnswered = true, ConflictOpen = true }, new Recipient(Coordinator, "conflictDeclared", Mail: false));
        Told(Moved("declare-conflict", "invited", "invited", TheExpert) with { ConflictAnswered = true });
        Told(Moved("accept", "invited", "accepted", TheExpert) with { ConflictAnswered = true, ConflictOpen = true },
            new(Signatory, "accepted", Mail: true), new(Coordinator, "acceptedInConflict", Mail: false));
    }

    [Fact]
    public void New_terms_are_told_to_both_who_are_to_agree() => Told(
        Moved("terms", "accepted", "accepted", Coordinator), new(TheExpert, "termsChanged", Mail: true), new(Signatory, "termsWritten", Mail: false));

    [Fact]
    public void A_report_that_comes_after_the_end_date_is_told_like_any() => Told(
        Moved("report", "reporting", "reporting", TheExpert), new(Signatory, "reported", Mail: true), new(Coordinator, "reported", Mail: false));

    [Fact]
    public void A_reserve_that_moves_up_is_told_to_the_owner() => Told(
        Moved("any-verb", "reserve", "accepted", Guid.Empty), new Recipient(Coordinator, "promoted", Mail: false));

    [Fact]
    public void An_assignment_whose_last_day_passes_asks_the_expert_for_the_report_too() => Told(
        Moved("report", "active", "reporting", Guid.Empty),
        new(TheExpert, "reportDue", Mail: true), new(Signatory, "reported", Mail: true), new(Coordinator, "reported", Mail: false));

    [Theory]
    [InlineData("terms", "proposed", "proposed")]
    [InlineData("declare-conflict", "invited", "invited")]
    [InlineData("propose", null, "proposed")]
    [InlineData("start", "confirmed", "active")]
    [InlineData("agree", "confirmed", "confirmed")]
    [InlineData("cancel", "proposed", "cancelled")]
    public void Other_steps_of_an_assignment_are_told_to_nobody(string verb, string? from, string to) => Told(Moved(verb, from, to, Guid.Empty));

    [Fact]
    public void Without_an_owner_the_others_are_told_all_the_same() => Told(
        Moved("accept", "invited", "accepted", TheExpert) with { OwnerId = null }, new Recipient(Signatory, "accepted", Mail: true));

    [Theory]
    [InlineData("verify", "pendingVerification", "active", "verified")]
    [InlineData("return", "pendingVerification", "draft", "returned")]
    [InlineData("remind", "active", "active", "staleSoon")]
    [InlineData("any-verb", "active", "stale", "stale")]
    [InlineData("suspend", "active", "suspended", "suspended")]
    public void An_expert_is_told_by_mail_of_what_becomes_of_the_profile(string verb, string from, string to, string @event) => Cast.Told(
        Happening.Of(Moved(verb, from, to)), new Recipient(TheExpert, @event, Mail: true));

    [Theory]
    [InlineData("submit", "draft", "pendingVerification")]
    [InlineData("pause", "active", "paused")]
    [InlineData("confirm", "stale", "active")]
    [InlineData("erase", "active", "erased")]
    public void Other_steps_of_a_profile_are_told_to_nobody(string verb, string from, string to) => Cast.Told(Happening.Of(Moved(verb, from, to)));

    [Fact]
    public void A_step_without_its_expert_can_never_be_told()
    {
        Assert.Throws<InvalidMessageException>(() => Happening.Of(Moved("invite", "proposed", "invited", Coordinator) with { PersonId = Guid.Empty }));
        Assert.Throws<InvalidMessageException>(() => Happening.Of(Moved("verify", "pendingVerification", "active") with { PersonId = Guid.Empty }));
        Assert.Throws<InvalidMessageException>(() => Happening.Of(Moved("verify", "pendingVerification", "active") with { No = 0 }));
    }

    private static void Told(AssignmentMoved moved, params Recipient[] expected) => Cast.Told(Happening.Of(moved), expected);

    private static AssignmentMoved Moved(string verb, string? from, string to, Guid actor) => new(
        Guid.CreateVersion7(), 3, verb, from, to, DateTimeOffset.UtcNow, actor, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(),
        TheExpert, Applicant, Coordinator, "REQ-2026-000001", Period: null, Deadline: null, Code: null, Place: null);

    private static ExpertMoved Moved(string verb, string from, string to) => new(
        Guid.CreateVersion7(), 3, verb, from, to, DateTimeOffset.UtcNow, Coordinator, TheExpert);
}
