using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace Alliance.Reliability;

/// <summary>
/// The real processes on a real broker and a real mail server, killed with SIGKILL while requests go their whole way through the main job. Figures go to
/// the test's output. Floor: quality, Reliability. Everyday 20 deaths; with <c>ALLIANCE_LONG=1</c> 500; <c>ALLIANCE_KILLS</c> says another number.
/// </summary>
public sealed class KillLoopTests(ITestOutputHelper output)
{
    private const int Workers = 4;

    private static readonly bool Long = Environment.GetEnvironmentVariable("ALLIANCE_LONG") == "1";

    /// <summary>
    /// Where the process dies; null = from outside, at any moment. To arm a point takes a kill from outside, too, so most rounds are two deaths. Those of the
    /// everyday run come first: each step of "save, publish, take, answer" in each service at least once.
    /// </summary>
    private static readonly (string Process, string? Point)[] Deaths =
    [
        ("requests", "after-staffing"), ("experts", "before-commit"), ("notifications", "after-notices"), ("gateway", null), ("requests", "after-publish"), ("experts", "after-follow"),
        ("notifications", "after-effect"), ("accounts", null), ("requests", "before-commit"), ("experts", "after-publish"), ("portal", null), ("notifications", "before-commit"),
        ("requests", "after-commit"), ("experts", "after-picture"), ("notifications", null), ("requests", "before-publish"), ("experts", "after-commit"), ("notifications", "after-commit"),
        ("requests", "after-mark"), ("experts", "before-publish"), ("notifications", "before-effect"), ("experts", "after-mark"), ("requests", null), ("experts", null),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_there_and_told_once_whatever_is_killed()
    {
        await using var site = await Site.Start(Ct);
        var kills = int.TryParse(Environment.GetEnvironmentVariable("ALLIANCE_KILLS"), CultureInfo.InvariantCulture, out var given) ? given : Long ? 500 : 20;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = site.Load.WholeJourneys(Workers, enough.Token, cut.Token);

        var slowestReturn = TimeSpan.Zero;
        for (var i = 0; site.Deaths < kills; i++)
        {
            var (process, point) = Deaths[i % Deaths.Length];
            var back = await site.KillAt(process, point, Ct);
            if (back > slowestReturn) slowestReturn = back;
        }
        await enough.CancelAsync();
        cut.CancelAfter(TimeSpan.FromMinutes(3));
        await running;

        var promises = site.Load.Promises.ToList();
        var closed = promises.Where(p => p.Has("close")).ToList();
        var told = await site.WaitUntilTold(TimeSpan.FromMinutes(Long ? 10 : 3), Ct);
        var redelivered = site.Redelivered();
        var deaths = string.Join(", ", site.Platform.Processes.Where(p => p.Deaths > 0).Select(p => $"{p.Name} {p.Deaths}"));
        var faults = new List<string>();
        foreach (var promise in closed) faults.AddRange(await Tally.Faults(promise, site.Coordinator.Client, Ct));
        output.WriteLine($"{site.Deaths} kills ({deaths}); {promises.Count} requests, {closed.Count} closed, {promises.Sum(p => p.Tellings.Count)} tellings promised; " +
            $"{told.Entries} entries, {told.Mails} mails; {site.Load.Calls.Repeats} calls repeated, {redelivered} redeliveries, {told.MailCopies} mails repeated; serving again after at most {slowestReturn.TotalSeconds:0.0} s");

        Assert.Empty(site.Load.Calls.Faults);
        Assert.Equal([], promises.Except(closed).Select(p => $"{p.Path} came to {p.Steps[^1]}"));
        Assert.True(closed.Count >= kills, "the load did not run between the kills");
        Assert.Equal([], told.Missing);
        Assert.Equal([], told.Double);
        // Each expert was told of the profile besides; nobody of anything else.
        Assert.Equal(promises.Sum(p => p.Tellings.Count) + Site.Experts, told.Entries);
        Assert.Equal([], faults);
        Assert.Equal([], await Tally.WrongExperience(closed, Ct));
        var mailKills = site.Platform["notifications"].Deaths;
        Assert.True(told.MostCopies <= mailKills && told.MailCopies <= mailKills * Told.MailsInFlight, $"{told.MailCopies} mails, one {told.MostCopies} times, were repeated by {mailKills} kills of their sender");
        Assert.True(redelivered > 0, "no message was ever redelivered: the kills did not bite");
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
            await site.Load.Asking(workers: 2, stop.Token);
        }
        var promises = site.Load.Promises.ToList();
        await site.Platform.Broker.Start(Ct);
        var returned = Stopwatch.StartNew();
        var told = await site.WaitUntilTold(TimeSpan.FromMinutes(1), Ct);
        returned.Stop();

        var submitted = promises.Count(p => p.Has("submit"));
        output.WriteLine($"{submitted} submitted in {away.TotalSeconds:0} s without a broker, slowest {site.Load.SlowestSubmit.TotalMilliseconds:0} ms; all told {returned.Elapsed.TotalSeconds:0.0} s after its return");
        Assert.Empty(site.Load.Calls.Faults);
        Assert.Equal(0, site.Load.Calls.Repeats);
        Assert.True(submitted > 50);
        Assert.True(site.Load.SlowestSubmit < TimeSpan.FromSeconds(10), "a submit waited for the broker");
        Assert.Equal([], told.Missing);
        Assert.Equal([], told.Double);
        // The goal of quality, Reliability; seconds on an idle machine.
        Assert.True(returned.Elapsed < TimeSpan.FromSeconds(30), "told long after the broker's return");
    }
}
