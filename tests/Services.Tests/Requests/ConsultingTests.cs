using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Consulting;
using Alliance.Requests.Reading;
using Alliance.Requests.Reviewing;
using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Asking others for their opinion: who is asked, what they read, what they say, and what silence means.</summary>
[Collection("requests")]
public sealed class ConsultingTests(RequestsSlice slice)
{
    private static readonly AssistanceRequest InReview = Some.Request(RequestStatus.InReview) with { OwnerId = Some.Coordinator.PersonId };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Each_organisation_that_is_asked_has_an_entry_of_its_own_and_is_told_by_it()
    {
        var moved = Some.MoveOf(Consult(InReview, Some.OtherHromada, Some.Consulted, Some.OtherHromada));
        Assert.Equal(
            [new Step("consult", "inReview", "inConsultation", $"{Some.OtherHromada}"), new Step("consult", "inConsultation", "inConsultation", $"{Some.Consulted}", "Чи заперечуєте?")],
            moved.Steps);
        Assert.Equal([Some.OtherHromada, Some.Consulted], moved.Next.Consultations.Select(c => c.OrganisationId));
        var entry = new HistoryEntry(5, "consult", Some.Coordinator.PersonId, Some.Now, $"{Some.Consulted}", "inConsultation", "inConsultation", null, null, "", "");
        var said = RequestAnnouncement.Of(Some.Stored(moved.Next), entry).ToArray();
        // Who is consulted is not told to all who hear of the step.
        Assert.Null(Assert.IsType<RequestMoved>(said[0]).Code);
        var noted = Assert.IsType<RequestNoted>(said[1]);
        Assert.Equal((NoteKind.Consultation, NotedFor.Consulted, (Guid?)Some.Consulted, "REQ-2026-000001", 5L), (noted.Kind, noted.Role, noted.ForOrganisationId, noted.Reference, noted.No));
    }

    [Fact]
    public void The_answer_is_awaited_for_five_working_days_and_the_weekend_is_none()
    {
        // A Thursday; the second day after is a Saturday.
        var thursday = new DateTimeOffset(2026, 11, 26, 9, 30, 0, TimeSpan.Zero);
        var asked = Some.MoveOf(ConsultOrganisations.Decide(InReview, new Question([Some.Consulted], "?"), Members(Some.Consulted), Some.Coordinator, thursday, Some.Periods)).Next;
        Assert.Equal(new DateTimeOffset(2026, 12, 3, 9, 30, 0, TimeSpan.Zero), asked.Timers.ConsultedUntil);
        Assert.Null(Ticking.Tick(asked, asked.Timers.ConsultedUntil!.Value.AddSeconds(-1), Some.Periods));
        Assert.Equal(RequestStatus.InReview, Ticking.Tick(asked, asked.Timers.ConsultedUntil!.Value, Some.Periods)!.Next.Status);
    }

    [Fact]
    public void Silence_is_recorded_as_silence_and_is_no_objection()
    {
        var asked = Some.MoveOf(Consult(InReview, Some.OtherHromada, Some.Consulted)).Next;
        var one = Some.MoveOf(AnswerConsultation.Decide(asked, new Opinion(Objection: false), Some.Consultee, Some.Now)).Next;
        Assert.Equal(RequestStatus.InConsultation, one.Status);
        var over = Ticking.Tick(one, one.Timers.ConsultedUntil!.Value, Some.Periods)!;
        Assert.Equal(new Step("end-consultation", "inConsultation", "inReview"), Assert.Single(over.Steps));
        Assert.Equal([("silence", null), ("no-objection", Some.Now)], over.Next.Consultations.Select(c => (c.Outcome, c.AnsweredAt)));
        Assert.Null(over.Next.Timers.ConsultedUntil);
        Assert.Null(Transitions.Refuse(over.Next, Some.Coordinator, Verb.Approve));
        // It was too late by then.
        Assert.Equal("wrong-state", Some.RefusalOf(AnswerConsultation.Decide(over.Next, new Opinion(true, "Ні"), Some.OtherEditor, Some.Now)).Code);
    }

    [Fact]
    public void While_it_is_on_hold_nobody_s_time_to_answer_passes()
    {
        var asked = Some.MoveOf(Consult(InReview, Some.Consulted)).Next;
        var until = asked.Timers.ConsultedUntil!.Value;
        var held = asked with { Held = new Standstill("funding", Some.Now) };
        Assert.Null(Ticking.Tick(held, until.AddDays(30), Some.Periods));
        var resumed = Some.MoveOf(Alliance.Requests.Handling.ResumeAssistanceRequest.Decide(held, null, Some.Coordinator, Some.Now.AddDays(3))).Next;
        Assert.Equal(until.AddDays(3), resumed.Timers.ConsultedUntil);
    }

    [Fact]
    public void An_objection_is_answered_before_anything_is_decided()
    {
        var asked = Some.MoveOf(Consult(InReview, Some.Consulted)).Next;
        Assert.Equal(["objection: required"], Some.Faults(Some.RefusalOf(AnswerConsultation.Decide(asked, new Opinion(), Some.Consultee, Some.Now))));
        Assert.Equal(["text: required"], Some.Faults(Some.RefusalOf(AnswerConsultation.Decide(asked, new Opinion(Objection: true), Some.Consultee, Some.Now))));
        var objected = Some.MoveOf(AnswerConsultation.Decide(asked, new Opinion(true, "Ми вже робимо це"), Some.Consultee, Some.Now)).Next;
        Assert.Equal(RequestStatus.InReview, objected.Status);
        foreach (var verb in new[] { Verb.Approve, Verb.Reject, Verb.Merge, Verb.Redirect })
        {
            Assert.Equal((RefusalKind.Conflict, "objection-open"), Reason(Transitions.Refuse(objected, Some.Coordinator, verb)));
            Assert.DoesNotContain(verb, Transitions.Actions(objected, Some.Coordinator));
        }
        // To ask the applicant or others is no decision.
        foreach (var verb in new[] { Verb.Return, Verb.Consult, Verb.Hold }) Assert.Null(Transitions.Refuse(objected, Some.Coordinator, verb));
        var answered = Some.MoveOf(AnswerConsultation.Decide(objected, new Opinion(Text: "Тоді разом"), Some.SecondCoordinator, Some.Now)).Next;
        Assert.Equal(new ObjectionReply("Тоді разом", Some.SecondCoordinator.PersonId, Some.Now), answered.Consultations[0].Reply);
        Assert.Null(Transitions.Refuse(answered, Some.Coordinator, Verb.Approve));
        Assert.Equal((RefusalKind.Conflict, "no-objection-open"), Reason(Transitions.Refuse(answered, Some.Coordinator, Verb.Answer)));
    }

    [Fact]
    public void An_objection_outlives_the_changes_of_the_applicant()
    {
        var objected = InReview with { Consultations = [new Consultation(Some.Consulted, Some.Now, "?", Some.Now, "objection", "Ні")] };
        var returned = Some.MoveOf(ReturnAssistanceRequest.Decide(objected, new Comments([new FieldComment("title", "?")]), Some.Coordinator, Some.Now)).Next;
        Assert.Equal("objection-open", Transitions.Refuse(returned with { Status = RequestStatus.InReview }, Some.Coordinator, Verb.Approve)!.Code);
    }

    [Fact]
    public void Who_speaks_for_several_says_for_which()
    {
        var both = Some.Person(0x78, (Some.Consulted, Roles.AuthorityEditor), (Some.OtherHromada, Roles.OrganisationAdministrator));
        var asked = Some.MoveOf(Consult(InReview, Some.OtherHromada, Some.Consulted)).Next;
        Assert.Equal(["organisationId: which-consulted"], Some.Faults(Some.RefusalOf(AnswerConsultation.Decide(asked, new Opinion(false), both, Some.Now))));
        Assert.Equal(["organisationId: not-asked"], Some.Faults(Some.RefusalOf(AnswerConsultation.Decide(asked, new Opinion(false, null, Some.Hromada), both, Some.Now))));
        var said = Some.MoveOf(AnswerConsultation.Decide(asked, new Opinion(false, null, Some.OtherHromada), both, Some.Now)).Next;
        Assert.Equal(["no-objection", null], said.Consultations.Select(c => c.Outcome));
    }

    [Fact]
    public void Whoever_belongs_to_the_applicant_answers_for_nobody_and_an_expert_of_the_consulted_neither()
    {
        var asked = Some.MoveOf(Consult(InReview, Some.Consulted)).Next;
        var ofBoth = Some.Person(0x79, (Some.Consulted, Roles.AuthoritySignatory), (Some.Hromada, Roles.Expert));
        foreach (var person in new[] { ofBoth, Some.Person(0x7A, (Some.Consulted, Roles.Expert)), Some.Person(0x7B, (Some.Consulted, Roles.Observer)), Some.OtherSignatory })
            Assert.Equal((RefusalKind.Forbidden, "not-yours"), Reason(Transitions.Refuse(asked, person, Verb.Answer)));
    }

    [Fact]
    public void Only_members_are_asked_never_the_applicant_and_never_about_a_restricted_request()
    {
        Assert.Equal(["organisations: required", "text: required"], Some.Faults(Some.RefusalOf(ConsultOrganisations.Decide(InReview, new Question(), Members(), Some.Coordinator, Some.Now, Some.Periods))));
        Assert.Equal(
            ["organisations[0]: the-applicant", "organisations[1]: no-member"],
            Some.Faults(Some.RefusalOf(ConsultOrganisations.Decide(InReview, new Question([Some.Hromada, Some.OtherHromada, Some.Consulted], "?"), Members(Some.Hromada, Some.Consulted), Some.Coordinator, Some.Now, Some.Periods))));
        Assert.Equal(["organisations: too-many"], Some.Faults(Some.RefusalOf(Consult(InReview, [.. Enumerable.Range(0, 11).Select(_ => Guid.CreateVersion7())]))));
        var restricted = InReview with { Content = Some.Complete with { Visibility = "restricted" } };
        Assert.Equal((RefusalKind.Conflict, "restricted"), Reason(Some.RefusalOf(Consult(restricted, Some.Consulted))));
    }

    [Fact]
    public void A_consulted_organisation_reads_it_as_a_participant_then_and_later_and_its_own_opinion_alone()
    {
        var request = Some.Request(RequestStatus.InConsultation, Some.Complete with { Visibility = "participants" });
        request = request with { Consultations = [.. request.Consultations, new Consultation(Some.OtherHromada, Some.Now, "?", Some.Now, "objection", "Таємниця")] };
        foreach (var state in new[] { request, request with { Status = RequestStatus.Approved, Consultations = [.. request.Consultations.Select(c => c with { Outcome = "silence" })] } })
        {
            var reader = Some.Reader(Some.Consultee);
            Assert.Equal(Sight.Invited, reader.SightOf(state));
            Assert.Contains(AssistanceRequests.ConsultedReader(Some.Consulted), AssistanceRequests.Readers(state));
            var view = RequestView.Of(Some.Stored(state), reader);
            Assert.Equal(Some.Consulted, Assert.Single(view.Consultations!).OrganisationId);
            Assert.Equal(("Adviser", null, null), (view.Needs![0].Role, view.Contact, view.Place!.Site));
        }
        Assert.Equal(Sight.None, Some.Reader(Some.Consultee).SightOf(request with { Content = request.Content with { Visibility = "restricted" } }));
        Assert.Equal(Sight.None, Some.Reader(Some.Person(0x7C, (Some.Consulted, Roles.Expert))).SightOf(request));
        Assert.Equal(2, RequestView.Of(Some.Stored(request), Some.Reader(Some.Editor)).Consultations!.Count);
    }

    [Fact]
    public async Task A_consulted_organisation_finds_what_waits_for_it_answers_once_and_still_reads_it()
    {
        var consulted = await slice.Member(Ct);
        var request = await slice.Store(Some.Request(RequestStatus.InReview, Some.Complete with { Visibility = "participants" }) with { OrganisationId = Guid.CreateVersion7() }, Ct);
        var at = $"/api/requests/{request.Id}";
        var person = slice.Person((consulted, Roles.OrganisationAdministrator));
        Assert.Equal(HttpStatusCode.NotFound, (await person.Get(at, Ct)).Status);
        var asked = (await slice.Coordinator().Post($"{at}/consult", Body(consulted), Ct, request.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal([request.Id], await Found(person, "waiting"));
        Assert.Empty(await Found(slice.Person((await slice.Member(Ct), Roles.AuthorityEditor)), "all"));
        Assert.Equal(["consulted"], (await slice.Person().Get("/api/requests?consulted=all", Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(["consulted"], (await person.Get("/api/requests?consulted=some", Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(HttpStatusCode.Forbidden, (await person.Get($"{at}/history", Ct)).Status);

        var said = (await person.Post($"{at}/answer", Bodies.Of("answer"), Ct, asked.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(("inReview", 0), (said.RequestStatus, said.Body!["actions"]!.AsArray().Count));
        Assert.Empty(await Found(person, "waiting"));
        Assert.Equal([request.Id], await Found(person, "all"));
    }

    [Fact]
    public async Task Of_two_answers_of_one_organisation_sent_at_once_one_counts()
    {
        var (consulted, other) = (await slice.Member(Ct), await slice.Member(Ct));
        var request = await slice.Store(Some.Request(RequestStatus.InConsultation) with
        {
            OrganisationId = Guid.CreateVersion7(), Consultations = [new Consultation(consulted, Some.Now, "?"), new Consultation(other, Some.Now, "?")]
        }, Ct);
        var at = $"/api/requests/{request.Id}/answer";
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(n => slice.Person((consulted, Roles.AuthorityEditor))
            .Post(at, new JsonObject { ["objection"] = n % 2 == 0, ["text"] = $"Слово {n}" }, Ct, request.Revision)));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed, HttpStatusCode.PreconditionFailed], answers.Select(a => a.Status).Order());
        var late = await slice.Person((consulted, Roles.AuthoritySignatory)).Post(at, Bodies.Of("answer"), Ct, request.Revision + 1);
        Assert.Equal((HttpStatusCode.Conflict, "answered-already"), (late.Status, late.Body!["code"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_answer_that_meets_the_end_of_its_time_is_either_heard_or_silence()
    {
        var store = slice.Services.GetRequiredService<Store<AssistanceRequest>>();
        for (var i = 0; i < 8; i++)
        {
            var consulted = await slice.Member(Ct);
            var read = await slice.Store(Some.Request(RequestStatus.InConsultation) with { OrganisationId = Guid.CreateVersion7(), Consultations = [new Consultation(consulted, Some.Now, "?")] }, Ct);
            var over = EndConsultation.Ended(read.Value);
            var answer = slice.Person((consulted, Roles.AuthorityEditor)).Post($"/api/requests/{read.Id}/answer", Bodies.Of("answer"), Ct, read.Revision);
            var silence = store.Save(read, over.Next, Guid.Empty, over.Steps, Ct);
            var heard = (await answer).Status == HttpStatusCode.OK;
            Assert.True(heard ^ await silence is SaveResult<AssistanceRequest>.Saved);
            Assert.Equal(heard ? "no-objection" : "silence", (await store.Find(read.Id, Ct))!.Value.Consultations[0].Outcome);
        }
    }

    private static Decision<AssistanceRequest> Consult(AssistanceRequest request, params Guid[] organisations) =>
        ConsultOrganisations.Decide(request, new Question(organisations, "Чи заперечуєте?"), Members(organisations), Some.Coordinator, Some.Now, Some.Periods);

    private static HashSet<Guid> Members(params Guid[] organisations) => [.. organisations];

    private static (RefusalKind, string) Reason(Refusal? refusal) => (Assert.IsType<Refusal>(refusal).Kind, refusal.Code);

    private static JsonObject Body(params Guid[] organisations) => new() { ["organisations"] = new JsonArray([.. organisations.Select(o => (JsonNode)o)]), ["text"] = "Чи заперечуєте?" };

    private static async Task<Guid[]> Found(ApiPerson person, string consulted) =>
        [.. (await person.Get($"/api/requests?consulted={consulted}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>())];
}
