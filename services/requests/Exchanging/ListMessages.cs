using System.Globalization;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Exchanging;

/// <summary>GET …/messages: what the applicant's team and the coordinators wrote to each other, newest first, in pages.</summary>
internal static class ListMessages
{
    private const int Usual = 20;
    private const int Most = 100;

    public static async Task<IResult> Handle(
        Guid id, Reader reader, HttpContext http, Store<AssistanceRequest> requests, Store<RequestMessage> messages, People people, CancellationToken ct,
        string? cursor = null, string? limit = null)
    {
        if (await requests.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (!Conversation.MayRead(reader.SightOf(read.Value))) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        if (SizeOf(limit) is not (>= 1 and <= Most and var size)) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("limit", "out-of-range", 1, Most)));

        var ofRequest = new Where<RequestMessage>(RequestMessage.OfRequest, id.ToString());
        var page = await messages.List(new Query<RequestMessage>([ofRequest], RequestMessage.ByTime, Cursor: cursor, Limit: size), ct);
        var names = await people.Find(page.Items.Select(m => m.CreatedBy), ct);
        http.Response.Headers.CacheControl = "no-store";
        var mayWrite = read.Value.Submissions > 0 && Conversation.SideOf(read.Value, reader.Caller) is not null;
        return TypedResults.Ok(new MessagesView([.. page.Items.Select(m => MessageView.Of(m, names))], page.Next, mayWrite));
    }

    /// <summary>0: no number. A text, so that whatever stands there gets an answer that names it.</summary>
    private static int SizeOf(string? limit) => limit is null ? Usual : int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : 0;
}

/// <param name="MayWrite">Whether this caller may write one now.</param>
internal sealed record MessagesView(IReadOnlyList<MessageView> Items, string? Next, bool MayWrite);

/// <param name="From">Which side wrote: <c>applicant coordinator</c>.</param>
/// <param name="Author">The name, as accounts has it now; absent while it does not answer.</param>
/// <param name="Language">BCP 47, of the text.</param>
internal sealed record MessageView(Guid Id, string From, Guid AuthorId, string? Author, DateTimeOffset At, string? Language, string Text)
{
    public static MessageView Of(Stored<RequestMessage> message, FoundPeople names) => new(
        message.Id, message.Value.From, message.CreatedBy, names.NameOf(message.CreatedBy), message.CreatedAt, message.Value.Language, message.Value.Text);
}
