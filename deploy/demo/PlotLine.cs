using System.Globalization;

namespace Alliance.Demo;

/// <summary>
/// One step of a story as its data says it: <c>-320 decline CZ010 not-available: the reason in words</c>. First the day, counted from the day the
/// demonstration is made (whole days at some hour of work, fractions to the minute), then the verb, what it is about, and after a colon what is said with it.
/// </summary>
internal sealed record PlotLine(double Day, string Verb, IReadOnlyList<string> Words, string? Text)
{
    public static PlotLine Parse(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var words = (colon < 0 ? line : line[..colon]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 2 || !double.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var day) || day >= 0)
            throw new StandstillException($"'{line}' is no line of a plot: a day that has passed, a verb.");
        return new PlotLine(day, words[1], words[2..], colon < 0 ? null : line[(colon + 2)..].Trim());
    }

    /// <summary>The words name the expert of an assignment (<c>CZ010</c>); otherwise the line is about the request.</summary>
    public string? Expert => Words is [var first, ..] && first.Length >= 4 && char.IsAsciiLetterUpper(first[0]) ? first : null;

    /// <summary>Never before the line above it, whatever hour the day's steps fall on.</summary>
    /// <param name="salt">Moves the hours of different stories apart.</param>
    public DateTimeOffset At(DateTimeOffset madeAt, DateTimeOffset? before, int salt)
    {
        var at = Day == Math.Truncate(Day)
            ? new DateTimeOffset(madeAt.UtcDateTime.Date, TimeSpan.Zero).AddDays(Day).AddHours(6).AddMinutes(salt * 37 % 540)
            : madeAt.AddDays(Day);
        var earliest = before?.AddMinutes(4 + (salt % 9));
        return earliest is { } bound && at < bound ? bound : at;
    }
}
