using Alliance.Contracts;
using Alliance.Notifications.Telling;
using Alliance.Shared.Messaging;
using Xunit;
using static Alliance.Services.Tests.Notifications.Cast;

namespace Alliance.Services.Tests.Notifications;

/// <summary>What is said about a request: the other side is told, by mail.</summary>
public sealed class WhoIsToldOfNotesTests
{
    [Fact]
    public void A_coordinators_message_is_told_to_the_applicants_team() => Told(
        Noted(NoteKind.Message, NotedFor.ApplicantTeam, Coordinator, owner: Coordinator),
        new(Signatory, "message", Mail: true), new(Editor, "message", Mail: true));

    [Fact]
    public void The_applicants_message_is_told_to_the_owner_alone() => Told(
        Noted(NoteKind.Message, NotedFor.Owner, Editor, owner: Lead), new Recipient(Lead, "message", Mail: true));

    [Fact]
    public void While_nobody_has_the_request_every_coordinator_is_told() => Told(
        Noted(NoteKind.Message, NotedFor.Owner, Editor), new(Coordinator, "message", Mail: true), new(Lead, "message", Mail: true));

    [Fact]
    public void Whoever_wrote_is_not_told() => Told(Noted(NoteKind.Message, NotedFor.ApplicantTeam, Editor), new Recipient(Signatory, "message", Mail: true));

    [Fact]
    public void An_answered_question_is_told_to_the_owner() => Told(
        Noted(NoteKind.Comment, NotedFor.Owner, Editor, owner: Coordinator), new Recipient(Coordinator, "commentAnswered", Mail: true));

    [Fact]
    public void A_file_that_came_after_the_submit_is_told_to_the_owner_and_to_nobody_while_there_is_none()
    {
        Told(Noted(NoteKind.Attachment, NotedFor.Owner, Editor, owner: Coordinator), new Recipient(Coordinator, "attached", Mail: false));
        Told(Noted(NoteKind.Attachment, NotedFor.Owner, Editor));
    }

    [Fact]
    public void Who_speaks_for_a_consulted_organisation_is_asked_by_mail_and_none_who_belongs_to_the_applicant() => Told(
        Noted(NoteKind.Consultation, NotedFor.Consulted, Coordinator, owner: Coordinator) with { ForOrganisationId = Asked }, new Recipient(Speaker, "consulted", Mail: true));

    [Theory]
    [InlineData("applicant", "evaluationAsked", true)]
    [InlineData("follow-up", "followUpAsked", true)]
    [InlineData("participant", "participantsAsked", false)]
    public void An_evaluation_of_the_applicant_is_asked_of_its_team(string code, string @event, bool mail) => Told(
        Noted(NoteKind.EvaluationAsked, NotedFor.ApplicantTeam, Guid.Empty, owner: Coordinator) with { Code = code },
        new(Signatory, @event, mail), new(Editor, @event, mail));

    [Fact]
    public void An_evaluation_of_an_expert_is_asked_of_that_person_and_of_a_coordinator_of_the_owner()
    {
        Told(Noted(NoteKind.EvaluationAsked, NotedFor.Owner, Guid.Empty, owner: Coordinator) with { Role = null, PersonId = TheExpert, Code = "expert" }, new Recipient(TheExpert, "evaluationAsked", Mail: true));
        Told(Noted(NoteKind.EvaluationAsked, NotedFor.Owner, Guid.Empty, owner: Coordinator) with { Code = "coordinator" }, new Recipient(Coordinator, "evaluationAsked", Mail: false));
    }

    [Fact]
    public void Two_messages_of_one_moment_are_two_entries_and_one_told_twice_is_one()
    {
        var at = DateTimeOffset.UtcNow;
        var one = Happening.Of(Noted(NoteKind.Message, NotedFor.Owner, Editor) with { At = at });
        var other = Happening.Of(Noted(NoteKind.Message, NotedFor.Owner, Editor) with { At = at, RequestId = one.Subject.Id });
        Assert.Equal(one.Subject.Id, other.Subject.Id);
        Assert.NotEqual(Id(one), Id(other));
        Assert.Equal(Id(one), Id(one with { }));
    }

    [Fact]
    public void What_names_no_document_can_never_be_told_once() =>
        Assert.Throws<InvalidMessageException>(() => Happening.Of(Noted(NoteKind.Message, NotedFor.Owner, Editor) with { Id = Guid.Empty }));

    private static Guid Id(Happening happening) => Notice.IdOf(happening.SaidIn ?? happening.Subject.Id, happening.No, happening.At, Coordinator);

    private static void Told(RequestNoted noted, params Recipient[] expected) => Cast.Told(Happening.Of(noted), expected);

    private static RequestNoted Noted(string kind, string role, Guid actor, Guid? owner = null) => new(
        Guid.CreateVersion7(), 1, kind, DateTimeOffset.UtcNow, actor, Guid.CreateVersion7(), kind, "REQ-2026-000001", Applicant, owner, role);
}
