using Alliance.Requests.Exchanging;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Receiving;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Attaching;

/// <summary>GET …/attachments: what is attached, what was, and how much more may be. For the applicant's team and coordinators.</summary>
internal static class ListAttachments
{
    public static async Task<IResult> Handle(
        Guid id, Reader reader, Store<AssistanceRequest> requests, AttachingSettings settings, ClamAv scanner, People people, CancellationToken ct)
    {
        if (await requests.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (!Conversation.MayRead(reader.SightOf(read.Value))) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        var names = await people.Find(read.Value.Attachments.Select(a => a.By), ct);
        return Answers.Read(read, new AttachmentsView(
            [.. read.Value.Attachments.Select(a => AttachmentView.Of(a, names))],
            AttachFile.Refuse(read.Value, reader.Caller, settings) is null, RemoveAttachment.Refuse(read.Value, reader.Caller) is null,
            settings.FileBytes, AttachFile.Room(read.Value, settings), settings.Files, FileKinds.Taken(scanner.IsThere)));
    }
}

/// <param name="MayAttach">Whether this caller may attach one now.</param>
/// <param name="MayRemove">Whether this caller may remove one now.</param>
/// <param name="MostBytes">Of one file.</param>
/// <param name="BytesLeft">Of all that are still to come.</param>
/// <param name="MostFiles">At a time.</param>
/// <param name="Types">Endings of names that are taken: <c>pdf</c> …</param>
internal sealed record AttachmentsView(
    IReadOnlyList<AttachmentView> Items, bool MayAttach, bool MayRemove, long MostBytes, long BytesLeft, int MostFiles, IReadOnlyList<string> Types);

/// <param name="Name">Absent once it was removed.</param>
/// <param name="Type"><c>pdf jpg png docx xlsx odt ods txt csv</c>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Author">The name, as accounts has it now; absent while it does not answer.</param>
internal sealed record AttachmentView(
    Guid Id, string? Name, string Type, long Length, string Sha256, Guid AuthorId, string? Author, DateTimeOffset At, DateTimeOffset? RemovedAt)
{
    public static AttachmentView Of(Attachment file, FoundPeople names) =>
        new(file.Id, file.Name, file.Kind, file.Length, file.Sha256, file.By, names.NameOf(file.By), file.At, file.RemovedAt);
}
