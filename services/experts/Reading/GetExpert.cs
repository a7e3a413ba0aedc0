using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Reading;

/// <summary>GET /api/experts/{id}. That a coordinator reads somebody's profile is on record before it is shown.</summary>
internal static class GetExpert
{
    public static async Task<IResult> Handle(
        Guid id, Caller caller, Store<Expert> store, Store<ProfileReading> readings, TimeProvider clock, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read || !caller.MaySee(read.Value)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        await Record(read, caller, readings, clock, ct);
        return Answers.Read(read, ExpertView.Of(read, caller));
    }

    /// <summary>Nobody is recorded who reads of themselves, or not the whole.</summary>
    public static async Task Record(Stored<Expert> read, Caller caller, Store<ProfileReading> readings, TimeProvider clock, CancellationToken ct)
    {
        if (caller.PersonId == read.Value.PersonId || !caller.ReadsWhole(read.Value)) return;
        var now = clock.GetUtcNow();
        await readings.Create(Guid.CreateVersion7(now), new ProfileReading(read.Id, caller.PersonId, now), caller.PersonId, [], ct);
    }
}
