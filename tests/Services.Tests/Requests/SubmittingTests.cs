using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Xunit;
using Place = Alliance.Requests.Place;

namespace Alliance.Services.Tests.Requests;

public sealed class SubmittingTests
{
    private static string[] Missing(RequestContent content) =>
        [.. Completeness.Missing(content).Select(f => $"{f.Field}: {f.Code}").Order(StringComparer.Ordinal)];

    [Fact]
    public void Nothing_is_missing_in_a_complete_request() => Assert.Empty(Missing(Some.Complete));

    [Fact]
    public void Everything_required_is_asked_at_once() =>
        Assert.Equal(
            [
                "assistanceType: required", "background: required", "contact.email: required", "contact.name: required", "deliveryMode: required",
                "expectedResults: required", "language: required", "neededBy: required", "needs: must-need", "place.katottg: required",
                "summary: required", "title: required", "topics: required"
            ],
            Missing(RequestContent.Empty));

    [Theory]
    [InlineData("workshop", 4, "participants: at-least")]
    [InlineData("workshop", 5, "")]
    [InlineData("multi-authority-workshop", null, "participants: at-least")]
    [InlineData("study-visit", null, "participants: at-least")]
    [InlineData("study-visit", 1, "")]
    [InlineData("internship", 0, "participants: at-least")]
    [InlineData("remote-advice", null, "")]
    [InlineData("expert-mission", null, "")]
    public void The_type_decides_about_participants(string type, int? participants, string expected) =>
        Assert.Equal(expected, string.Join(' ', Missing(Some.Complete with
        {
            AssistanceType = type, Participants = participants, Needs = [Some.Complete.Needs[0], new Need { Role = "Господар", Kind = "receiving-organisation" }]
        })));

    [Theory]
    [InlineData("study-visit", "needs: receiving-organisation")]
    [InlineData("internship", "needs: receiving-organisation")]
    [InlineData("mentoring", "")]
    public void Who_travels_somewhere_needs_somebody_who_receives_them(string type, string expected) =>
        Assert.Equal(expected, string.Join(' ', Missing(Some.Complete with { AssistanceType = type, Participants = 2 })));

    [Fact]
    public void What_the_type_and_the_mode_do_not_ask_stays_in_the_draft_and_goes_with_submit()
    {
        var left = Some.Complete with
        {
            Participants = 40, Support = new Support { Venue = "Зала", Shelter = "Підвал", Interpretation = true }, Place = new Place("UA05020010000053508", "вул. Соборна, 1", "frontline")
        };
        Assert.Empty(Missing(left));
        var submitted = Some.MoveOf(SubmitAssistanceRequest.Decide(Some.Request(RequestStatus.Draft, left), active: true, "REQ-2026-000007", Some.Signatory, Some.Now)).Next.Content;
        Assert.Equal((null, new Place("UA05020010000053508", null, null)), (submitted.Participants, submitted.Place));
        Assert.Equal((null, null, true), (submitted.Support!.Venue, submitted.Support.Shelter, submitted.Support.Interpretation));

        var onsite = left with { DeliveryMode = "onsite", AssistanceType = "expert-mission" };
        Assert.Same(onsite, AskedFields.Only(onsite));
    }

    [Theory]
    [InlineData("onsite", "place.securityZone: required")]
    [InlineData("hybrid", "place.securityZone: required")]
    [InlineData("online", "")]
    public void Who_travels_must_know_the_security_zone(string mode, string expected) =>
        Assert.Equal(expected, string.Join(' ', Missing(Some.Complete with { DeliveryMode = mode, Place = new Place("UA80000000000093317", null, null) })));

    [Fact]
    public void One_whole_period_is_as_good_as_a_latest_day()
    {
        var undated = Some.Complete with { NeededBy = null };
        Assert.Equal(["neededBy: required"], Missing(undated with { PreferredPeriods = [new Period(new(2027, 2, 1), null)] }));
        Assert.Empty(Missing(undated with { PreferredPeriods = [new Period(new(2027, 2, 1), new(2027, 2, 5))] }));
    }

    [Fact]
    public void A_need_without_role_or_kind_or_must_is_no_need() =>
        Assert.Equal(["needs: must-need", "needs[0].kind: required", "needs[0].role: required"], Missing(Some.Complete with { Needs = [new Need()] }));

    [Fact]
    public void The_first_submit_gives_the_reference_and_a_later_one_keeps_it()
    {
        var first = Some.MoveOf(SubmitAssistanceRequest.Decide(Some.Request(RequestStatus.Draft), active: true, "REQ-2026-000007", Some.Signatory, Some.Now)).Next;
        Assert.Equal(("REQ-2026-000007", 1, Some.Now), (first.Reference, first.Submissions, first.SubmittedAt));

        var returned = first with { Status = RequestStatus.ChangesRequested, Comments = [new FieldComment("title", "Ширше")] };
        var second = Some.MoveOf(SubmitAssistanceRequest.Decide(returned, active: true, reference: null, Some.Signatory, Some.Now.AddDays(1)));
        Assert.Equal(("REQ-2026-000007", 2), (second.Next.Reference, second.Next.Submissions));
        Assert.Empty(second.Next.Comments);
        Assert.Equal(new Step("submit", "changesRequested", "submitted"), Assert.Single(second.Steps));
    }

    [Fact]
    public void An_incomplete_draft_is_not_submitted()
    {
        var refusal = Some.RefusalOf(SubmitAssistanceRequest.Decide(
            Some.Request(RequestStatus.Draft, Some.Complete with { Title = null }), active: true, "REQ-2026-000007", Some.Signatory, Some.Now));
        Assert.Equal((RefusalKind.Unprocessable, "incomplete"), (refusal.Kind, refusal.Code));
        Assert.Equal(["title: required"], Some.Faults(refusal));
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("changesRequested")]
    public void Only_an_Active_organisation_submits(string from)
    {
        var request = Some.Request(Enum.Parse<RequestStatus>(from, ignoreCase: true));
        var refusal = Some.RefusalOf(SubmitAssistanceRequest.Decide(request, active: false, "REQ-2026-000007", Some.Signatory, Some.Now));
        Assert.Equal((RefusalKind.Conflict, "organisation-not-active"), (refusal.Kind, refusal.Code));
        Assert.Equal(RequestStatus.Submitted, Some.MoveOf(SubmitAssistanceRequest.Decide(request, active: true, "REQ-2026-000007", Some.Signatory, Some.Now)).Next.Status);
    }

    [Fact]
    public void An_editor_learns_that_signing_is_not_theirs_before_anything_else() =>
        Assert.Equal(RefusalKind.Forbidden, Some.RefusalOf(SubmitAssistanceRequest.Decide(
            Some.Request(RequestStatus.Draft, RequestContent.Empty), active: false, "REQ-2026-000007", Some.Editor, Some.Now)).Kind);

    [Fact]
    public void Submitting_again_what_one_has_submitted_is_already_done() =>
        Assert.IsType<Decision<AssistanceRequest>.AlreadyDone>(
            SubmitAssistanceRequest.Decide(Some.Request(RequestStatus.Submitted), active: false, reference: null, Some.Signatory, Some.Now));

    [Fact]
    public void A_submission_is_kept_under_one_id_for_ever()
    {
        Assert.Equal(SubmittedCopy.IdOf(Some.Hromada, 1), SubmittedCopy.IdOf(Some.Hromada, 1));
        Assert.NotEqual(SubmittedCopy.IdOf(Some.Hromada, 1), SubmittedCopy.IdOf(Some.Hromada, 2));
        Assert.NotEqual(SubmittedCopy.IdOf(Some.Hromada, 1), SubmittedCopy.IdOf(Some.OtherHromada, 1));
    }

    [Theory]
    [InlineData("draft", "draft", 0)]
    [InlineData("discard", "discarded", 0)]
    [InlineData("submit", "submitted", 1)]
    [InlineData("take", "inReview", 1)]
    public void The_world_hears_of_a_request_from_the_first_submit_on(string verb, string to, int messages) =>
        Assert.Equal(messages, RequestAnnouncement.Of(Some.Stored(Some.Request(RequestStatus.Submitted)), Entry(verb, to)).Count());

    [Fact]
    public void A_message_names_the_entry_and_no_text()
    {
        var stored = Some.Stored(Some.Request(RequestStatus.Rejected) with { OwnerId = Some.Coordinator.PersonId });
        var moved = Assert.IsType<RequestMoved>(Assert.Single(RequestAnnouncement.Of(stored, Entry("reject", "rejected", "duplicate"))));
        Assert.Equal(
            new RequestMoved(stored.Id, 4, "reject", "inReview", "rejected", Some.Now, Some.Coordinator.PersonId, "REQ-2026-000001", Some.Hromada,
                Some.Coordinator.PersonId, "duplicate", OnHold: false, "members"),
            moved);
    }

    private static HistoryEntry Entry(string verb, string to, string? code = null) => new(
        4, verb, Some.Coordinator.PersonId, Some.Now, code, "inReview", to, Traceparent: null, TextHash: null, HistoryChain.Start, HistoryChain.Start, "Текст");
}
