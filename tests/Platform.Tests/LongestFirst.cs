using Xunit.Sdk;
using Xunit.v3;

// One more than there are cores: some of them wait for time to pass, or for a process to come back.
[assembly: Parallelization(MaxThreads = 3)]
[assembly: Xunit.TestCollectionOrderer(typeof(Alliance.Platform.Tests.LongestFirst))]

namespace Alliance.Platform.Tests;

/// <summary>Three collections run at a time: a long one begun last would run alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>The last is the longest; whatever is not here comes after them.</summary>
    private static readonly List<string?> Longest = [typeof(Browsing.EveryPage).FullName, typeof(Journeys.WholePlatform).FullName];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => Longest.IndexOf(c.TestCollectionClassName))];
}
