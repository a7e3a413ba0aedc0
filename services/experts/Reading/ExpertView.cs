using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Reading;

/// <summary>A profile as its reader may see it. An administrator of the employer sees what a consent needs, and no competence or absence.</summary>
internal sealed record ExpertView
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required long Revision { get; init; }
    public required ExpertStatus Status { get; init; }

    /// <summary>The verbs this caller may use now.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    public required Employer? Employer { get; init; }
    public required EmployerConsent? Consent { get; init; }

    /// <summary>Of the newest asking by a link.</summary>
    public required ConsentAsked? ConsentAsked { get; init; }

    /// <summary>Only in the answer to <c>ask-consent</c>: what the expert hands to the supervisor.</summary>
    public string? ConsentLink { get; init; }

    public Nomination? Nominated { get; init; }

    /// <summary>From three evaluations on.</summary>
    public RatingView? Rating { get; init; }

    public string? Country { get; init; }
    public string? Region { get; init; }
    public IReadOnlyList<Competence>? Competences { get; init; }
    public IReadOnlyList<SpokenLanguage>? Languages { get; init; }
    public IReadOnlyList<Certificate>? Certificates { get; init; }

    /// <summary>The papers of certificates, which name them by id.</summary>
    public IReadOnlyList<FileView>? Files { get; init; }

    public IReadOnlyList<Experience>? Experience { get; init; }
    public Availability? Availability { get; init; }
    public IReadOnlyList<Consent>? Consents { get; init; }
    public DateTimeOffset? LastConfirmedAt { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    public static ExpertView Of(Stored<Expert> document, Caller caller)
    {
        var expert = document.Value;
        var part = new ExpertView
        {
            Id = document.Id,
            PersonId = expert.PersonId,
            Revision = document.Revision,
            Status = expert.Status,
            Actions = ExpertTransitions.Actions(expert, caller),
            Employer = expert.Profile.Employer,
            Consent = expert.Consent,
            ConsentAsked = expert.ConsentAsked,
            CreatedAt = document.CreatedAt,
            UpdatedAt = document.UpdatedAt
        };
        return !caller.ReadsWhole(expert) ? part : part with
        {
            Country = expert.Profile.Country,
            Region = expert.Profile.Region,
            Competences = expert.Profile.Competences,
            Languages = expert.Profile.Languages,
            Certificates = expert.Profile.Certificates,
            Files = [.. expert.Files.Select(f => new FileView(f.Id, f.Name, f.Kind, f.Length, f.At))],
            Experience = expert.Experience,
            Availability = expert.Profile.Availability,
            Consents = expert.Profile.Consents,
            Nominated = expert.Nominated,
            Rating = RatingView.Of(expert),
            LastConfirmedAt = expert.LastConfirmedAt
        };
    }
}

/// <param name="Type"><c>pdf jpg png</c>.</param>
/// <param name="Length">Bytes.</param>
internal sealed record FileView(Guid Id, string Name, string Type, long Length, DateTimeOffset At);

/// <param name="Mean">Of all evaluations, each counted once; one decimal.</param>
internal sealed record RatingView(int Evaluations, double Mean)
{
    /// <summary>Fewer would tell who said what.</summary>
    private const int Fewest = 3;

    public static RatingView? Of(Expert expert) => expert.Ratings.Count < Fewest
        ? null
        : new RatingView(expert.Ratings.Count, Math.Round(expert.Ratings.Average(r => r.Mean), 1, MidpointRounding.AwayFromZero));
}
