using Alliance.Contracts;
using Alliance.Experts.Knowing;

namespace Alliance.Experts.Matching;

/// <summary>All that gates and score ask of an expert, in the form that is quick to compare. Made from documents; immutable.</summary>
internal sealed record Candidate
{
    private static readonly DaySpan[] NoDays = [];

    public required Guid ExpertId { get; init; }
    public required Guid PersonId { get; init; }
    public required bool Active { get; init; }
    public required Guid? EmployerId { get; init; }
    public required bool NeedsConsent { get; init; }

    /// <summary>Day number; 0 = none.</summary>
    public required int ConsentUntil { get; init; }

    /// <summary>Competences by code, with the level.</summary>
    public required (int Code, int Level)[] Skills { get; init; }

    /// <summary>By code, with CEFR as 1–6.</summary>
    public required (int Code, int Level)[] Languages { get; init; }

    /// <summary>Empty = always.</summary>
    public required DaySpan[] Windows { get; init; }

    public required DaySpan[] Unavailable { get; init; }
    public required int? MaxDaysPerYear { get; init; }
    public required int NoticeDays { get; init; }

    /// <summary>Bits as <see cref="Wanted.ModeBit"/>; 0 = any.</summary>
    public required int Modes { get; init; }

    public required bool TravelsToUkraine { get; init; }
    public required int[] Oblasts { get; init; }
    public required int[] ExperiencedIn { get; init; }

    /// <summary>Unknown people count as active: they have a profile, so accounts let them in.</summary>
    public bool PersonActive { get; init; } = true;

    public Guid[] MemberOf { get; init; } = [];
    public Workload Work { get; init; } = Workload.None;

    public static Candidate Of(Guid id, Expert expert)
    {
        var profile = expert.Profile;
        var availability = profile.Availability ?? new Availability();
        return new Candidate
        {
            ExpertId = id,
            PersonId = expert.PersonId,
            Active = expert.Status == ExpertStatus.Active,
            EmployerId = profile.Employer?.OrganisationId,
            NeedsConsent = profile.Employer?.PublicOfficial == true,
            ConsentUntil = expert.Consent?.Until.DayNumber ?? 0,
            Skills = [.. profile.Competences.Select(c => (Codes.Of(c.Code!), c.Level!.Value))],
            Languages = [.. profile.Languages.Select(l => (Codes.Of(Codes.Language(l.Code!)), LevelOf(l.Level)))],
            Windows = DaySpan.Joined(availability.Windows.Select(Span)),
            Unavailable = DaySpan.Joined(availability.Unavailable.Select(Span)),
            MaxDaysPerYear = availability.MaxDaysPerYear,
            NoticeDays = availability.NoticeDays ?? 0,
            Modes = availability.Modes.Aggregate(0, (bits, mode) => bits | Wanted.BitOf(mode)),
            TravelsToUkraine = availability.Travel == "to-ukraine",
            Oblasts = [.. expert.Experience.Select(e => e.Oblast).OfType<string>().Distinct().Select(Codes.Of)],
            ExperiencedIn = [.. expert.Experience.SelectMany(e => e.Topics).Distinct().Select(Codes.Of)]
        };
    }

    public Candidate With(KnownPerson? person) => person is null ? this : this with { PersonActive = person.Active, MemberOf = [.. person.MemberOf] };

    /// <summary>A1 … C2 as 1 … 6; anything else is below all.</summary>
    public static int LevelOf(string? level)
    {
        for (var i = 0; i < RequestCodes.LanguageLevel.Count; i++)
            if (RequestCodes.LanguageLevel[i] == level) return i + 1;
        return 0;
    }

    private static DaySpan Span(Days days) => new(days.From!.Value.DayNumber, days.To!.Value.DayNumber);

    /// <summary>What an expert has on hand.</summary>
    /// <param name="Held">Days of work on site that were accepted.</param>
    /// <param name="Live">Assignments between the invitation and the end.</param>
    /// <param name="DaysByYear">Days of work accepted or done, by year.</param>
    internal sealed record Workload(DaySpan[] Held, int Live, IReadOnlyDictionary<int, int> DaysByYear)
    {
        public static readonly Workload None = new(NoDays, 0, new Dictionary<int, int>());
    }
}
