using Alliance.Benchmarks;
using Alliance.Benchmarks.Measuring;

// Alliance.Benchmarks [id …]: measures, prints a row for each id, ends with a line `N passed, N failed`. A figure that could not be had is a failure.
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, signal) =>
{
    signal.Cancel = true;
    stop.Cancel();
};
(string[] Ids, Func<CancellationToken, Task<IReadOnlyDictionary<string, Spread>>> Measure)[] all =
[
    (["X2"], RankAsNaive.Measure),
    (["X1.10k", "X1.100k"], RankExperts.Measure),
    (["A3", "A3.board", "A3.filter", "A3.today", "A3.counts"], ListRequests.Measure),
];
var figures = new Dictionary<string, Spread>();
foreach (var (ids, measure) in all.Where(b => args.Length == 0 || b.Ids.Intersect(args).Any()))
{
    try
    {
        foreach (var (id, spread) in await measure(stop.Token)) figures[id] = spread;
    }
#pragma warning disable CA1031 // One figure that could not be had is a red row and leaves the others.
    catch (Exception fault) when (!stop.IsCancellationRequested)
#pragma warning restore CA1031
    {
        await Console.Error.WriteLineAsync($"{string.Join(", ", ids)}: {fault}");
    }
}
return Report.Print(Target.All.Where(t => args.Length == 0 || args.Contains(t.Id)), figures);
