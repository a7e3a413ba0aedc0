using Alliance.Requests;
using Alliance.Requests.Counting;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Requests of before clocks were kept.</summary>
[Collection("requests")]
public sealed class OldRequestsTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void A_request_whose_clock_should_run_and_is_missing_is_due_at_once_and_no_other_is()
    {
        Assert.Equal(Targets.Running, Enum.GetValues<RequestStatus>().Where(s => IsDue(Some.Request(s))));
        Assert.False(IsDue(Some.Request(RequestStatus.InReview) with { Held = new Standstill("funding", Some.Now) }));
        Assert.All(Targets.Running, s => Assert.False(IsDue(Settling.Settled(null, Some.Request(s), Some.Now, Some.Periods))));
    }

    [Fact]
    public async Task It_is_saved_as_it_is_and_its_clock_runs_from_then_on()
    {
        var store = slice.Services.GetRequiredService<Store<AssistanceRequest>>();
        var read = await slice.Store(Some.Request(RequestStatus.InReview) with { OwnerId = Some.Coordinator.PersonId }, Ct);
        var old = read with { Value = read.Value with { Clock = null } };
        var advance = (await DueRequests.Of(slice.Services).OnDue!(old, DateTimeOffset.UtcNow, Ct))!;
        Assert.Empty(advance.Steps);
        var saved = Assert.IsType<SaveResult<AssistanceRequest>.Saved>(await store.Save(old, advance.Next, advance.ActorId, advance.Steps, Ct)).Document;
        Assert.Equal((Targets.FirstAnswer, read.UpdatedBy, read.LastNo), (saved.Value.Clock!.Target, saved.UpdatedBy, saved.LastNo));
        Assert.Equal(saved.UpdatedAt, saved.Value.Clock.RunningSince);
        Assert.Null(await DueRequests.Of(slice.Services).OnDue!(saved, DateTimeOffset.UtcNow, Ct));
    }

    private static bool IsDue(AssistanceRequest request) => AssistanceRequests.Declaration.DueAt(Some.Stored(request)) == DateTimeOffset.UnixEpoch;
}
