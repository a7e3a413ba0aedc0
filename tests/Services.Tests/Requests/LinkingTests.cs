using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Drafting;
using Alliance.Requests.Linking;
using Alliance.Requests.Reviewing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>What makes two requests know of each other: merge, redirect's neighbour; reopen; and copy, which links nothing.</summary>
[Collection("requests")]
public sealed class LinkingTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Store<AssistanceRequest> Store => slice.Services.GetRequiredService<Store<AssistanceRequest>>();

    [Fact]
    public void A_redirection_names_the_programme_and_says_how_to_reach_it()
    {
        var moved = Some.MoveOf(RedirectAssistanceRequest.Decide(Some.Request(RequestStatus.InReview), new Redirection(" TAIEX ", "Пишіть їм"), Some.Coordinator, Some.Now));
        Assert.Equal((RequestStatus.Redirected, new ReviewDecision("redirected", null, "Пишіть їм", "TAIEX", Some.Coordinator.PersonId, Some.Now)), (moved.Next.Status, moved.Next.Decision));
        Assert.NotNull(moved.Next.FirstAnswer);
        Assert.Equal(["programme: required", "text: required"],
            Some.Faults(Some.RefusalOf(RedirectAssistanceRequest.Decide(Some.Request(RequestStatus.InReview), new Redirection(), Some.Coordinator, Some.Now))));
    }

    [Fact]
    public async Task Two_requests_for_the_same_go_on_as_one_and_each_shows_the_other_to_who_may_see_it()
    {
        var (applicant, other) = (slice.Applicant(), slice.Applicant());
        var (stays, goes) = (await other.Submitted(Ct, Drafts.Complete().With("visibility", "participants")), await applicant.Submitted(Ct, Drafts.Complete().With("visibility", "participants")));
        var coordinator = slice.Coordinator();
        var taken = (await coordinator.Post($"/api/requests/{goes.Id}/take", null, Ct, goes.Revision)).Must(HttpStatusCode.OK);
        var merged = (await coordinator.Post($"/api/requests/{goes.Id}/merge", Into(stays.Id), Ct, taken.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(("merged", 0), (merged.RequestStatus, merged.Body!["actions"]!.AsArray().Count));
        Assert.Equal(["duplicate-of"], await Links(coordinator, goes.Id));
        Assert.Equal(["duplicate"], await Links(coordinator, stays.Id));
        // Each applicant knows of its own alone.
        Assert.Empty(await Links(applicant.Editor, goes.Id));
        Assert.Empty(await Links(other.Editor, stays.Id));
        Assert.DoesNotContain(goes.Id.ToString(), (await other.Editor.Get($"/api/requests/{stays.Id}/history", Ct)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_not_merged_into_itself_into_what_is_not_there_is_over_or_is_the_coordinators_own()
    {
        var goes = await slice.Store(Some.Request(RequestStatus.InReview) with { OrganisationId = Guid.CreateVersion7() }, Ct);
        var own = await slice.Store(Some.Request(RequestStatus.InReview) with { OrganisationId = Guid.CreateVersion7() }, Ct);
        var coordinator = slice.Person((Guid.CreateVersion7(), Roles.Coordinator), (own.Value.OrganisationId, Roles.Observer));
        var over = await slice.Store(Some.Request(RequestStatus.Withdrawn), Ct);
        var merged = await slice.Store(Some.Request(RequestStatus.Merged), Ct);
        var draft = await slice.Store(Some.Request(RequestStatus.Draft), Ct);
        foreach (var (other, code) in new[] { (goes.Id, "itself"), (Guid.CreateVersion7(), "no-such-request"), (draft.Id, "no-such-request"), (over.Id, "not-open"), (merged.Id, "not-open"), (own.Id, "own-organisation") })
        {
            var refused = (await coordinator.Post($"/api/requests/{goes.Id}/merge", Into(other), Ct, goes.Revision)).Must(HttpStatusCode.BadRequest);
            Assert.Equal(["requestId"], refused.Faults);
            Assert.Equal(code, Some.RefusalOf(MergeAssistanceRequest.Decide(goes, new Merge(other), await Store.Find(other, Ct), CallerOf(coordinator, own.Value.OrganisationId), Some.Now)).Fields[0].Code);
            if (await Store.Find(other, Ct) is { } untouched) Assert.Empty(untouched.Value.LinkedRequests);
        }
        Assert.Equal(["requestId"], (await coordinator.Post($"/api/requests/{goes.Id}/merge", new JsonObject(), Ct, goes.Revision)).Must(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task Merged_in_a_circle_at_once_one_of_them_stays()
    {
        for (var i = 0; i < 6; i++)
        {
            Stored<AssistanceRequest>[] circle = [.. await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => slice.Store(Some.Request(RequestStatus.InReview) with { OrganisationId = Guid.CreateVersion7() }, Ct)))];
            await Task.WhenAll(circle.Select((goes, n) => slice.Coordinator().Post($"/api/requests/{goes.Id}/merge", Into(circle[(n + 1) % 3].Id), Ct, goes.Revision)));
            var after = await Task.WhenAll(circle.Select(async r => (await Store.Find(r.Id, Ct))!.Value));
            Assert.Contains(after, r => r.Status == RequestStatus.InReview);
        }
    }

    /// <summary>The order of the two saves, one step at a time: the one that stays is touched first, so whoever read it before meets another revision.</summary>
    [Fact]
    public async Task The_one_that_stays_is_saved_before_the_other_ends_and_a_link_without_its_merge_is_not_shown()
    {
        var (goes, stays) = (await slice.Store(Some.Request(RequestStatus.InReview) with { OrganisationId = Guid.CreateVersion7() }, Ct), await slice.Store(Some.Request(RequestStatus.InReview), Ct));
        var coordinator = slice.Coordinator();
        (await coordinator.Post($"/api/requests/{goes.Id}/merge", Into(stays.Id), Ct, goes.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await slice.Coordinator().Post($"/api/requests/{stays.Id}/merge", Into(goes.Id), Ct, stays.Revision)).Status);

        var half = await slice.Store(Some.Request(RequestStatus.InReview) with { LinkedRequests = [new LinkedRequest(stays.Id, LinkKind.Duplicate, Guid.NewGuid(), Some.Now)] }, Ct);
        Assert.Empty(await Links(coordinator, half.Id));
    }

    [Fact]
    public async Task A_closed_request_is_reopened_as_one_follow_up_however_often_it_is_sent()
    {
        var applicant = slice.Applicant();
        await slice.Member(Ct, applicant.Id);
        var closed = await slice.Store(
            Some.Request(RequestStatus.Closed, Some.Complete with { ExternalId = $"N-{Guid.NewGuid()}", OpensAt = Some.Now }) with { OrganisationId = applicant.Id, Staffing = [new StaffedPlace(Guid.CreateVersion7(), Some.Need, "completed", 9, Guid.CreateVersion7())] }, Ct);
        var at = $"/api/requests/{closed.Id}";
        Assert.Equal(HttpStatusCode.Forbidden, (await applicant.Editor.Post($"{at}/reopen", Bodies.Of("reopen"), Ct, closed.Revision)).Status);
        Assert.Equal(["reason"], (await applicant.Signatory.Post($"{at}/reopen", null, Ct, closed.Revision)).Must(HttpStatusCode.BadRequest).Faults);
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => applicant.Signatory.Post($"{at}/reopen", Bodies.Of("reopen"), Ct, closed.Revision)));
        var made = Assert.Single(answers.Where(a => a.Status == HttpStatusCode.Created).Select(a => a.Id).Distinct());
        Assert.All(answers, a => Assert.Contains(a.Status, new[] { HttpStatusCode.Created, HttpStatusCode.PreconditionFailed }));
        var again = (await applicant.Signatory.Post($"{at}/reopen", Bodies.Of("reopen"), Ct, closed.Revision)).Must(HttpStatusCode.Created);
        Assert.Equal(made, again.Id);
        var later = await applicant.Signatory.Post($"{at}/reopen", Bodies.Of("reopen"), Ct, closed.Revision + 1);
        Assert.Equal((HttpStatusCode.Conflict, "reopened-already"), (later.Status, later.Body!["code"]!.GetValue<string>()));

        var (follow, before) = ((await Store.Find(made, Ct))!.Value, (await Store.Find(closed.Id, Ct))!.Value);
        Assert.Equal((RequestStatus.Submitted, RequestStatus.Closed, applicant.Signatory.Id), (follow.Status, before.Status, follow.SubmittedBy));
        Assert.StartsWith("REQ-", follow.Reference, StringComparison.Ordinal);
        Assert.NotEqual(before.Reference, follow.Reference);
        Assert.Equal((before.Content.Title, null, null, 0), (follow.Content.Title, follow.Content.ExternalId, follow.Content.OpensAt, follow.Staffing.Count));
        // Places are found by the need: those of the closed one are not its.
        Assert.NotEqual(before.Content.Needs[0].Id, follow.Content.Needs[0].Id);
        Assert.Equal(["follow-up"], await Links(applicant.Editor, closed.Id));
        Assert.Equal(["follow-up-of"], await Links(applicant.Editor, made));
        Assert.Equal(("reopen", null, "submitted"), Assert.Single((await Store.History(made, Ct)).Select(e => (e.Verb, e.From, e.To!))));
    }

    [Fact]
    public async Task The_follow_up_shows_the_files_of_the_closed_one_and_takes_none_from_it()
    {
        var applicant = slice.Applicant();
        var submitted = await applicant.Submitted(Ct);
        var first = (await applicant.Editor.Attach($"/api/requests/{submitted.Id}/attachments", "plan.txt", TestFiles.Text("План"), Ct, "k")).Must(HttpStatusCode.Created).Id;
        var open = (await Store.Find(submitted.Id, Ct))!;
        var closed = ((SaveResult<AssistanceRequest>.Saved)await Store.Save(
            open, open.Value with { Status = RequestStatus.Closed, Timers = new RequestTimers(ReopenUntil: Some.InTime), Attachments = [.. open.Value.Attachments, new(Guid.CreateVersion7(), null, "pdf", 1, "", Guid.Empty, Some.Now, RemovedAt: Some.Now)] }, Guid.Empty, [], Ct)).Document;
        var follow = (await applicant.Signatory.Post($"/api/requests/{submitted.Id}/reopen", Bodies.Of("reopen"), Ct, closed.Revision)).Must(HttpStatusCode.Created);
        var at = $"/api/requests/{follow.Id}/attachments";
        var coordinator = slice.Coordinator();
        var list = (await coordinator.Get(at, Ct)).Must(HttpStatusCode.OK).Body!;
        Assert.Equal(("plan.txt", 104_857_600L), (Assert.Single(list["items"]!.AsArray())!["name"]!.GetValue<string>(), list["bytesLeft"]!.GetValue<long>()));
        Assert.Equal("План", (await coordinator.Get($"{at}/{first}", Ct)).Must(HttpStatusCode.OK).Text.Trim());
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Applicant().Editor.Get($"{at}/{first}", Ct)).Status);

        var taken = (await coordinator.Post($"/api/requests/{follow.Id}/take", null, Ct, follow.Revision)).Must(HttpStatusCode.OK);
        var returned = (await coordinator.Post($"/api/requests/{follow.Id}/return", Bodies.Of("return"), Ct, taken.Revision)).Must(HttpStatusCode.OK);
        (await applicant.Editor.Post($"{at}/{first}/remove", null, Ct, returned.Revision)).Must(HttpStatusCode.OK);
        var (files, read) = (slice.Services.GetRequiredService<FileChunks>(), (await Store.Find(follow.Id, Ct))!);
        foreach (var entry in await Store.History(follow.Id, Ct)) await Alliance.Requests.Attaching.RemoveAttachment.DropRemoved(read, entry, files, Ct);
        Assert.Equal(HttpStatusCode.NotFound, (await applicant.Editor.Get($"{at}/{first}", Ct)).Status);
        Assert.Equal("План", (await applicant.Editor.Get($"/api/requests/{submitted.Id}/attachments/{first}", Ct)).Must(HttpStatusCode.OK).Text.Trim());
    }

    [Fact]
    public void There_are_sixty_days_to_reopen_to_the_second_and_an_active_organisation_does_it()
    {
        var closed = Some.Stored(Alliance.Requests.Closing.CloseAssistanceRequest.Closed(Some.Request(RequestStatus.Delivered), null, Some.Now, Some.Periods).Next);
        var last = Some.Now.AddDays(60);
        Assert.IsType<Decision<AssistanceRequest>.Moved>(ReopenAssistanceRequest.Decide(closed, true, new Reasoned("Ще раз"), Some.Signatory, last));
        Assert.Equal("too-late", Some.RefusalOf(ReopenAssistanceRequest.Decide(closed, true, new Reasoned("Ще раз"), Some.Signatory, last.AddSeconds(1))).Code);
        Assert.Equal("organisation-not-active", Some.RefusalOf(ReopenAssistanceRequest.Decide(closed, false, new Reasoned("Ще раз"), Some.Signatory, last)).Code);
    }

    [Fact]
    public async Task A_crash_after_the_closed_one_was_saved_loses_no_follow_up()
    {
        var applicant = slice.Applicant();
        var closed = await slice.Store(Some.Request(RequestStatus.Closed) with { OrganisationId = applicant.Id }, Ct);
        var moved = Some.MoveOf(ReopenAssistanceRequest.Decide(closed, true, new Reasoned("Ще раз"), new Caller(applicant.Signatory.Id, [new(applicant.Id, Roles.AuthoritySignatory)]), Some.Now));
        // As the process left it: the promise is on disk, its follow-up is not.
        var saved = ((SaveResult<AssistanceRequest>.Saved)await Store.Save(closed, moved.Next, applicant.Signatory.Id, moved.Steps, Ct)).Document;
        var due = DueRequests.Of(slice.Services);
        var entry = (await Store.History(closed.Id, Ct))[^1];
        for (var i = 0; i < 2; i++) await due.Follow(saved, entry, Ct);
        var follow = await Store.Find(moved.Next.LinkedRequests[0].Id, Ct);
        Assert.Equal((RequestStatus.Submitted, 1L), (follow!.Value.Status, follow.Revision));
    }

    [Fact]
    public async Task A_copy_is_a_new_draft_of_the_team_with_needs_and_a_number_of_its_own()
    {
        var applicant = slice.Applicant();
        var request = await applicant.Submitted(Ct, Drafts.Complete().With("externalId", $"N-{Guid.NewGuid()}"));
        var at = $"/api/requests/{request.Id}/copy";
        foreach (var stranger in new[] { slice.Coordinator(), slice.Person((await slice.Member(Ct), Roles.AuthorityEditor)) })
            Assert.Equal(HttpStatusCode.Forbidden, (await stranger.Post(at, null, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Person().Post(at, null, Ct)).Status);
        var copy = (await applicant.Editor.Post(at, null, Ct, key: "copy-1")).Must(HttpStatusCode.Created);
        Assert.Equal(copy.Id, (await applicant.Editor.Post(at, null, Ct, key: "copy-1")).Must(HttpStatusCode.Created).Id);
        Assert.NotEqual(copy.Id, (await applicant.Editor.Post(at, null, Ct, key: "copy-2")).Must(HttpStatusCode.Created).Id);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await applicant.Editor.Post("/api/requests", Drafts.Complete(), Ct, key: "copy-1")).Status);
        var read = (await applicant.Editor.Get($"/api/requests/{copy.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("draft", null, null), (read.RequestStatus, read.Body!["reference"]?.GetValue<string>(), read.Body["externalId"]?.GetValue<string>()));
        Assert.Equal(request.Body!["title"]!.GetValue<string>(), read.Body["title"]!.GetValue<string>());
        Assert.NotEqual(request.Body["needs"]![0]!["id"]!.GetValue<Guid>(), read.Body["needs"]![0]!["id"]!.GetValue<Guid>());
        Assert.Equal(request.Revision, (await applicant.Editor.Get($"/api/requests/{request.Id}", Ct)).Revision);
        Assert.Equal("not-yours", Some.RefusalOf(CopyRequest.Decide(Some.Request(RequestStatus.Closed), null, Some.OtherEditor, Some.Now)).Code);
        Assert.Equal("wrong-state", Some.RefusalOf(CopyRequest.Decide(Some.Request(RequestStatus.Discarded), null, Some.Editor, Some.Now)).Code);
    }

    [Fact]
    public void A_copy_leaves_out_times_that_have_passed()
    {
        var today = DateOnly.FromDateTime(Some.Now.UtcDateTime);
        var (gone, coming) = (new Period(today.AddDays(-1), today.AddDays(3)), new Period(today, today.AddDays(3)));
        var old = Some.Request(RequestStatus.Closed, Some.Complete with
        {
            NeededBy = today.AddDays(-1), PreferredPeriods = [gone, coming], OpensAt = Some.Now.AddDays(-9), ClosesAt = Some.Now.AddDays(9)
        });
        var copy = Some.MoveOf(CopyRequest.Decide(old, null, Some.Editor, Some.Now)).Next.Content;
        Assert.Equal((null, null, Some.Now.AddDays(9)), (copy.NeededBy, copy.OpensAt, copy.ClosesAt));
        Assert.Equal([coming], copy.PreferredPeriods);
        Assert.Equal(old.Content.Title, copy.Title);
    }

    [Fact]
    public void What_a_reopened_request_goes_on_as_is_counted_from_its_own_first_day_whatever_is_submitted_again()
    {
        var link = new LinkedRequest(Some.OtherHromada, LinkKind.FollowUp, Some.Signatory.PersonId, Some.Now);
        Assert.Equal(Some.Now, Successor.Begun(Some.Hromada, Some.Request(RequestStatus.Closed), link, "REQ-2026-000009").FirstSubmittedAt);
    }

    private static JsonObject Into(Guid other) => new() { ["requestId"] = other, ["text"] = "Те саме місто" };

    private static Caller CallerOf(ApiPerson person, Guid observed) => new(person.Id, [new Membership(Some.Secretariat, Roles.Coordinator), new Membership(observed, Roles.Observer)]);

    private static async Task<string[]> Links(ApiPerson person, Guid id) =>
        [.. (await person.Get($"/api/requests/{id}", Ct)).Must(HttpStatusCode.OK).Body!["linkedRequests"]?.AsArray().Select(l => l!["kind"]!.GetValue<string>()) ?? []];
}
