namespace Alliance.Benchmarks.Measuring;

/// <summary>A figure over several rounds.</summary>
internal sealed record Spread(double Median, double Least, double Most, int Rounds)
{
    public static Spread Of(IEnumerable<double> rounds)
    {
        var sorted = rounds.Order().ToArray();
        return new Spread(At(sorted, 0.5), sorted[0], sorted[^1], sorted.Length);
    }

    /// <summary>The nearest rank: of two middle ones the larger.</summary>
    public static double Percentile(IEnumerable<double> values, double share) => At([.. values.Order()], share);

    private static double At(double[] sorted, double share) => sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
