using Alliance.Requests;
using Alliance.Requests.Drafting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Requests;

public sealed class DraftingTests
{
    private static readonly NewDraft Form = new() { Title = "Water" };

    [Fact]
    public void An_empty_draft_of_the_only_organisation_is_begun_with_one_history_entry()
    {
        var moved = Some.MoveOf(CreateDraft.Decide(new NewDraft(), Some.Editor, createdWith: null, Some.Now));
        Assert.Equal(Some.Hromada, moved.Next.OrganisationId);
        var step = Assert.Single(moved.Steps);
        Assert.Equal(("draft", null, "draft"), (step.Verb, step.From, step.To));
    }

    [Fact]
    public void Who_writes_for_several_organisations_says_for_which()
    {
        var both = Some.Person(1, (Some.Hromada, Roles.AuthorityEditor), (Some.OtherHromada, Roles.AuthoritySignatory));
        Assert.Equal(["organisationId: which-organisation"], Some.Faults(Some.RefusalOf(CreateDraft.Decide(Form, both, null, Some.Now))));
        var moved = Some.MoveOf(CreateDraft.Decide(Form with { OrganisationId = Some.OtherHromada }, both, null, Some.Now));
        Assert.Equal(Some.OtherHromada, moved.Next.OrganisationId);
    }

    [Fact]
    public void Nobody_writes_for_an_organisation_of_others()
    {
        var refusal = Some.RefusalOf(CreateDraft.Decide(Form with { OrganisationId = Some.OtherHromada }, Some.Editor, null, Some.Now));
        Assert.Equal(RefusalKind.Forbidden, refusal.Kind);
        Assert.Equal(["organisationId: not-member"], Some.Faults(refusal));
    }

    [Fact]
    public void A_coordinator_an_observer_and_an_administrator_write_no_request()
    {
        foreach (var caller in new[] { Some.Coordinator, Some.Observer, Some.Administrator, Some.OrganisationAdministrator })
            Assert.Equal("no-authority", Some.RefusalOf(CreateDraft.Decide(Form, caller, null, Some.Now)).Code);
    }

    [Fact]
    public void Text_is_kept_composed_trimmed_and_with_plain_line_ends()
    {
        // "й" and "ї" as typed on some systems: letter and combining mark.
        var content = DraftForm.Kept(new RequestContent { Title = "  Мии\u0306 Киі\u0308в ", Background = "a\r\nb\rc", Summary = "  " }, RequestContent.Empty, Some.Now);
        Assert.Equal("Мий Київ", content.Title);
        Assert.Equal("a\nb\nc", content.Background);
        Assert.Null(content.Summary);
    }

    [Fact]
    public void Odd_code_points_are_text_too()
    {
        foreach (var text in new[] { "\uFFFE\uFFFF", "\uFDD0", "\U0010FFFF", "\u0301", "🙂" }) Assert.NotNull(Given.Text(text));
    }

    [Fact]
    public void Needs_keep_their_ids_through_a_change_that_names_none()
    {
        var form = Some.Complete with { Needs = [Some.Complete.Needs[0] with { Id = null }, new Need { Role = "Second" }] };
        var kept = DraftForm.Kept(form, Some.Complete, Some.Now);
        Assert.Equal(Some.Complete.Needs[0].Id, kept.Needs[0].Id);
        Assert.NotNull(kept.Needs[1].Id);
        Assert.NotEqual(kept.Needs[0].Id, kept.Needs[1].Id);
    }

    [Fact]
    public void A_need_moved_by_its_id_is_not_given_twice()
    {
        var form = Some.Complete with { Needs = [new Need { Role = "First" }, Some.Complete.Needs[0]] };
        var kept = DraftForm.Kept(form, Some.Complete, Some.Now);
        Assert.Equal(Some.Complete.Needs[0].Id, kept.Needs[1].Id);
        Assert.NotEqual(kept.Needs[0].Id, kept.Needs[1].Id);
    }

    [Fact]
    public void An_id_of_a_need_that_is_not_of_this_request_is_refused()
    {
        var form = Some.Complete with { Needs = [Some.Complete.Needs[0] with { Id = Guid.NewGuid() }] };
        Assert.Equal(["needs[0].id: unknown-id"], Some.Faults(Some.RefusalOf(ChangeDraft.Decide(Some.Request(RequestStatus.Draft), form, Some.Editor, Some.Now))));
    }

    [Fact]
    public void The_same_content_again_changes_nothing() =>
        Assert.IsType<Decision<AssistanceRequest>.AlreadyDone>(
            ChangeDraft.Decide(Some.Request(RequestStatus.Draft), Some.Complete with { Needs = [Some.Complete.Needs[0] with { Id = null }] }, Some.Editor, Some.Now));

    [Fact]
    public void A_change_is_no_history_entry() =>
        Assert.Empty(Some.MoveOf(ChangeDraft.Decide(Some.Request(RequestStatus.Draft), Form, Some.Editor, Some.Now)).Steps);

    [Theory]
    [InlineData("draft", true)]
    [InlineData("changesRequested", true)]
    [InlineData("submitted", false)]
    [InlineData("inReview", false)]
    [InlineData("rejected", false)]
    [InlineData("withdrawn", false)]
    [InlineData("discarded", false)]
    public void The_form_is_written_while_it_is_with_the_applicant(string status, bool open)
    {
        var decision = ChangeDraft.Decide(Some.Request(Enum.Parse<RequestStatus>(status, ignoreCase: true)), Form, Some.Editor, Some.Now);
        if (open) Some.MoveOf(decision);
        else Assert.Equal("wrong-state", Some.RefusalOf(decision).Code);
    }

    [Fact]
    public void A_coordinator_does_not_write_in_a_request() =>
        Assert.Equal(RefusalKind.Forbidden, Some.RefusalOf(ChangeDraft.Decide(Some.Request(RequestStatus.ChangesRequested), Form, Some.Coordinator, Some.Now)).Kind);

    [Fact]
    public void A_discarded_draft_has_lost_its_content()
    {
        var moved = Some.MoveOf(DiscardDraft.Decide(Some.Request(RequestStatus.Draft), Some.Editor, Some.Now));
        Assert.Equal(RequestStatus.Discarded, moved.Next.Status);
        Assert.True(DraftForm.Same(RequestContent.Empty, moved.Next.Content));
    }
}
