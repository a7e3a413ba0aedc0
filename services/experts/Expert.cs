using Alliance.Experts.Attaching;
using Alliance.Experts.Input;

namespace Alliance.Experts;

/// <summary>One person's profile in the roster. Who that person is, is asked from accounts: neither name nor address is kept here.</summary>
internal sealed record Expert
{
    public required Guid PersonId { get; init; }
    public required ExpertStatus Status { get; init; }
    public required Profile Profile { get; init; }

    /// <summary>The employer lets a public official go; null = not said, or the employer has changed since.</summary>
    public EmployerConsent? Consent { get; init; }

    /// <summary>A supervisor was asked for it, by a link; the newest asking counts, and ends with another employer.</summary>
    public ConsentAsked? ConsentAsked { get; init; }

    /// <summary>Begun by the employer; null = by the expert.</summary>
    public Nomination? Nominated { get; init; }

    /// <summary>Coordinators know of a profile from its first submit on.</summary>
    public bool WasSubmitted { get; init; }

    /// <summary>When the expert last said that all this still holds; null before the first submit.</summary>
    public DateTimeOffset? LastConfirmedAt { get; init; }

    /// <summary>Told that the profile goes stale soon; begins anew with each confirmation.</summary>
    public bool Reminded { get; init; }

    /// <summary>Finished assignments, added by the system.</summary>
    public IReadOnlyList<Experience> Experience { get; init; } = [];

    /// <summary>One for each evaluation of an assignment of theirs, as its newest message says.</summary>
    public IReadOnlyList<GivenRating> Ratings { get; init; } = [];

    /// <summary>The papers of certificates, each named by one.</summary>
    public IReadOnlyList<CertificateFile> Files { get; init; } = [];

    /// <summary>Told of certificates that expire up to this day.</summary>
    public DateOnly? CertificatesTold { get; init; }

    public CreationKey? CreatedWith { get; init; }

    /// <summary>The employer whose consent is missing that day; null where none is.</summary>
    public Guid? AwaitsConsentOf(DateOnly day) =>
        Profile.Employer is { PublicOfficial: true, OrganisationId: { } employer } && (Consent is null || Consent.Until < day) ? employer : null;
}

internal enum ExpertStatus
{
    Draft,
    PendingVerification,
    Active,
    Paused,
    Stale,
    Suspended,

    /// <summary>Nobody's any more; the id stays as a pseudonym for what was done.</summary>
    Erased
}

/// <summary>What the expert writes, and nothing else: the body of POST and PUT.</summary>
internal sealed record Profile
{
    public static readonly Profile Empty = new();

    /// <summary>ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>NUTS.</summary>
    public string? Region { get; init; }

    public Employer? Employer { get; init; }
    public IReadOnlyList<Competence> Competences { get; init; } = [];
    public IReadOnlyList<SpokenLanguage> Languages { get; init; } = [];
    public IReadOnlyList<Certificate> Certificates { get; init; } = [];
    public Availability? Availability { get; init; }
    public IReadOnlyList<Consent> Consents { get; init; } = [];
}

/// <param name="PublicOfficial">True: goes only with the employer's consent.</param>
internal sealed record Employer(Guid? OrganisationId, string? Position, bool? PublicOfficial);

/// <param name="Until">The last day it holds.</param>
/// <param name="By">The person who recorded it; empty where it came by a link.</param>
/// <param name="Via"><c>link</c>: said by somebody without an account, whom the expert gave the link.</param>
/// <param name="Position">Of whoever said it by a link, in their own words.</param>
internal sealed record EmployerConsent(DateOnly Until, Guid By, DateTimeOffset At, string? Via = null, string? Position = null);

/// <param name="ExpiresAt">Of the link; a newer one has another end, and this one is worth nothing then.</param>
internal sealed record ConsentAsked(DateTimeOffset At, DateTimeOffset ExpiresAt, DateTimeOffset? AnsweredAt = null);

/// <param name="By">An administrator of the organisation.</param>
internal sealed record Nomination(Guid OrganisationId, Guid By, DateTimeOffset At);

/// <param name="No">Of the evaluation's history entry: a lower or equal one is old news.</param>
/// <param name="Mean">Of its scores, 1–5.</param>
internal sealed record GivenRating(Guid EvaluationId, long No, double Mean);

/// <param name="Code">A topic, or an ESCO URI.</param>
/// <param name="Level">1–4.</param>
/// <param name="ConfirmedBy">The coordinator who verified it; not written by the expert.</param>
internal sealed record Competence(string? Code, int? Level, int? Years, Guid? ConfirmedBy = null, DateTimeOffset? ConfirmedAt = null);

/// <param name="Code">ISO 639-1.</param>
/// <param name="Level">CEFR.</param>
internal sealed record SpokenLanguage(string? Code, string? Level);

/// <param name="File">Id of the uploaded file; null = none.</param>
internal sealed record Certificate(string? Name, string? Issuer, DateOnly? Expires, Guid? File);

internal sealed record Availability
{
    /// <summary>When the expert can be asked for; none = at any time.</summary>
    public IReadOnlyList<Days> Windows { get; init; } = [];

    public IReadOnlyList<Days> Unavailable { get; init; } = [];
    public int? MaxDaysPerYear { get; init; }

    /// <summary>Days between an invitation and the first day of work.</summary>
    public int? NoticeDays { get; init; }

    /// <summary><c>onsite online hybrid</c>; none = any.</summary>
    public IReadOnlyList<string> Modes { get; init; } = [];

    /// <summary><c>to-ukraine eu-only remote-only</c>.</summary>
    public string? Travel { get; init; }
}

/// <summary>Both days included.</summary>
internal sealed record Days(DateOnly? From, DateOnly? To);

/// <param name="At">When it was given; not written by the expert.</param>
internal sealed record Consent(string? Purpose, int? Version, DateTimeOffset? At = null);

/// <summary>One finished assignment. A KATOTTG prefix for the place (<c>UA05</c>), the need's topics, days of work.</summary>
internal sealed record Experience(Guid AssignmentId, Guid RequestId, string? Oblast, IReadOnlyList<string> Topics, int Days, DateTimeOffset CompletedAt);

/// <summary>A coordinator read a profile; who and when is kept for the person it is about.</summary>
internal sealed record ProfileReading(Guid ExpertId, Guid ReaderId, DateTimeOffset At);
