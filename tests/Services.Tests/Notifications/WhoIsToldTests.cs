using Alliance.Contracts;
using Alliance.Notifications.Telling;
using Alliance.Shared.Messaging;
using Xunit;
using static Alliance.Services.Tests.Notifications.Cast;

namespace Alliance.Services.Tests.Notifications;

/// <summary>The table's rows about requests, each by hand from the domain ("Who is told").</summary>
public sealed class WhoIsToldTests
{
    [Fact]
    public void Submitting_sends_the_submitter_a_receipt_and_tells_the_coordinators_in_their_inbox() => Told(
        Moved("submit", "draft", "submitted", Signatory),
        new(Signatory, "receipt", Mail: true), new(Coordinator, "submitted", Mail: false), new(Lead, "submitted", Mail: false));

    [Fact]
    public void A_follow_up_of_a_closed_request_is_told_like_a_new_one() => Told(
        Moved("reopen", null, "submitted", Signatory),
        new(Signatory, "receipt", Mail: true), new(Coordinator, "submitted", Mail: false), new(Lead, "submitted", Mail: false));

    [Fact]
    public void Submitting_again_sends_a_receipt_and_tells_the_owner_alone() => Told(
        Moved("submit", "changesRequested", "submitted", Signatory, owner: Lead),
        new(Signatory, "receipt", Mail: true), new(Lead, "resubmitted", Mail: true));

    [Theory]
    [InlineData("take", "submitted", "inReview", "taken")]
    [InlineData("hold", "matching", "matching", "held")]
    [InlineData("resume", "staffed", "staffed", "resumed")]
    public void Taking_holding_and_resuming_tell_the_applicants_team_in_the_inbox(string verb, string from, string to, string @event) => Told(
        Moved(verb, from, to, Coordinator, owner: Coordinator),
        new(Signatory, @event, Mail: false), new(Editor, @event, Mail: false));

    [Theory]
    [InlineData("return", "inReview", "changesRequested", "returned")]
    [InlineData("approve", "inReview", "approved", "approved")]
    [InlineData("reject", "inReview", "rejected", "rejected")]
    [InlineData("redirect", "inReview", "redirected", "redirected")]
    [InlineData("merge", "inReview", "merged", "merged")]
    [InlineData("unfilled", "matching", "unfilled", "unfilled")]
    [InlineData("deliver", "inProgress", "delivered", "delivered")]
    [InlineData("close", "delivered", "closed", "closed")]
    [InlineData("cancel", "staffed", "cancelled", "cancelled")]
    public void Decisions_and_ends_tell_the_applicants_team_by_mail(string verb, string from, string to, string @event) => Told(
        Moved(verb, from, to, Coordinator, owner: Coordinator),
        new(Signatory, @event, Mail: true), new(Editor, @event, Mail: true));

    [Theory]
    [InlineData("approve", "approved")]
    [InlineData("reject", "rejected")]
    [InlineData("redirect", "redirected")]
    [InlineData("merge", "merged")]
    public void What_is_decided_after_an_appeal_is_told_as_that(string verb, string to) => Told(
        Moved(verb, "inReview", to, Lead, owner: Lead) with { AfterAppeal = true },
        new(Signatory, "appealDecided", Mail: true), new(Editor, "appealDecided", Mail: true));

    [Theory]
    [InlineData("answer")]
    [InlineData("end-consultation")]
    public void The_end_of_a_consultation_is_told_to_whose_turn_it_is_then(string verb) => Told(
        Moved(verb, "inConsultation", "inReview", Guid.Empty, owner: Coordinator), new Recipient(Coordinator, "consultationOver", Mail: false));

    [Theory]
    [InlineData("matching", "staffed", "staffed", false)]
    [InlineData("matching", "inProgress", "inProgress", false)]
    [InlineData("staffed", "inProgress", "inProgress", false)]
    [InlineData("inProgress", "delivered", "delivered", true)]
    [InlineData("matching", "unfilled", "unfilled", true)]
    [InlineData("unfilled", "closed", "closed", true)]
    public void What_the_system_moves_is_told_by_the_state_it_leads_to_whatever_its_verb(string from, string to, string @event, bool mail) => Told(
        Moved("any-verb", from, to, Guid.Empty, owner: Coordinator),
        new(Signatory, @event, mail), new(Editor, @event, mail));

    [Fact]
    public void An_expert_who_is_done_before_the_next_starts_makes_no_news() => Told(Moved("any-verb", "inProgress", "staffed", Guid.Empty, owner: Coordinator));

    [Theory]
    [InlineData("staffed")]
    [InlineData("delivered")]
    [InlineData("inReview")]
    public void A_step_that_stays_in_a_state_is_not_told_as_reaching_it(string state) => Told(Moved("any-verb", state, state, Guid.Empty, owner: Coordinator));

    [Fact]
    public void An_approval_that_needs_a_second_one_is_told_to_the_other_coordinators_and_not_to_the_applicant() => Told(
        Moved("approve", "inReview", "inReview", Coordinator, owner: Coordinator), new Recipient(Lead, "secondApproval", Mail: false));

    [Theory]
    [InlineData(true, 0, true)]
    [InlineData(true, 7, true)]
    [InlineData(true, 30, true)]
    [InlineData(true, 31, false)]
    [InlineData(false, 0, false)]
    public void What_happened_long_ago_is_told_in_the_inbox_alone_and_the_backlog_of_a_week_is_mailed(bool mail, int daysAgo, bool mailed)
    {
        var submitted = Happening.Of(Moved("submit", "draft", "submitted", Signatory));
        Assert.Equal(mailed, WhoIsTold.IsMailed(new Recipient(Signatory, "receipt", mail), submitted, submitted.At.AddDays(daysAgo), TimeSpan.FromDays(30)));
    }

    [Fact]
    public void An_appeal_is_told_to_the_leads() => Told(
        Moved("appeal", "rejected", "submitted", Signatory), new Recipient(Lead, "appealed", Mail: false));

    [Fact]
    public void Who_stands_in_for_the_owner_is_told_what_the_owner_is()
    {
        var withdrawn = Happening.Of(Moved("withdraw", "inReview", "withdrawn", Signatory, owner: Coordinator));
        Assert.Equal([new(Coordinator, "withdrawn", Mail: true), new(Lead, "withdrawn", Mail: true)], WhoIsTold.Of(withdrawn, Known.With(substitute: Lead)));
        // By what row ever the owner is told of something.
        Assert.All(WhoIsTold.Table.Where(row => row.Who is Who.Owner or Who.OwnerElseCoordinators), row =>
        {
            var told = WhoIsTold.Of(Of(row) with { Code = row.Code, ConflictOpen = row.ConflictOpen == true }, Known.With(substitute: Lead)).ToLookup(r => r.PersonId);
            Assert.Equal(Assert.Single(told[Coordinator]) with { PersonId = Lead }, Assert.Single(told[Lead]));
        });
    }

    /// <summary>An evaluation is its owner's: nobody gives it in their place.</summary>
    [Fact]
    public void What_nobody_can_do_in_the_owners_place_is_told_to_the_owner_alone()
    {
        var row = Assert.Single(WhoIsTold.Table, r => r.Who == Who.OwnerInPerson);
        Assert.Equal([new(Coordinator, "evaluationAsked", Mail: false)], WhoIsTold.Of(Of(row), Known.With(substitute: Lead)));
        Assert.Equal(2, WhoIsTold.Of(Of(row) with { OwnerId = null }, Known).Count);
    }

    [Fact]
    public void A_substitute_who_acts_is_not_told_and_an_owner_who_acts_needs_nobody_told_instead()
    {
        var people = Known.With(substitute: Lead);
        var withdrawn = Moved("withdraw", "inReview", "withdrawn", Lead, owner: Coordinator);
        Assert.Equal([new(Coordinator, "withdrawn", Mail: true)], WhoIsTold.Of(Happening.Of(withdrawn), people));
        Assert.Empty(WhoIsTold.Of(Happening.Of(withdrawn with { ActorId = Coordinator }), people));
    }

    [Fact]
    public void A_substitute_who_could_not_do_the_work_is_told_nothing()
    {
        var ofTheApplicant = Guid.CreateVersion7();
        var people = new KnownPeople([Someone(ofTheApplicant, (Applicant, "expert"), (Guid.CreateVersion7(), "coordinator")), Someone(Editor, (Guid.CreateVersion7(), "observer"))]);
        var withdrawn = Happening.Of(Moved("withdraw", "inReview", "withdrawn", Signatory, owner: Coordinator));
        foreach (var person in (Guid[])[ofTheApplicant, Editor, Guid.CreateVersion7()])
            Assert.Equal([new(Coordinator, "withdrawn", Mail: true)], WhoIsTold.Of(withdrawn, people.With(substitute: person)));
    }

    [Fact]
    public void Whom_a_request_is_handed_to_is_told() => Told(
        Moved("hand-over", "inReview", "inReview", Lead, owner: Coordinator), new Recipient(Coordinator, "handedOver", Mail: false));

    [Fact]
    public void Withdrawing_tells_the_owner_by_mail() => Told(
        Moved("withdraw", "inReview", "withdrawn", Signatory, owner: Coordinator), new Recipient(Coordinator, "withdrawn", Mail: true));

    [Fact]
    public void Withdrawing_what_nobody_took_tells_nobody() => Told(Moved("withdraw", "submitted", "withdrawn", Signatory));

    [Fact]
    public void A_request_that_lapses_is_told_to_the_owner_and_to_the_team_that_did_not_act() => Told(
        Moved("withdraw", "changesRequested", "withdrawn", Guid.Empty, owner: Coordinator),
        new(Coordinator, "lapsed", Mail: true), new(Signatory, "lapsed", Mail: true), new(Editor, "lapsed", Mail: true));

    [Fact]
    public void Silence_after_a_return_reminds_the_team() => Told(
        Moved("remind", "changesRequested", "changesRequested", Guid.Empty, owner: Coordinator),
        new(Signatory, "reminded", Mail: true), new(Editor, "reminded", Mail: true));

    [Fact]
    public void A_target_that_comes_near_reminds_the_owner_and_one_that_passed_the_leads()
    {
        Told(Moved("due-soon", "submitted", "submitted", Guid.Empty, owner: Coordinator), new Recipient(Coordinator, "dueSoon", Mail: true));
        Told(Moved("overdue", "submitted", "submitted", Guid.Empty, owner: Coordinator), new Recipient(Lead, "overdue", Mail: true));
    }

    [Fact]
    public void Where_nobody_has_the_request_all_coordinators_are_reminded() =>
        Told(Moved("due-soon", "submitted", "submitted", Guid.Empty), new Recipient(Coordinator, "dueSoon", Mail: true), new Recipient(Lead, "dueSoon", Mail: true));

    [Fact]
    public void Half_a_year_later_the_owner_is_told_to_ask() =>
        Told(Moved("follow-up-due", "closed", "closed", Guid.Empty, owner: Coordinator), new Recipient(Coordinator, "followUpDue", Mail: true));

    [Theory]
    [InlineData("draft", "draft")]
    [InlineData("discard", "discarded")]
    [InlineData("open", "matching")]
    [InlineData("consult", "inConsultation")]
    [InlineData("a-verb-of-next-year", "draft")]
    public void A_step_without_a_row_tells_nobody(string verb, string to) => Told(Moved(verb, "approved", to, Editor, owner: Coordinator));

    [Fact]
    public void Whoever_acts_is_not_told() => Told(Moved("withdraw", "inReview", "withdrawn", Coordinator, owner: Coordinator));

    [Fact]
    public void One_of_the_team_who_acts_is_left_out_of_the_team() => Told(
        Moved("reject", "inReview", "rejected", Editor, owner: Coordinator), new Recipient(Signatory, "rejected", Mail: true));

    /// <summary>Every row, with each person of the cast as who acts: only a receipt goes to that person.</summary>
    [Fact]
    public void In_no_row_does_anybody_learn_of_an_own_act_but_by_a_receipt() => Assert.All(
        from row in WhoIsTold.Table
        from actor in All
        let happening = Of(row) with { ActorId = actor, OwnerId = actor, ExpertId = actor }
        from recipient in WhoIsTold.Of(happening, Known)
        where recipient.PersonId == actor
        select recipient.Event,
        told => Assert.Equal("receipt", told));

    /// <summary>Every row: nobody of another organisation but the one that is asked for its opinion, and no coordinator with a part in the applicant.</summary>
    [Fact]
    public void In_no_row_does_another_organisation_learn_of_it() => Assert.All(
        from row in WhoIsTold.Table
        let happening = Of(row)
        from recipient in WhoIsTold.Of(happening, Known)
        where recipient.PersonId != happening.ActorId
        select (row, recipient.PersonId),
        told => Assert.Contains(told.PersonId, told.row.Who switch { Who.Consulted => [Speaker], Who.Employer => [Employer], _ => new[] { Signatory, Editor, Coordinator, Lead, TheExpert } }));

    [Fact]
    public void The_system_gets_no_receipt() => Told(
        Moved("submit", "changesRequested", "submitted", Guid.Empty, owner: Coordinator), new Recipient(Coordinator, "resubmitted", Mail: true));

    [Fact]
    public void Nobody_is_told_one_event_twice()
    {
        var both = Someone(Guid.CreateVersion7(), (Applicant, "authority-signatory"), (Applicant, "authority-editor"));
        var told = WhoIsTold.Of(Happening.Of(Moved("reject", "inReview", "rejected", Coordinator)), new KnownPeople([both]));
        Assert.Equal([new Recipient(both.Id, "rejected", Mail: true)], told);
    }

    [Fact]
    public void What_names_no_history_entry_can_never_be_told_once()
    {
        var moved = Moved("take", "submitted", "inReview", Coordinator);
        Assert.Throws<InvalidMessageException>(() => Happening.Of(moved with { No = 0 }));
        Assert.Throws<InvalidMessageException>(() => Happening.Of(moved with { Id = Guid.Empty }));
    }

    private static void Told(RequestMoved moved, params Recipient[] expected) => Cast.Told(Happening.Of(moved), expected);

    private static RequestMoved Moved(string verb, string? from, string to, Guid actor, Guid? owner = null) => new(
        Guid.CreateVersion7(), 3, verb, from, to, DateTimeOffset.UtcNow, actor, "REQ-2026-000001", Applicant, owner, null, OnHold: false, "members");
}
