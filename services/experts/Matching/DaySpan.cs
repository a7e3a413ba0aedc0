using Alliance.Contracts;

namespace Alliance.Experts.Matching;

/// <summary>Days by their number (<see cref="DateOnly.DayNumber"/>), both included.</summary>
internal readonly record struct DaySpan(int From, int To)
{
    public int Length => To - From + 1;

    public static DaySpan Of(DayPeriod period) => new(period.From.DayNumber, period.To.DayNumber);

    public bool Overlaps(DaySpan other) => From <= other.To && other.From <= To;

    public bool OverlapsAny(DaySpan[] others)
    {
        foreach (var other in others)
            if (Overlaps(other)) return true;
        return false;
    }

    /// <summary>How many of these days lie in one of the windows, which do not overlap each other.</summary>
    public int DaysWithin(DaySpan[] windows)
    {
        var days = 0;
        foreach (var window in windows)
            days += Math.Max(0, Math.Min(To, window.To) - Math.Max(From, window.From) + 1);
        return days;
    }

    /// <summary>In order, overlapping and adjoining ones joined.</summary>
    public static DaySpan[] Joined(IEnumerable<DaySpan> spans)
    {
        var joined = new List<DaySpan>();
        foreach (var span in spans.OrderBy(s => s.From))
        {
            if (joined.Count > 0 && span.From <= joined[^1].To + 1) joined[^1] = joined[^1] with { To = Math.Max(joined[^1].To, span.To) };
            else joined.Add(span);
        }
        return [.. joined];
    }
}
