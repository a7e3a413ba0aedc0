namespace Alliance.Contracts;

/// <summary>
/// An assistance request took a step of its life. Published by requests, once per history entry (repeats possible, same MessageId);
/// consumed by notifications and experts. Ids, codes, states and numbers only. Source: domain, Messages.
/// </summary>
/// <param name="Id">The request.</param>
/// <param name="No">Number of the history entry, 1, 2, 3 …</param>
/// <param name="Verb">The verb that moved it (<c>submit</c>).</param>
/// <param name="From">Status before, null at creation; camelCase (<c>inReview</c>).</param>
/// <param name="To">Status after.</param>
/// <param name="At">UTC.</param>
/// <param name="ActorId">The person who did it, or <see cref="Guid.Empty"/> for the system. Whoever acted is not told of it.</param>
/// <param name="Reference">Like <c>REQ-2026-000123</c>; null before the first submit.</param>
/// <param name="OrganisationId">The applicant.</param>
/// <param name="OwnerId">The coordinator who has it; null before take.</param>
/// <param name="Code">Reason from a code list (reject, hold), or null.</param>
/// <param name="Needs">From <c>open</c> on: the places to fill, without their texts; null before.</param>
/// <param name="DeliveryMode">From <c>open</c> on.</param>
/// <param name="Oblast">From <c>open</c> on: prefix of the KATOTTG code (<c>UA05</c>).</param>
/// <param name="SecurityZone">From <c>open</c> on; null where nobody travels.</param>
/// <param name="Periods">From <c>open</c> on: preferred by the applicant, best first; may be empty.</param>
/// <param name="AfterAppeal">The applicant appealed against a rejection before.</param>
/// <param name="ClosesAt">From <c>open</c> on: when matching ends, UTC; null = open until somebody closes it.</param>
public sealed record RequestMoved(
    Guid Id, long No, string Verb, string? From, string To, DateTimeOffset At, Guid ActorId,
    string? Reference, Guid OrganisationId, Guid? OwnerId, string? Code, bool OnHold, string Visibility,
    IReadOnlyList<OpenNeed>? Needs = null, string? DeliveryMode = null, string? Oblast = null, string? SecurityZone = null,
    IReadOnlyList<DayPeriod>? Periods = null, DateTimeOffset? ClosesAt = null, bool AfterAppeal = false);

/// <summary>Places of one kind to fill, as the experts service matches them.</summary>
/// <param name="Kind"><c>expert</c> or <c>receiving-organisation</c>.</param>
/// <param name="Topics">The need's own, or where it names none the request's.</param>
/// <param name="Skills">ESCO URIs.</param>
/// <param name="MinimumLevel">1–4.</param>
/// <param name="Quantity">Places, at least 1.</param>
/// <param name="PersonDays">For each place; 0 where the applicant did not say.</param>
/// <param name="Must">The request is staffed only when all such needs are filled.</param>
public sealed record OpenNeed(
    Guid Id, string Kind, IReadOnlyList<string> Topics, IReadOnlyList<string> Skills, int MinimumLevel,
    IReadOnlyList<LanguageLevel> Languages, int Quantity, int PersonDays, bool Must);

/// <param name="Code">ISO 639-1.</param>
/// <param name="Level">CEFR, at least; null = any.</param>
public sealed record LanguageLevel(string Code, string? Level);

/// <summary>Both days included.</summary>
public sealed record DayPeriod(DateOnly From, DateOnly To);
