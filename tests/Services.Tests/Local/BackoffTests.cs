using Alliance.Local;
using Xunit;

namespace Alliance.Services.Tests.Local;

public sealed class BackoffTests
{
    [Fact]
    public void The_wait_doubles_from_a_fifth_of_a_second_up_to_ten_seconds()
    {
        List<double> waits = [];
        TimeSpan? last = null;
        for (var death = 0; death < 8; death++)
        {
            last = Backoff.Next(last, alive: TimeSpan.FromSeconds(1), Backoff.Healthy);
            waits.Add(last.Value.TotalSeconds);
        }
        Assert.Equal([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10, 10], waits);
    }

    [Fact]
    public void A_process_that_lived_thirty_seconds_begins_anew() =>
        Assert.Equal(Backoff.First, Backoff.Next(TimeSpan.FromSeconds(10), alive: TimeSpan.FromSeconds(30), Backoff.Healthy));
}
