using Alliance.Contracts;
using Alliance.Experts.Knowing;

namespace Alliance.Experts.Matching;

/// <summary>What one need asks of an expert, prepared once for all comparisons.</summary>
internal sealed record Wanted
{
    public required Guid ApplicantId { get; init; }

    /// <summary>Topics and skills, and their numbers at the same places.</summary>
    public required string[] SkillNames { get; init; }

    public required int[] Skills { get; init; }

    /// <summary>1–4.</summary>
    public required int MinimumLevel { get; init; }

    public required LanguageLevel[] LanguageNames { get; init; }

    /// <summary>Level 1–6; "any" is the lowest.</summary>
    public required (int Code, int Level)[] Languages { get; init; }

    /// <summary>One of them is enough; none = at a time to be agreed.</summary>
    public required DaySpan[] Periods { get; init; }

    public required bool Travels { get; init; }

    /// <summary>0 = not said.</summary>
    public required int ModeBit { get; init; }

    public required int Oblast { get; init; }
    public required int PersonDays { get; init; }

    /// <summary>Who has so many assignments on hand is not asked for another.</summary>
    public int MostLive { get; init; } = int.MaxValue;

    /// <summary>Day number.</summary>
    public required int Today { get; init; }

    /// <param name="period">The one that is meant; null = any of those the applicant prefers.</param>
    public static Wanted Of(KnownRequest request, OpenNeed need, DayPeriod? period, DateTimeOffset now)
    {
        string[] skills = [.. need.Topics.Concat(need.Skills).Distinct()];
        return new Wanted
        {
            ApplicantId = request.OrganisationId,
            SkillNames = skills,
            Skills = [.. skills.Select(Codes.Known)],
            MinimumLevel = Math.Clamp(need.MinimumLevel, 1, 4),
            LanguageNames = [.. need.Languages],
            Languages = [.. need.Languages.Select(l => (Codes.Known(Codes.Language(l.Code)), Math.Max(1, Candidate.LevelOf(l.Level))))],
            Periods = period is not null ? [DaySpan.Of(period)] : [.. request.Periods.Select(DaySpan.Of)],
            Travels = request.Travels,
            ModeBit = request.DeliveryMode is { } mode ? BitOf(mode) : 0,
            Oblast = request.Oblast is { } oblast ? Codes.Known(oblast) : Codes.Nobodys,
            PersonDays = need.PersonDays,
            Today = DateOnly.FromDateTime(now.UtcDateTime).DayNumber
        };
    }

    public static int BitOf(string mode) => mode switch { "onsite" => 1, "online" => 2, "hybrid" => 4, _ => 0 };
}
