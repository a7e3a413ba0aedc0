using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>GET /api/requests/{id}: the applicant's team, and coordinators once it was submitted; nobody else learns of it.</summary>
internal static class GetAssistanceRequest
{
    public static async Task<IResult> Handle(Guid id, Caller caller, Store<AssistanceRequest> store, CancellationToken ct) =>
        await store.Find(id, ct) is { } read && caller.MaySee(read)
            ? Answers.Read(read, RequestView.Of(read, caller))
            : Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
}
