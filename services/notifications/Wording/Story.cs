using Alliance.Contracts;
using Alliance.Notifications.Telling;

namespace Alliance.Notifications.Wording;

/// <summary>All that a text may speak of: ids, codes and dates, and nothing that another person wrote.</summary>
/// <param name="Code">Reason from a code list, or null.</param>
/// <param name="Deadline">UTC.</param>
internal sealed record Story(string Event, Subject Subject, string? Code = null, DateTimeOffset? Deadline = null, DayPeriod? Period = null)
{
    /// <summary>Of the page where an employer's consents are given.</summary>
    public const string Consents = "consents";

    /// <summary>What the reader opens: what it is about, unless that is somebody else's profile.</summary>
    public string Opens => Event == WhoIsTold.ConsentNeeded ? Consents : Subject.Kind;
}
