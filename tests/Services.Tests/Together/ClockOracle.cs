using Alliance.Requests;
using Xunit;

namespace Alliance.Services.Tests.Together;

/// <summary>What a clock must say, counted anew from all that ever happened to the request, and without the code under test but for the calendar.</summary>
internal sealed class ClockOracle(int seed)
{
    private readonly Dictionary<Guid, List<(DateTimeOffset At, AssistanceRequest Became)>> lives = [];

    public void Saw(Guid id, AssistanceRequest became, DateTimeOffset at)
    {
        if (!lives.TryGetValue(id, out var life)) lives[id] = life = [];
        life.Add((at, became));
    }

    public void Compare(Guid id, AssistanceRequest request, DateTimeOffset now)
    {
        var life = lives[id];
        var runs = Runs(request);
        Assert.True((request.Clock?.RunningSince is not null) == runs, $"seed {seed}: the clock of {request.Status} {(request.OnHold ? "on hold " : "")}runs: {!runs}");
        if (request.Clock is not { } clock) return;
        var used = TimeSpan.Zero;
        for (var i = 0; i < life.Count; i++)
        {
            var (at, was) = life[i];
            if (Stage(was) is not { } stage || stage != Stage(request))
            {
                used = TimeSpan.Zero;
                continue;
            }
            var until = i + 1 < life.Count ? life[i + 1].At : now;
            if (Runs(was)) used += Requests.Some.Periods.Days.Between(at, until);
        }
        var said = clock.ConsumedAt(now, Requests.Some.Periods.Days);
        Assert.True(said >= TimeSpan.Zero, $"seed {seed}: a clock below zero, {said}");
        Assert.True(said == used, $"seed {seed}: the clock of {request.Status} says {said}, and {used} were used");
        if (clock.DueAt is { } due) Assert.Equal((seed, Max(clock.Length, clock.Consumed)), (seed, clock.ConsumedAt(due, Requests.Some.Periods.Days)));
    }

    private static bool Runs(AssistanceRequest request) =>
        request is { OnHold: false, Status: RequestStatus.Submitted or RequestStatus.InReview or RequestStatus.InConsultation or RequestStatus.Matching };

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static int? Stage(AssistanceRequest request) => request.Status switch
    {
        RequestStatus.Submitted or RequestStatus.InReview or RequestStatus.InConsultation or RequestStatus.ChangesRequested => 1,
        RequestStatus.Matching or RequestStatus.Staffed or RequestStatus.InProgress => 2,
        _ => null
    };
}
