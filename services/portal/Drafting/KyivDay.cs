namespace Alliance.Portal.Drafting;

/// <summary>Days of those who ask for assistance, as moments.</summary>
internal static class KyivDay
{
    private static readonly TimeZoneInfo Kyiv = TimeZoneInfo.FindSystemTimeZoneById("Europe/Kyiv");

    public static DateOnly? Of(DateTimeOffset? at) => at is { } moment ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Kyiv).DateTime) : null;

    public static DateTimeOffset Begins(DateOnly day) => At(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>Its last second.</summary>
    public static DateTimeOffset Ends(DateOnly day) => At(day.ToDateTime(new TimeOnly(23, 59, 59)));

    private static DateTimeOffset At(DateTime local) => new DateTimeOffset(local, Kyiv.GetUtcOffset(local)).ToUniversalTime();
}
