using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestCollectionOrderer(typeof(Alliance.Platform.Tests.LongestFirst))]

namespace Alliance.Platform.Tests;

/// <summary>Two collections run at a time, and one takes as long as all others together: begun last it would run alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderByDescending(c => c.TestCollectionClassName == typeof(Journeys.WholePlatform).FullName)];
}
