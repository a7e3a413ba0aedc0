namespace Alliance.Benchmarks.Measuring;

/// <summary>What a figure must reach. An id that stands here and was not measured is a failure; below the floor stays red.</summary>
/// <param name="AtMost">Smaller is better: times, and ratios of times.</param>
internal sealed record Target(string Id, string What, double Floor, double Goal, bool AtMost = false)
{
    /// <summary>Source: the quality page's table of speed, 2 cores; A3 with a dot: what else reads all requests, against a list of twenty. The other rows of it are not measured yet.</summary>
    public static readonly IReadOnlyList<Target> All =
    [
        new("A3", "list of 20 at 100,000 requests / GET by id, p50", 3, 2, AtMost: true),
        new("A3.board", "the board's counts at 100,000 requests / list of 20, p50", 3, 2, AtMost: true),
        new("A3.filter", "the board's counts with filters / list of 20, p50", 3, 2, AtMost: true),
        new("A3.today", "a coordinator's work list of 100 at 100,000 requests / list of 20, p50", 3, 2, AtMost: true),
        new("A3.counts", "statistics of a period, a topic and an oblast at 100,000 requests / list of 20, p50", 3, 2, AtMost: true),
        new("X1.10k", "ranking 10,000 experts, top 20, explained, over HTTP, p50 ms", 10, 3, AtMost: true),
        new("X1.100k", "ranking 100,000 experts, top 20, explained, over HTTP, p50 ms", 30, 6, AtMost: true),
        new("X2", "share of 10,000 random cases ranked as a naive sort does", 1, 1),
    ];

    public bool ReachesFloor(double value) => AtMost ? value <= Floor : value >= Floor;

    public bool ReachesGoal(double value) => AtMost ? value <= Goal : value >= Goal;
}
