using Alliance.Experts.Proposing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Reading;

/// <summary>GET /api/assignments/{id}: the expert, coordinators, the applicant's team from the invitation on; nobody else learns of it.</summary>
internal static class GetAssignment
{
    public static async Task<IResult> Handle(Guid id, Caller caller, Store<Assignment> store, AssignmentSteps steps, CancellationToken ct) =>
        await store.Find(id, ct) is { } read && caller.MaySee(read.Value)
            ? Answers.Read(read, AssignmentView.Of(read, caller, await steps.MomentOf(read.Value.RequestId, ct)))
            : Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
}
