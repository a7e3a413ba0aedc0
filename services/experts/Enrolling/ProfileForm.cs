using System.Text.Json;
using Alliance.Shared.Http;

namespace Alliance.Experts.Enrolling;

/// <summary>From what was sent to what is kept.</summary>
internal static class ProfileForm
{
    /// <summary>
    /// Texts in one form, lists never null. What the expert does not write is not taken from the form: a coordinator's confirmation stays with a
    /// competence that stayed the same, the time of a consent with that version of it.
    /// </summary>
    public static Profile Kept(Profile form, Profile before, DateTimeOffset now) => new()
    {
        Country = Given.Text(form.Country),
        Region = Given.Text(form.Region),
        Employer = form.Employer is { } employer ? new Employer(employer.OrganisationId, Given.Text(employer.Position), employer.PublicOfficial) : null,
        Competences = [.. (form.Competences ?? []).Select(c => c is null ? null! : Confirmed(new Competence(Given.Text(c.Code), c.Level, c.Years), before))],
        Languages = [.. (form.Languages ?? []).Select(l => l is null ? null! : new SpokenLanguage(Given.Text(l.Code), Given.Text(l.Level)))],
        Certificates = [.. (form.Certificates ?? []).Select(c => c is null ? null! : new Certificate(Given.Text(c.Name), Given.Text(c.Issuer), c.Expires, c.File))],
        Availability = form.Availability is { } availability
            ? availability with
            {
                Windows = availability.Windows ?? [],
                Unavailable = availability.Unavailable ?? [],
                Modes = [.. (availability.Modes ?? []).Select(m => Given.Text(m)!)],
                Travel = Given.Text(availability.Travel)
            }
            : null,
        Consents = [.. (form.Consents ?? []).Select(c => c is null ? null! : Dated(new Consent(Given.Text(c.Purpose), c.Version), before, now))]
    };

    public static bool Same(Profile one, Profile other) =>
        JsonSerializer.SerializeToUtf8Bytes(one).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other));

    private static Competence Confirmed(Competence competence, Profile before) =>
        before.Competences.FirstOrDefault(b => (b.Code, b.Level, b.Years) == (competence.Code, competence.Level, competence.Years)) ?? competence;

    private static Consent Dated(Consent consent, Profile before, DateTimeOffset now) =>
        before.Consents.FirstOrDefault(b => (b.Purpose, b.Version) == (consent.Purpose, consent.Version)) ?? consent with { At = now };
}
