using System.Globalization;
using Alliance.Experts;

namespace Alliance.Demo;

/// <summary>One expert of the demonstration: what the profile says, and what became of it. Days are counted from the day it is made.</summary>
/// <param name="Employer">NUTS code of the organisation whose expert it is.</param>
/// <param name="Competences">Like <c>water-supply 4 12</c>: topic, level, years.</param>
/// <param name="Languages">Like <c>bg C2</c>.</param>
/// <param name="Modes">None = any.</param>
/// <param name="Windows">First and last day of being available; none = at any time.</param>
/// <param name="Consent">The day the employer's consent ends; null = none on file.</param>
internal sealed record Profession(
    string Employer, string Country, string Position, IReadOnlyList<string> Competences, IReadOnlyList<string> Languages, string Travel, IReadOnlyList<string>? Modes,
    IReadOnlyList<int>? Windows, int? MaxDaysPerYear, int? NoticeDays, int? Consent, IReadOnlyList<string> Plot, bool PublicOfficial = true)
{
    public Profile Form(Guid employerId, DateTimeOffset madeAt)
    {
        var today = DateOnly.FromDateTime(madeAt.UtcDateTime);
        return new Profile
        {
            Country = Country,
            Region = Employer,
            Employer = new Employer(employerId, Position, PublicOfficial),
            Competences = [.. Competences.Select(c => c.Split(' ')).Select(c => new Competence(c[0], Number(c[1]), Number(c[2])))],
            Languages = [.. Languages.Select(l => l.Split(' ')).Select(l => new SpokenLanguage(l[0], l[1]))],
            Availability = new Availability
            {
                Windows = Windows is [var from, var to] ? [new Days(today.AddDays(from), today.AddDays(to))] : [],
                MaxDaysPerYear = MaxDaysPerYear,
                NoticeDays = NoticeDays,
                Modes = Modes ?? [],
                Travel = Travel
            },
            Consents = [new Alliance.Experts.Consent("matching", 1), new Alliance.Experts.Consent("contact-sharing", 1)]
        };
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
