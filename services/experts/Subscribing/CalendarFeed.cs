using Alliance.Shared.Storage;

namespace Alliance.Experts.Subscribing;

/// <summary>
/// Whether a person's days can be read by a calendar program; the document's id is the person's. The link itself is a signed link, of which the hash is kept: it is worth
/// something while its end is that of the newest one.
/// </summary>
/// <param name="MadeAt">Null: there is none.</param>
/// <param name="Until">The end of the link that counts.</param>
internal sealed record CalendarFeed(DateTimeOffset? MadeAt, DateTimeOffset? Until)
{
    public static readonly CalendarFeed None = new(null, null);

    public static readonly Declaration<CalendarFeed> Declaration = new("calendars");

    /// <summary>Calendar programs ask for years; whoever wants it sooner ends it.</summary>
    private static readonly TimeSpan Lasts = TimeSpan.FromDays(3_650);

    /// <summary>A new link; the one of before ends with it. No two have one end, however fast they are made.</summary>
    public static CalendarFeed Renewed(CalendarFeed? before, DateTimeOffset now)
    {
        var until = now + Lasts;
        return new CalendarFeed(now, before?.Until is { } last && last >= until ? last.AddMilliseconds(1) : until);
    }
}

/// <param name="MadeAt">Absent: there is no link.</param>
/// <param name="Token">Only in the answer that made it: of the link that a calendar program is given.</param>
internal sealed record CalendarFeedView(DateTimeOffset? MadeAt, string? Token = null);
