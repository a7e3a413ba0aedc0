using System.Net;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Attaching;
using Alliance.Shared.Receiving;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Files of a request, where there is no virus scanner.</summary>
[Collection("requests")]
public sealed class AttachingTests(RequestsSlice slice)
{
    private static readonly AttachingSettings Settings = new() { FileMegabytes = 1, RequestMegabytes = 2, Files = 3 };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void The_team_attaches_in_every_open_state_and_nobody_else_in_any()
    {
        Assert.Equal(
            [RequestStatus.Draft, .. RequestStatuses.Open],
            Enum.GetValues<RequestStatus>().Where(s => AttachFile.Refuse(Some.Request(s), Some.Editor, Settings) is null));
        foreach (var other in new[] { Some.Coordinator, Some.LeadCoordinator, Some.Expert, Some.OtherSignatory, Some.OrganisationAdministrator })
            Assert.Equal(RefusalKind.Forbidden, AttachFile.Refuse(Some.Request(RequestStatus.InReview), other, Settings)!.Kind);
    }

    [Fact]
    public void What_was_handed_in_stays_and_what_is_theirs_to_write_can_be_taken_out()
    {
        Assert.Equal(
            [RequestStatus.Draft, RequestStatus.ChangesRequested], Enum.GetValues<RequestStatus>().Where(s => RemoveAttachment.Refuse(Some.Request(s), Some.Editor) is null));
        Assert.Equal("not-yours", RemoveAttachment.Refuse(Some.Request(RequestStatus.ChangesRequested), Some.Coordinator)!.Code);
    }

    [Fact]
    public void Files_and_bytes_are_counted_and_what_was_removed_is_not()
    {
        const int Most = 1024 * 1024;
        var request = Some.Request(RequestStatus.Draft) with { Attachments = [File(Most), File(Most - 1).Removed(Some.Now)] };
        request = Some.MoveOf(AttachFile.Decide(request, File(Most), Some.Editor, Settings)).Next;
        Assert.Equal(["file: file-quota"], Some.Faults(Some.RefusalOf(AttachFile.Decide(request, File(1), Some.Editor, Settings))));
        var many = request with { Attachments = [File(1), File(1), File(1)] };
        Assert.Equal(["file: file-count"], Some.Faults(Some.RefusalOf(AttachFile.Decide(many, File(1), Some.Editor, Settings))));
    }

    [Fact]
    public void The_history_names_kind_and_id_and_never_the_name()
    {
        var file = File(1);
        var moved = Some.MoveOf(AttachFile.Decide(Some.Request(RequestStatus.InReview), file, Some.Editor, Settings));
        Assert.Equal(new Step("attach", "inReview", "inReview", $"pdf/{file.Id}"), Assert.Single(moved.Steps));
        var removed = Some.MoveOf(RemoveAttachment.Decide(Some.Request(RequestStatus.Draft) with { Attachments = [file] }, file.Id, Some.Editor, Some.Now));
        Assert.Equal(new Step("remove", "draft", "draft", $"pdf/{file.Id}"), Assert.Single(removed.Steps));
        Assert.Equal((null, Some.Now), (Assert.Single(removed.Next.Attachments).Name, removed.Next.Attachments[0].RemovedAt));
    }

    [Fact]
    public async Task Every_good_file_arrives_whole_under_its_own_name_and_is_handed_out_to_be_saved()
    {
        var applicant = slice.Applicant();
        var at = $"/api/requests/{(await applicant.Submitted(Ct)).Id}/attachments";
        foreach (var file in TestFiles.Good)
        {
            var attached = (await applicant.Editor.Attach(at, file.Name, file.Content, Ct)).Must(HttpStatusCode.Created);
            Assert.Equal(file.Name, attached.Body!["name"]!.GetValue<string>());
            using var coordinator = slice.Nobody();
            coordinator.DefaultRequestHeaders.Authorization = new("Bearer", slice.Coordinator().Token);
            using var answer = await coordinator.GetAsync(new Uri($"{at}/{attached.Id}", UriKind.Relative), Ct);
            Assert.Equal(file.Content, await answer.Content.ReadAsByteArrayAsync(Ct));
            Assert.Equal(("attachment", file.Name), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Content.Headers.ContentDisposition.FileNameStar));
            Assert.Equal(("nosniff", "default-src 'none'; sandbox"), (Header("X-Content-Type-Options"), Header("Content-Security-Policy")));
            Assert.True(answer.Headers.CacheControl!.NoStore);

            string Header(string name) => answer.Headers.GetValues(name).Single();
        }
        Assert.Equal(TestFiles.Good.Count, (await applicant.Signatory.Get(at, Ct)).Body!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Every_bad_file_is_refused_with_its_reason_and_nothing_of_it_stays()
    {
        var applicant = slice.Applicant();
        var at = $"/api/requests/{(await applicant.Draft(Ct)).Id}/attachments";
        foreach (var file in TestFiles.Bad)
        {
            var refused = await applicant.Editor.Attach(at, file.Name, file.Content, Ct);
            Assert.Equal((file.What, HttpStatusCode.UnprocessableEntity), (file.What, refused.Status));
            Assert.Equal((file.What, "file-refused"), (file.What, refused.Body!["code"]!.GetValue<string>()));
            Assert.Equal(["file"], refused.Faults);
        }
        Assert.Empty((await applicant.Editor.Get(at, Ct)).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task Office_files_are_not_taken_where_nothing_scans_them_and_not_offered()
    {
        var applicant = slice.Applicant();
        var at = $"/api/requests/{(await applicant.Draft(Ct)).Id}/attachments";
        foreach (var file in TestFiles.GoodOffice)
        {
            var refused = (await applicant.Editor.Attach(at, file.Name, file.Content, Ct)).Must(HttpStatusCode.UnprocessableEntity);
            Assert.Contains("virus scanner", refused.Body!["errors"]!["file"]![0]!.GetValue<string>(), StringComparison.Ordinal);
        }
        Assert.Equal("pdf jpg jpeg png txt csv", string.Join(' ', (await applicant.Editor.Get(at, Ct)).Body!["types"]!.AsArray().Select(t => t!.GetValue<string>())));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("attachment")]
    [InlineData("attachment; filename=\"\"")]
    [InlineData("attachment; filename*=UTF-8''%E2%80%AEcod.txt")]
    [InlineData("attachment; filename*=UTF-8''a%00.txt")]
    public void A_name_that_is_none_or_reads_other_than_it_is_is_refused(string? disposition) =>
        Assert.Equal(["fileName"], FileName.Of(disposition).Fault!.Fields.Select(f => f.Field).Distinct());

    [Theory]
    [InlineData("attachment; filename=\"a.txt\"", "a.txt")]
    [InlineData("attachment; filename=\"C:\\\\temp\\\\a.txt\"", "a.txt")]
    [InlineData("attachment; filename=x; filename*=UTF-8''..%2F..%2F%D0%BF%D0%BB%D0%B0%D0%BD.pdf", "план.pdf")]
    public void Of_a_path_the_last_part_is_the_name(string disposition, string name) => Assert.Equal(name, FileName.Of(disposition).Name);

    [Fact]
    public async Task The_same_key_and_file_is_one_attachment_and_another_file_under_it_is_refused()
    {
        var applicant = slice.Applicant();
        var at = $"/api/requests/{(await applicant.Draft(Ct)).Id}/attachments";
        var first = (await applicant.Editor.Attach(at, "a.txt", TestFiles.Text("Так"), Ct, "k")).Must(HttpStatusCode.Created);
        Assert.Equal(first.Id, (await applicant.Editor.Attach(at, "a.txt", TestFiles.Text("Так"), Ct, "k")).Must(HttpStatusCode.Created).Id);
        Assert.Equal(["Idempotency-Key"], (await applicant.Editor.Attach(at, "a.txt", TestFiles.Text("Ні"), Ct, "k")).Must(HttpStatusCode.UnprocessableEntity).Faults);
        Assert.Single((await applicant.Editor.Get(at, Ct)).Body!["items"]!.AsArray());
    }

    [Fact]
    public async Task The_last_that_fitted_is_answered_once_more_and_the_next_is_refused()
    {
        var applicant = slice.Applicant();
        var draft = await slice.Store(
            Some.Request(RequestStatus.Draft) with { OrganisationId = applicant.Id, Attachments = [.. Enumerable.Range(0, 19).Select(_ => File(5 * 1024 * 1024)), File(5 * 1024 * 1024 - 3)] }, Ct);
        var at = $"/api/requests/{draft.Id}/attachments";
        Assert.Equal(["file"], (await applicant.Editor.Attach(at, "a.txt", TestFiles.Text("Так"), Ct, "k")).Must(HttpStatusCode.Conflict).Faults);
        var store = slice.Services.GetRequiredService<Store<AssistanceRequest>>();
        await store.Save(draft, draft.Value with { Attachments = [.. draft.Value.Attachments.Skip(1).Take(18), File(10 * 1024 * 1024 - TestFiles.Text("Так").Length)] }, Guid.Empty, [], Ct);
        var first = (await applicant.Editor.Attach(at, "a.txt", TestFiles.Text("Так"), Ct, "k")).Must(HttpStatusCode.Created);
        Assert.Equal(0, (await applicant.Editor.Get(at, Ct)).Body!["bytesLeft"]!.GetValue<long>());
        Assert.Equal(first.Id, (await applicant.Editor.Attach(at, "a.txt", TestFiles.Text("Так"), Ct, "k")).Must(HttpStatusCode.Created).Id);
        Assert.Equal(HttpStatusCode.Conflict, (await applicant.Editor.Attach(at, "a.txt", TestFiles.Text("Так"), Ct, "another")).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await applicant.Signatory.Attach(at, "a.txt", TestFiles.Text("Так"), Ct, "k")).Status);
    }

    [Fact]
    public void A_file_is_told_to_the_owner_once_the_request_is_handed_in_and_never_by_name()
    {
        foreach (var (status, told) in ((RequestStatus, bool)[])[(RequestStatus.InReview, true), (RequestStatus.Matching, true), (RequestStatus.ChangesRequested, false), (RequestStatus.Draft, false)])
        {
            var file = File(1) with { Name = "secret.pdf" };
            var moved = Some.MoveOf(AttachFile.Decide(Some.Request(status) with { OwnerId = Some.Coordinator.PersonId }, file, Some.Editor, Settings));
            var entry = HistoryChain.Append(Guid.CreateVersion7(), 0, HistoryChain.Start, moved.Steps, Some.Editor.PersonId, Some.Now, null)[0];
            var said = Alliance.Requests.Submitting.RequestAnnouncement.Of(Some.Stored(moved.Next), entry).ToArray();
            Assert.Equal(told, said.OfType<RequestNoted>().Any(n => (n.Kind, n.Role, n.OwnerId) == (NoteKind.Attachment, NotedFor.Owner, Some.Coordinator.PersonId)));
            Assert.DoesNotContain(said, message => System.Text.Json.JsonSerializer.Serialize(message).Contains("secret", StringComparison.Ordinal));
            Assert.Equal(status == RequestStatus.Draft, said.Length == 0);
        }
    }

    [Fact]
    public async Task Files_that_come_at_once_all_arrive()
    {
        var applicant = slice.Applicant();
        var at = $"/api/requests/{(await applicant.Draft(Ct)).Id}/attachments";
        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(n => applicant.Editor.Attach(at, $"{n}.txt", TestFiles.Text($"{n}"), Ct)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.Status));
        Assert.Equal(5, (await applicant.Editor.Get(at, Ct)).Body!["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task Who_only_reads_the_request_gets_no_list_and_no_file()
    {
        var applicant = slice.Applicant();
        var at = $"/api/requests/{(await applicant.Submitted(Ct)).Id}/attachments";
        var file = (await applicant.Editor.Attach(at, "a.txt", TestFiles.Text("Так"), Ct)).Must(HttpStatusCode.Created);
        var member = slice.Person((await slice.Member(Ct), Roles.AuthorityEditor));
        foreach (var path in new[] { at, $"{at}/{file.Id}" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await member.Get(path, Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await slice.Person((Guid.CreateVersion7(), Roles.AuthorityEditor)).Get(path, Ct)).Status);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await slice.Coordinator().Attach(at, "a.txt", TestFiles.Text("Так"), Ct)).Status);
        // Of another request it is nobody's file.
        var other = $"/api/requests/{(await applicant.Submitted(Ct)).Id}/attachments/{file.Id}";
        Assert.Equal(HttpStatusCode.NotFound, (await applicant.Editor.Get(other, Ct)).Status);
    }

    [Fact]
    public async Task A_removed_or_discarded_file_is_gone_with_its_name_and_its_bytes_and_its_entry_stays()
    {
        var applicant = slice.Applicant();
        var draft = await applicant.Draft(Ct);
        var at = $"/api/requests/{draft.Id}/attachments";
        var one = (await applicant.Editor.Attach(at, "one.txt", TestFiles.Text("1"), Ct)).Must(HttpStatusCode.Created).Id;
        var two = (await applicant.Editor.Attach(at, "two.txt", TestFiles.Text("2"), Ct)).Must(HttpStatusCode.Created).Id;
        var revision = (await applicant.Editor.Get($"/api/requests/{draft.Id}", Ct)).Revision;
        var removed = (await applicant.Editor.Post($"{at}/{one}/remove", null, Ct, revision)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await applicant.Editor.Get($"{at}/{one}", Ct)).Status);
        Assert.Null((await applicant.Editor.Get(at, Ct)).Body!["items"]![0]!["name"]);
        (await applicant.Editor.Post($"/api/requests/{draft.Id}/discard", null, Ct, removed.Revision)).Must(HttpStatusCode.OK);
        Assert.All((await applicant.Editor.Get(at, Ct)).Body!["items"]!.AsArray(), item => Assert.Null(item!["name"]));
        // By the entry, as the loop does it, again and again.
        var (store, files) = (slice.Services.GetRequiredService<Store<AssistanceRequest>>(), slice.Services.GetRequiredService<FileChunks>());
        var read = (await store.Find(draft.Id, Ct))!;
        foreach (var entry in await store.History(draft.Id, Ct)) await RemoveAttachment.DropRemoved(read, entry, files, Ct);
        foreach (var id in new[] { one, two }) Assert.False(await files.CopyTo(id, Stream.Null, Ct));
    }

    [Fact]
    public async Task What_a_crash_left_of_an_upload_is_swept_and_what_is_attached_is_not()
    {
        var applicant = slice.Applicant();
        var draft = await applicant.Draft(Ct);
        var attached = (await applicant.Editor.Attach($"/api/requests/{draft.Id}/attachments", "a.txt", TestFiles.Text("Так"), Ct)).Must(HttpStatusCode.Created).Id;
        var (uploads, files) = (slice.Services.GetRequiredService<Store<Upload>>(), slice.Services.GetRequiredService<FileChunks>());
        var left = Guid.CreateVersion7();
        await files.Write(left, new MemoryStream(new byte[600_000]), Ct);
        await uploads.Create(left, new Upload(draft.Id, DateTimeOffset.UtcNow), Guid.Empty, [], Ct);
        var ended = (await uploads.Find(attached, Ct))!;
        await uploads.Save(ended, ended.Value with { SweepAt = DateTimeOffset.UtcNow }, Guid.Empty, [], Ct);
        await Wait.Until(async ct => (await uploads.Find(left, ct))!.Value.SweepAt is null && (await uploads.Find(attached, ct))!.Value.SweepAt is null, done => done, Ct);
        Assert.False(await files.CopyTo(left, Stream.Null, Ct));
        Assert.True(await files.CopyTo(attached, Stream.Null, Ct));
    }

    private static Attachment File(long length) => new(Guid.CreateVersion7(), "a.pdf", "pdf", length, "", Some.Editor.PersonId, Some.Now);
}
