using Alliance.Requests.Linking;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>GET /api/requests/{id}: as much as the reader may see of it; who may not know of it learns nothing.</summary>
internal static class GetAssistanceRequest
{
    public static async Task<IResult> Handle(Guid id, Reader reader, Store<AssistanceRequest> store, CancellationToken ct) =>
        await store.Find(id, ct) is { } read && reader.MaySee(read)
            ? Answers.Read(read, RequestView.Of(read, reader) with { LinkedRequests = read.Value.LinkedRequests.Count > 0 ? await ShowLinks.For(read, reader, store, ct) : null })
            : Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
}
