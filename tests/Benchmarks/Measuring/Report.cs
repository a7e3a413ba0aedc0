using System.Globalization;

namespace Alliance.Benchmarks.Measuring;

internal static class Report
{
    /// <returns>0 when every row reached its floor.</returns>
    public static int Print(IEnumerable<Target> targets, IReadOnlyDictionary<string, Spread> figures)
    {
        var failed = 0;
        var passed = 0;
        Console.WriteLine($"{"id",-8} {"median",8} {"least",8} {"most",8} {"floor",6} {"goal",6}  result  what");
        foreach (var target in targets)
        {
            var figure = figures.GetValueOrDefault(target.Id);
            var result = figure is null ? "MISSING" : target.ReachesGoal(figure.Median) ? "goal" : target.ReachesFloor(figure.Median) ? "floor" : "BELOW";
            if (result is "goal" or "floor") passed++;
            else failed++;
            var values = figure is null ? $"{"-",8} {"-",8} {"-",8}" : $"{Text(figure.Median),8} {Text(figure.Least),8} {Text(figure.Most),8}";
            Console.WriteLine($"{target.Id,-8} {values} {Text(target.Floor),6} {Text(target.Goal),6}  {result,-7} {target.What}{(figure is null ? "" : $" ({figure.Rounds} rounds)")}");
        }
        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 && passed > 0 ? 0 : 1;
    }

    private static string Text(double value) => value.ToString("0.#####", CultureInfo.InvariantCulture);
}
