using System.Globalization;
using Alliance.Requests;
using Alliance.Requests.Counting;
using Xunit;

namespace Alliance.Services.Tests.Requests;

public sealed class WorkingDaysTests
{
    private const int Cases = 3_000;

    private static readonly TimeZoneInfo Brussels = TimeZoneInfo.FindSystemTimeZoneById("Europe/Brussels");
    private static readonly WorkingDays Office = new RequestsSettings { NonWorkingDays = "2026-12-24, 2026-12-31, 01-01, 12-25" }.Days;

    [Theory]
    [InlineData("2026-11-25T10:00+01:00", 1, "2026-11-26T10:00+01:00")]
    [InlineData("2026-11-25T10:00+01:00", 5, "2026-12-02T10:00+01:00")]
    [InlineData("2026-11-27T10:00+01:00", 1, "2026-11-30T10:00+01:00")]
    // A Saturday counts from Monday on.
    [InlineData("2026-11-28T15:00+01:00", 1, "2026-12-01T00:00+01:00")]
    // In Kyiv it is Saturday already, at the office a Friday evening.
    [InlineData("2026-11-28T00:30+02:00", 1, "2026-11-30T23:30+01:00")]
    // Christmas and the days of the list.
    [InlineData("2026-12-23T09:00+01:00", 1, "2026-12-28T09:00+01:00")]
    [InlineData("2026-12-30T09:00+01:00", 1, "2027-01-04T09:00+01:00")]
    // Over the end of summer time: the same hour.
    [InlineData("2026-10-23T09:00+02:00", 1, "2026-10-26T09:00+01:00")]
    [InlineData("2026-11-25T10:00+01:00", 0, "2026-11-25T10:00+01:00")]
    public void Working_days_skip_weekends_and_the_list_of_the_office(string from, int days, string expected) =>
        Assert.Equal(At(expected), Office.AddWorkingDays(At(from), days));

    [Theory]
    [InlineData("2026-11-27T12:00+01:00", "2026-11-30T12:00+01:00", "1.00:00:00")]
    [InlineData("2026-11-28T12:00+01:00", "2026-11-29T12:00+01:00", "00:00:00")]
    [InlineData("2026-11-30T12:00+01:00", "2026-11-27T12:00+01:00", "00:00:00")]
    [InlineData("2026-11-30T12:00:00+01:00", "2026-11-30T12:00:07+01:00", "00:00:07")]
    public void Working_time_is_what_passes_of_working_days(string from, string to, string expected) =>
        Assert.Equal(TimeSpan.Parse(expected, CultureInfo.InvariantCulture), Office.Between(At(from), At(to)));

#pragma warning disable CA5394 // Not a secret: a seed that can be named again.
    [Fact]
    public void Whatever_the_office_and_the_moments_adding_and_measuring_agree()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var days = Any(random);
            var from = Moment(random);
            var time = TimeSpan.FromSeconds(random.Next(0, 40 * 86_400));

            var due = days.Add(from, time);
            Assert.Equal((seed, time), (seed, days.Between(from, due)));
            Assert.True(days.IsWorking(days.DayOf(due)), $"seed {seed}: due when nobody works");
            Assert.True(due >= from, $"seed {seed}: due before it began");
            // More time is never due earlier, and in two steps at the same moment as in one.
            var more = TimeSpan.FromSeconds(random.Next(1, 86_400));
            Assert.True(days.Add(from, time + more) > due, $"seed {seed}: more time is not later");
            Assert.Equal((seed, days.Add(from, time + more)), (seed, days.Add(due, more)));

            var (middle, end) = (from + TimeSpan.FromSeconds(random.Next(0, 2_000_000)), from + TimeSpan.FromSeconds(2_000_000 + random.Next(0, 2_000_000)));
            Assert.Equal((seed, days.Between(from, end)), (seed, days.Between(from, middle) + days.Between(middle, end)));
            Assert.InRange(days.Between(from, end), TimeSpan.Zero, end - from);
        }
    }

    [Fact]
    public void Working_days_are_those_counted_one_by_one()
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            var random = new Random(seed);
            var days = Any(random);
            var from = Moment(random);
            var count = random.Next(0, 25);
            var day = days.DayOf(from);
            // From a day off the count begins with the next working day, whole.
            var left = days.IsWorking(day) ? count : count + 1;
            while (left > 0)
            {
                day = day.AddDays(1);
                if (days.IsWorking(day)) left--;
            }
            var due = days.AddWorkingDays(from, count);
            // Where the clock is changed on a working day, an hour may carry it over midnight.
            if (OffsetOf(from) == OffsetOf(due) || !days.IsWorking(days.DayOf(from))) Assert.InRange(days.DayOf(due).DayNumber - day.DayNumber, 0, 0);
        }
    }

    private static TimeSpan OffsetOf(DateTimeOffset at) => Brussels.GetUtcOffset(at);

    private static WorkingDays Any(Random random) => new(
        Brussels,
        Enum.GetValues<DayOfWeek>().Where(d => d is DayOfWeek.Sunday || random.Next(3) == 0).Take(6),
        Enumerable.Range(0, random.Next(40)).Select(_ => new DateOnly(2026, 1, 1).AddDays(random.Next(730))),
        [(1, 1), (12, 25)]);

    private static DateTimeOffset Moment(Random random) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(0, 600 * 86_400));
#pragma warning restore CA5394

    [Theory]
    [InlineData("2026-13-01", "Saturday", "Europe/Brussels", "NonWorkingDays")]
    [InlineData("Christmas", "Saturday", "Europe/Brussels", "NonWorkingDays")]
    [InlineData("", "Caturday", "Europe/Brussels", "Weekend")]
    [InlineData("", "3", "Europe/Brussels", "Weekend")]
    [InlineData("", "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday", "Europe/Brussels", "Weekend")]
    [InlineData("", "Sunday", "Europe/Nowhere", "TimeZone")]
    public void Faulty_days_of_the_office_are_said_at_the_start(string days, string weekend, string zone, string named)
    {
        var fault = Assert.Single(new RequestsSettings { NonWorkingDays = days, Weekend = weekend, TimeZone = zone }.Faults());
        Assert.StartsWith($"Requests:{named} ", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void An_office_may_work_all_week() =>
        Assert.Equal(TimeSpan.FromDays(7), new RequestsSettings { Weekend = "none", NonWorkingDays = "" }.Days.Between(At("2026-11-02T00:00+01:00"), At("2026-11-09T00:00+01:00")));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
