using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Evaluating;
using Alliance.Requests.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Who is asked for an evaluation and when, who may give it, what it must hold; pure.</summary>
public sealed class AskingForEvaluationsTests
{
    private static readonly Guid Id = Guid.Parse("01900000-0000-7000-b000-000000000001");

    private static AssistanceRequest Delivered => Some.Request(RequestStatus.Delivered) with { OwnerId = Some.Coordinator.PersonId, Timers = new RequestTimers(EndsAt: Some.Now.AddDays(30)) };

    [Theory]
    [InlineData("completed", "reporting")]
    [InlineData("endedEarly", "active")]
    [InlineData("noShow", "active")]
    [InlineData("replaced", "active")]
    public void At_the_end_of_an_assignment_both_sides_are_asked(string state, string from)
    {
        var asked = AskForEvaluations.After(Id, Delivered, Some.Assignment(Id, 9, state) with { From = from }, Some.Now, Some.Periods).ToArray();
        Assert.Equal(["applicant", "expert"], asked.Select(e => e.Respondent));
        Assert.All(asked, e => Assert.Equal((EvaluationStatus.Asked, "completion", Some.OtherHromada), (e.Status, e.Stage, e.AssignmentId)));
        Assert.Equal(Some.Expert.PersonId, asked[1].PersonId);
    }

    [Theory]
    [InlineData("active", "confirmed")]
    [InlineData("reporting", "active")]
    [InlineData("cancelled", "confirmed")]
    [InlineData("replaced", "confirmed")]
    public void Before_the_end_and_where_no_work_was_done_nobody_is_asked(string state, string from) =>
        Assert.Empty(AskForEvaluations.After(Id, Delivered, Some.Assignment(Id, 9, state) with { From = from }, Some.Now, Some.Periods));

    [Fact]
    public void When_it_is_delivered_coordinator_participants_and_receiving_organisations_are_asked()
    {
        var receiving = Guid.CreateVersion7();
        var request = Delivered with
        {
            Content = Some.Complete with { Needs = [.. Some.Complete.Needs, new Need { Id = receiving, Role = "Host", Kind = "receiving-organisation", Must = true }] },
            Staffing = [Placed(Some.Need, "completed"), Placed(receiving, "completed"), Placed(receiving, "declined")]
        };
        var asked = AskForEvaluations.After(Id, request, Entry("inProgress", "delivered"), Some.Periods).ToArray();
        Assert.Equal(["coordinator", "participant", "receiving-organisation"], asked.Select(e => e.Respondent));
        Assert.Empty(AskForEvaluations.After(Id, request, Entry("delivered", "delivered"), Some.Periods));
        // Who came for an organisation is asked as that, not as an expert besides.
        var ended = AskForEvaluations.After(Id, request, Some.Assignment(Id, 9, "completed", need: receiving), Some.Now, Some.Periods);
        Assert.Equal(["applicant", "receiving-organisation"], ended.Select(e => e.Respondent));

        static StaffedPlace Placed(Guid need, string state) => new(Guid.CreateVersion7(), need, state, 1, Guid.CreateVersion7());
    }

    [Fact]
    public void Half_a_year_after_closing_what_was_delivered_is_asked_about_once_more()
    {
        var planned = Assert.Single(AskForEvaluations.After(Id, Delivered, Entry("delivered", "closed"), Some.Periods));
        Assert.Equal(("applicant", "follow-up", EvaluationStatus.Planned, Some.Now.AddDays(183)), (planned.Respondent, planned.Stage, planned.Status, planned.NextAt));
        Assert.Empty(AskForEvaluations.After(Id, Delivered, Entry("unfilled", "closed"), Some.Periods));
        Assert.Null(DueEvaluations.Tick(planned, Some.Now.AddDays(182), Some.Periods));
        var asked = DueEvaluations.Tick(planned, Some.Now.AddDays(183), Some.Periods)!;
        Assert.Equal(("ask", EvaluationStatus.Asked), (asked.Steps[0].Verb, asked.Next.Status));
    }

    [Fact]
    public void The_same_question_has_the_same_id_and_every_other_another()
    {
        var questions = AskForEvaluations.After(Id, Delivered, Some.Assignment(Id, 9, "completed"), Some.Now, Some.Periods)
            .Concat(AskForEvaluations.After(Id, Delivered, Entry("inProgress", "delivered"), Some.Periods))
            .Concat(AskForEvaluations.After(Id, Delivered, Entry("delivered", "closed"), Some.Periods))
            .Select(e => Evaluation.IdOf(e.RequestId, e.AssignmentId, e.Stage, e.Respondent)).ToArray();
        Assert.Equal(5, questions.Distinct().Count());
        Assert.Equal(Evaluation.IdOf(Id, null, "completion", "participant"), Evaluation.IdOf(Id, null, "completion", "participant"));
    }

    [Fact]
    public void Work_that_ends_after_the_delivery_moves_the_end_of_the_request()
    {
        var later = Some.Now.AddDays(20);
        var moved = WhenAssignmentMoved.Decide(Delivered with { Staffing = [new(Some.OtherHromada, Some.Need, "reporting", 8, Some.Expert.PersonId)] }, Some.Assignment(Id, 9, "completed"), later, Some.Periods)!;
        Assert.Equal(later.AddDays(30), moved.Next.Timers.EndsAt);
        Assert.Empty(moved.Steps);
        var other = WhenAssignmentMoved.Decide(Delivered, Some.Assignment(Id, 9, "cancelled"), later, Some.Periods)!;
        Assert.Equal(Some.Now.AddDays(30), other.Next.Timers.EndsAt);
    }

    [Fact]
    public void It_is_reminded_of_twice_and_not_once_it_was_given()
    {
        var asked = Asked(Evaluation.Applicant);
        var first = DueEvaluations.Tick(asked, Some.Now.AddDays(10), Some.Periods)!;
        Assert.Equal(("remind", 1, Some.Now.AddDays(20)), (first.Steps[0].Verb, first.Next.Reminders, first.Next.NextAt));
        var second = DueEvaluations.Tick(first.Next, Some.Now.AddDays(20), Some.Periods)!;
        Assert.Null(second.Next.NextAt);
        Assert.Null(DueEvaluations.Tick(second.Next, Some.Now.AddDays(60), Some.Periods));
        Assert.Null(DueEvaluations.Tick(asked with { Status = EvaluationStatus.Given }, Some.Now.AddDays(10), Some.Periods));
    }

    [Fact]
    public void Each_is_given_by_who_was_asked_and_nobody_else()
    {
        Caller[] all = [Some.Editor, Some.Signatory, Some.OtherSignatory, Some.Coordinator, Some.SecondCoordinator, Some.CoordinatorOfHromada, Some.LeadCoordinator, Some.Expert, Some.Observer, Some.Administrator, Some.OrganisationAdministrator];
        AssertGivenBy(Evaluation.Applicant, [Some.Editor, Some.Signatory, Some.CoordinatorOfHromada]);
        AssertGivenBy(Evaluation.Expert, [Some.Expert]);
        AssertGivenBy(Evaluation.ReceivingOrganisation, [Some.Expert]);
        AssertGivenBy(Evaluation.Coordinator, [Some.Coordinator]);
        AssertGivenBy(Evaluation.Participant, []);

        void AssertGivenBy(string respondent, Caller[] expected) => Assert.Equal(
            expected.Select(c => c.PersonId), all.Where(c => GiveEvaluation.Decide(Asked(respondent), Delivered, Good, c, Some.Now, Some.Periods) is Decision<Evaluation>.Moved).Select(c => c.PersonId));
    }

    [Fact]
    public void It_is_taken_for_a_time_and_corrected_for_another()
    {
        var given = Give(Asked(Evaluation.Applicant), Good, Some.Now).Next;
        Assert.Equal((EvaluationStatus.Given, Some.Now, (DateTimeOffset?)null), (given.Status, given.GivenAt, given.NextAt));
        Assert.IsType<Decision<Evaluation>.AlreadyDone>(GiveEvaluation.Decide(given, Delivered, Good, Some.Editor, Some.Now, Some.Periods));
        var corrected = Give(given, Good with { UseResults = "n" }, Some.Now.AddDays(14)).Next;
        Assert.Equal((Some.Now, "n"), (corrected.GivenAt, corrected.Answer!.UseResults));
        Assert.Equal("evaluation-final", Code(given, Some.Now.AddDays(14).AddSeconds(1)));
        Assert.Equal("evaluation-over", Code(Asked(Evaluation.Applicant), Some.Now.AddDays(91)));
        Assert.Equal("evaluation-not-asked", Code(Asked(Evaluation.Applicant) with { Status = EvaluationStatus.Planned }, Some.Now));

        static string Code(Evaluation evaluation, DateTimeOffset now) =>
            Assert.IsType<Decision<Evaluation>.Refused>(GiveEvaluation.Decide(evaluation, Delivered, Good with { UseWhat = "Plan" }, Some.Editor, now, Some.Periods)).Why.Code;
    }

    [Theory]
    [InlineData("applicant", "completion", "goals-reached", 6, "scores.goals-reached: out-of-range")]
    [InlineData("applicant", "completion", "speed", 3, "scores: unknown-code")]
    [InlineData("expert", "completion", "quality-of-expertise", 5, "scores: unknown-code")]
    [InlineData("applicant", "completion", "goals-reached", null, "scores.goals-reached: required")]
    [InlineData("applicant", "follow-up", "goals-reached", 4, "resultType: required")]
    public void What_is_asked_of_whom_is_held_to(string respondent, string stage, string question, int? score, string faults)
    {
        var (answer, refusal) = new EvaluationForm(new Dictionary<string, int?> { [question] = score }).Read(Asked(respondent) with { Stage = stage });
        Assert.Null(answer);
        Assert.Equal(faults, string.Join(',', Some.Faults(refusal)));
    }

    [Fact]
    public void Of_what_is_written_nothing_is_published_and_of_numbers_all()
    {
        var given = Asked(Evaluation.Expert) with { Answer = new EvaluationAnswer(new Dictionary<string, int> { ["relevance"] = 4 }, "y", "We will rebuild the pump", true, "More", null, true) };
        var said = Assert.IsType<EvaluationGiven>(Assert.Single(DueEvaluations.Announce(Stored(given), Entry("asked", "given") with { Verb = "give" })));
        Assert.Equal((4, given.AssignmentId, given.ExpertId, "expert"), (said.Scores["relevance"], said.AssignmentId, said.ExpertId, said.Respondent));
        var noted = Assert.IsType<RequestNoted>(Assert.Single(DueEvaluations.Announce(Stored(Asked(Evaluation.Coordinator)), Entry(null, "asked") with { Verb = "ask" })));
        Assert.Equal((NoteKind.EvaluationAsked, NotedFor.Owner, "coordinator"), (noted.Kind, noted.Role, noted.Code));
        Assert.Empty(DueEvaluations.Announce(Stored(given), Entry(null, "planned") with { Verb = "plan" }));
    }

    [Fact]
    public void Of_fewer_than_three_answers_there_is_no_mean_and_only_coordinators_see_groups()
    {
        (string, int)[] two = [("applicant|relevance|5", 1), ("expert|relevance|3", 1)];
        Assert.Empty(EvaluationSummary.Of(two, byRespondent: true).Scores);
        Assert.Empty(EvaluationSummary.Of(two, byRespondent: true).Respondents!);
        var summary = EvaluationSummary.Of([.. two, ("participant|relevance|1", 1), ("participant|use-results|y", 2)], byRespondent: false);
        Assert.Equal(("relevance", 3, 3.0), (summary.Scores[0].Question, summary.Scores[0].Count, summary.Scores[0].Mean));
        Assert.Null(summary.Respondents);
        Assert.Empty(summary.UseResults);
    }

    private static EvaluationForm Good { get; } = new(new Dictionary<string, int?> { ["goals-reached"] = 5 }, "y");

    private static Evaluation Asked(string respondent) => new()
    {
        RequestId = Id, Reference = "REQ-2026-000001", OrganisationId = Some.Hromada, AssignmentId = Guid.CreateVersion7(), ExpertId = Guid.CreateVersion7(), PersonId = respondent is "expert" or "receiving-organisation" ? Some.Expert.PersonId : null,
        Stage = Evaluation.Completion, Respondent = respondent, Status = EvaluationStatus.Asked, AskedAt = Some.Now, NextAt = Some.Now.AddDays(10)
    };

    private static Decision<Evaluation>.Moved Give(Evaluation evaluation, EvaluationForm form, DateTimeOffset now) =>
        Assert.IsType<Decision<Evaluation>.Moved>(GiveEvaluation.Decide(evaluation, Delivered, form, Some.Editor, now, Some.Periods));

    private static Stored<Evaluation> Stored(Evaluation value) => new(Guid.CreateVersion7(), value, 1, 1, HistoryChain.Start, Some.Now, Guid.Empty, Some.Now, Guid.Empty);

    private static HistoryEntry Entry(string? from, string to) => new(7, "verb", Guid.Empty, Some.Now, null, from, to, null, null, "", "");
}
