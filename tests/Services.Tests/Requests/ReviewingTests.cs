using Alliance.Requests;
using Alliance.Requests.Reviewing;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Requests;

public sealed class ReviewingTests
{
    private static readonly AssistanceRequest InReview = Some.Request(RequestStatus.InReview) with { OwnerId = Some.Coordinator.PersonId };

    [Fact]
    public void Who_takes_a_request_owns_it()
    {
        var moved = Some.MoveOf(TakeAssistanceRequest.Decide(Some.Request(RequestStatus.Submitted), Some.Coordinator));
        Assert.Equal((RequestStatus.InReview, Some.Coordinator.PersonId), (moved.Next.Status, moved.Next.OwnerId));
        Assert.Equal(new Step("take", "submitted", "inReview"), Assert.Single(moved.Steps));
    }

    [Fact]
    public void A_request_that_was_taken_is_not_taken_again() =>
        Assert.Equal((RefusalKind.Conflict, "wrong-state"), Kind(TakeAssistanceRequest.Decide(InReview, Some.LeadCoordinator)));

    [Fact]
    public void Comments_go_to_their_fields_and_into_the_history()
    {
        var moved = Some.MoveOf(Return(("title", "Коротше"), ("needs[0].role", "Хто саме?"), ("place.katottg", "Яка громада?")));
        Assert.Equal(RequestStatus.ChangesRequested, moved.Next.Status);
        Assert.Equal(new FieldComment("needs[0].role", "Хто саме?"), moved.Next.Comments[1]);
        Assert.Equal("title: Коротше\nneeds[0].role: Хто саме?\nplace.katottg: Яка громада?", Assert.Single(moved.Steps).Text);
    }

    [Theory]
    [InlineData("needs[1].role")]
    [InlineData("needs[0].id")]
    [InlineData("needs[].role")]
    [InlineData("needs[99999999999]")]
    [InlineData("title[0]")]
    [InlineData("reference")]
    [InlineData("organisationId")]
    [InlineData("Title")]
    [InlineData("empty")]
    [InlineData("needs[0].languages[1].code")]
    public void A_comment_on_a_field_the_form_has_not_is_refused(string field) =>
        Assert.Equal(["comments[0].field: unknown-field"], Some.Faults(Some.RefusalOf(Return((field, "?")))));

    [Theory]
    [InlineData("needs")]
    [InlineData("needs[0]")]
    [InlineData("needs[0].languages[0].code")]
    [InlineData("signatory.name")]
    [InlineData("preferredPeriods")]
    [InlineData("topics[0]")]
    public void A_comment_may_be_on_any_field_there_is_filled_or_not(string field) => Some.MoveOf(Return((field, "?")));

    [Fact]
    public void To_return_is_to_say_what_to_change()
    {
        Assert.Equal(["comments: required"], Some.Faults(Some.RefusalOf(Return())));
        Assert.Equal(["comments: required"], Some.Faults(Some.RefusalOf(ReturnAssistanceRequest.Decide(InReview, new Comments(null!), Some.Coordinator, Some.Now))));
        Assert.Equal(["comments[0]: required"], Some.Faults(Some.RefusalOf(ReturnAssistanceRequest.Decide(InReview, new Comments([null!]), Some.Coordinator, Some.Now))));
        Assert.Equal(
            ["comments[0].text: required", "comments[1].field: required", "comments[2].text: too-long"],
            Some.Faults(Some.RefusalOf(Return(("title", " "), ("", "x"), ("title", new string('x', 4_001))))));
    }

    [Fact]
    public void A_rejection_has_a_code_and_a_text_and_perhaps_another_programme()
    {
        var moved = Some.MoveOf(RejectAssistanceRequest.Decide(InReview, new Rejection("outside-mandate", "Не наше", "TAIEX"), Some.Coordinator, Some.Now, Some.Periods));
        Assert.Equal(new ReviewDecision("rejected", "outside-mandate", "Не наше", "TAIEX", Some.Coordinator.PersonId, Some.Now), moved.Next.Decision);
        Assert.Equal(new Step("reject", "inReview", "rejected", "outside-mandate", "Не наше"), Assert.Single(moved.Steps));
    }

    [Fact]
    public void A_rejection_without_code_or_text_or_with_an_unknown_code_is_refused()
    {
        Assert.Equal(["code: required", "text: required"], Some.Faults(Some.RefusalOf(RejectAssistanceRequest.Decide(InReview, new Rejection(), Some.Coordinator, Some.Now, Some.Periods))));
        Assert.Equal(
            ["code: unknown-code", "programme: too-long", "text: control-character"],
            Some.Faults(Some.RefusalOf(RejectAssistanceRequest.Decide(InReview, new Rejection("bad", "a\0", new string('p', 201)), Some.Coordinator, Some.Now, Some.Periods))));
    }

    [Fact]
    public void Permission_comes_before_the_faults_of_the_input() =>
        Assert.Equal((RefusalKind.Forbidden, "not-yours"), Kind(RejectAssistanceRequest.Decide(InReview, new Rejection(), Some.Signatory, Some.Now, Some.Periods)));

    private static Decision<AssistanceRequest> Return(params (string Field, string Text)[] comments) =>
        ReturnAssistanceRequest.Decide(InReview, new Comments([.. comments.Select(c => new FieldComment(c.Field, c.Text))]), Some.Coordinator, Some.Now);

    private static (RefusalKind, string) Kind(Decision<AssistanceRequest> decision) => (Some.RefusalOf(decision).Kind, Some.RefusalOf(decision).Code);
}
