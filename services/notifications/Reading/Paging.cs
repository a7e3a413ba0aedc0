using Alliance.Shared.Http;

namespace Alliance.Notifications.Reading;

/// <summary>The limits of a list's page.</summary>
internal static class Paging
{
    public const int Usual = 20;
    private const int Most = 100;

    public static Refusal? Fault(int limit) => limit is >= 1 and <= Most ? null : new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("limit", "out-of-range", 1, Most));
}
