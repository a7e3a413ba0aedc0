using System.Text.Json.Nodes;
using Refit;

namespace Alliance.Contracts;

/// <summary>
/// Signed links, asked of the service whose documents they are about, by other services in their own name (audience <c>alliance-internal</c>). Notifications
/// asks for one while it writes a mail; the portal shows and does what it is for. The token travels in a header or a body of these calls and in the mail:
/// never in an address within the platform, in a message, a history or a log.
/// </summary>
public interface ILinks
{
    public const string TokenHeader = "X-Link-Token";

    /// <summary>404, 409: there is nothing (left) to be done by a link.</summary>
    [Post("/internal/links/new")]
    Task<ApiResponse<NewLink>> Issue([Body] LinkWish wish, CancellationToken ct);

    /// <summary>Changes nothing, however often and by whomever it is called. 404: no such link.</summary>
    [Get("/internal/links")]
    Task<ApiResponse<LinkShown>> Show([Header(TokenHeader)] string token, [Header("Accept-Language")] string language, CancellationToken ct);

    /// <summary>Does it. 409 with a code <c>link-answered link-expired link-moved-on</c>: too late; other refusals are those of the verb itself.</summary>
    [Post("/internal/links")]
    Task<ApiResponse<LinkShown>> Act([Header(TokenHeader)] string token, [Header("Accept-Language")] string language, [Body] LinkAct act, CancellationToken ct);
}

/// <summary>What experts says to a calendar program, by the secret link of somebody.</summary>
public interface ICalendars
{
    /// <summary>404: no such link, or it was renewed or ended.</summary>
    [Get("/internal/calendar")]
    Task<ApiResponse<CalendarShown>> Show([Header(ILinks.TokenHeader)] string token, CancellationToken ct);
}

/// <summary>What a link lets its person do.</summary>
public static class LinkPurpose
{
    public const string AnswerInvitation = "answer-invitation";

    /// <summary>Of requests: participants say how it was. One link for all of them, and no person behind it.</summary>
    public const string Evaluate = "evaluate";

    /// <summary>Of experts: a supervisor without an account says until when the employer lets an expert go. The expert hands the link over.</summary>
    public const string EmployerConsent = "employer-consent";

    /// <summary>Of experts: a calendar program reads the days of somebody's assignments, until the link is renewed or ended.</summary>
    public const string Calendar = "calendar";

    public static IReadOnlyList<string> All { get; } = [AnswerInvitation, Evaluate, EmployerConsent, Calendar];
}

/// <summary>How what a link is for stands.</summary>
public static class LinkState
{
    /// <summary>It can be done.</summary>
    public const string Open = "open";

    /// <summary>It was done, by this link or otherwise.</summary>
    public const string Answered = "answered";

    public const string Expired = "expired";

    /// <summary>Nobody waits for it any more.</summary>
    public const string MovedOn = "moved-on";

    public static IReadOnlyList<string> All { get; } = [Open, Answered, Expired, MovedOn];
}

/// <param name="Purpose">A word of <see cref="LinkPurpose"/>.</param>
public sealed record LinkWish(string Purpose, Guid DocumentId, Guid PersonId);

/// <param name="Token">256 random bits, 43 characters.</param>
public sealed record NewLink(string Token, DateTimeOffset ExpiresAt);

/// <summary>What the page of a link shows: nothing a forwarded mail should not tell.</summary>
/// <param name="State">A word of <see cref="LinkState"/>.</param>
/// <param name="Status">Of the document, camelCase.</param>
/// <param name="Reference">Of the request.</param>
/// <param name="Why">Why this person, in the language of the call.</param>
/// <param name="Position">Of the person at the employer, where a consent is asked for.</param>
public sealed record LinkShown(
    string Purpose, string State, Guid DocumentId, Guid PersonId, string Status, Guid RequestId, string? Reference, DateTimeOffset? Deadline, DayPeriod? Period,
    string? DeliveryMode, string? SecurityZone, string? Oblast, IReadOnlyList<string> Topics, int PersonDays, IReadOnlyList<LinkReason> Why,
    string? Position = null);

/// <summary>The days of one expert's assignments that are agreed or under way; no place, no contact, no words of anybody's.</summary>
public sealed record CalendarShown(IReadOnlyList<CalendarDays> Items);

/// <param name="Reference">Of the request.</param>
/// <param name="Status">Of the assignment, camelCase.</param>
/// <param name="ChangedAt">UTC.</param>
public sealed record CalendarDays(Guid AssignmentId, string? Reference, string Status, DayPeriod Period, DateTimeOffset ChangedAt);

/// <summary>One part of a score.</summary>
public sealed record LinkReason(string Code, int Points, int Of, string Why);

/// <param name="Verb">Of those the purpose knows: <c>accept decline</c>, <c>employer-consent</c>.</param>
/// <param name="Body">As the verb's own route takes it.</param>
public sealed record LinkAct(string? Verb, JsonObject? Body);
