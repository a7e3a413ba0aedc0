using System.Collections.Frozen;

namespace Alliance.Requests.Counting;

/// <summary>
/// When the office works: whole days of its time zone, all but its weekend and its own list. Working time is what passes of such days, 24 hours each,
/// so that a period of ten working days and one of ten seconds (a trial) are counted alike. Pure.
/// </summary>
/// <param name="weekend">Not all seven.</param>
/// <param name="closed">Days of one year.</param>
/// <param name="yearly">Days of each year: month and day.</param>
internal sealed class WorkingDays(TimeZoneInfo zone, IEnumerable<DayOfWeek> weekend, IEnumerable<DateOnly> closed, IEnumerable<(int Month, int Day)> yearly)
{
    private readonly FrozenSet<DayOfWeek> weekend = weekend.ToFrozenSet();
    private readonly FrozenSet<DateOnly> closed = closed.ToFrozenSet();
    private readonly FrozenSet<(int, int)> yearly = yearly.ToFrozenSet();

    public bool IsWorking(DateOnly day) => !weekend.Contains(day.DayOfWeek) && !closed.Contains(day) && !yearly.Contains((day.Month, day.Day));

    /// <summary>In the time zone of the office.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    /// <summary>Working time that passes from one moment to the other; none when the second is not later.</summary>
    public TimeSpan Between(DateTimeOffset from, DateTimeOffset to)
    {
        var passed = TimeSpan.Zero;
        for (var day = DayOf(from); from < to; day = day.AddDays(1))
        {
            var end = Earlier(to, StartOf(day.AddDays(1)));
            if (IsWorking(day)) passed += end - from;
            from = end;
        }
        return passed;
    }

    /// <summary>
    /// The moment until which so much working time passes. It is always one the office works at: what would be over with the last hour of a Friday is
    /// over as Monday begins.
    /// </summary>
    public DateTimeOffset Add(DateTimeOffset from, TimeSpan workingTime)
    {
        var left = workingTime;
        for (var day = DayOf(from); ; day = day.AddDays(1))
        {
            var end = StartOf(day.AddDays(1));
            if (IsWorking(day))
            {
                if (left < end - from) return (from + left).ToUniversalTime();
                left -= end - from;
            }
            from = end;
        }
    }

    /// <summary>The same hour so many working days later; from a day off, counted from the beginning of the next working day.</summary>
    public DateTimeOffset AddWorkingDays(DateTimeOffset from, int days) => Add(from, TimeSpan.FromDays(days));

    /// <summary>Midnight, or where a zone begins its summer then, the first moment after.</summary>
    public DateTimeOffset StartOf(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight)) midnight = midnight.AddMinutes(15);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
