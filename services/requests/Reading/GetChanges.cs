using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>
/// GET …/changes: what the applicant changed since the text was handed in last, field by field, beside what the coordinator asked for and what they
/// answered. For the applicant's team and for coordinators.
/// </summary>
internal static class GetChanges
{
    public static async Task<IResult> Handle(Guid id, Reader reader, Store<AssistanceRequest> store, Store<SubmittedCopy> copies, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        var request = read.Value;
        if (reader.SightOf(request) < Sight.Team) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        var writes = request.Status == RequestStatus.ChangesRequested;
        // While it is being changed, against what was handed in; afterwards, what was handed in against the time before.
        var copy = await copies.Find(SubmittedCopy.IdOf(id, writes ? request.Submissions : request.Submissions - 1), ct);
        var changes = copy is null ? [] : ContentChanges.Between(copy.Value.Content, request.Content);
        return Answers.Read(read, new ChangesView(
            copy?.Value.SubmittedAt, changes,
            [.. (writes ? request.Comments : request.Asked).Select(c => new CommentView(c.Field, c.Text, c.Answer, ContentChanges.Touch(changes, c.Field ?? "")))]));
    }
}

/// <param name="Since">When the text was handed in that it is compared with; absent where it was handed in once.</param>
internal sealed record ChangesView(DateTimeOffset? Since, IReadOnlyList<FieldChange> Items, IReadOnlyList<CommentView> Comments);

/// <param name="Answer">What the applicant said about it, in words.</param>
/// <param name="Changed">Whether the field is different now.</param>
internal sealed record CommentView(string? Field, string? Text, string? Answer, bool Changed);
