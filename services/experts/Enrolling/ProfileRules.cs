using Alliance.Contracts;
using Alliance.Experts.Input;
using Alliance.Shared.Http;
using FluentValidation;

namespace Alliance.Experts.Enrolling;

/// <summary>What any profile must keep to, however unfinished: lengths, sizes, code lists, ranges. What is required is asked at submit.</summary>
internal sealed class ProfileRules : AbstractValidator<Profile>
{
    private static readonly ProfileRules Instance = new();

    private ProfileRules()
    {
        RuleFor(p => p.Country).Country();
        RuleFor(p => p.Region).Region();
        RuleFor(p => p.Employer!).ChildRules(employer => employer.RuleFor(e => e.Position).Line(200));
        RuleForEach(p => p.Competences).NotNull().ChildRules(competence =>
        {
            competence.RuleFor(c => c.Code).NotNull().Competence();
            competence.RuleFor(c => c.Level).NotNull().Range(1, 4);
            competence.RuleFor(c => c.Years).Range(0, 70);
        });
        RuleFor(p => p.Competences).Must(list => NoneTwice(list, c => c?.Code)).WithErrorCode("repeated");
        RuleForEach(p => p.Languages).NotNull().ChildRules(language =>
        {
            language.RuleFor(l => l.Code).NotNull().LanguageTag();
            language.RuleFor(l => l.Level).NotNull().OneOf(RequestCodes.LanguageLevel);
        });
        RuleFor(p => p.Languages).Must(list => NoneTwice(list, l => l?.Code)).WithErrorCode("repeated");
        RuleForEach(p => p.Certificates).NotNull().ChildRules(certificate =>
        {
            certificate.RuleFor(c => c.Name).NotNull().Line(200);
            certificate.RuleFor(c => c.Issuer).Line(200);
            certificate.RuleFor(c => c.Expires).Range(ProfileFields.FirstDay, ProfileFields.LastDay);
        });
        RuleFor(p => p.Availability!).ChildRules(availability =>
        {
            availability.RuleForEach(a => a.Windows).NotNull().ChildRules(Whole);
            availability.RuleForEach(a => a.Unavailable).NotNull().ChildRules(Whole);
            availability.RuleFor(a => a.MaxDaysPerYear).Range(0, 366);
            availability.RuleFor(a => a.NoticeDays).Range(0, 365);
            availability.RuleForEach(a => a.Modes).NotNull().OneOf(RequestCodes.DeliveryMode);
            availability.RuleFor(a => a.Travel).OneOf(ExpertCodes.Travel);
        });
        RuleForEach(p => p.Consents).NotNull().ChildRules(consent =>
        {
            consent.RuleFor(c => c.Purpose).NotNull().OneOf(ExpertCodes.ConsentPurpose);
            consent.RuleFor(c => c.Version).NotNull().Range(1, 1_000);
        });
    }

    /// <summary>Null when the profile may be kept.</summary>
    public static Refusal? Check(Profile kept) => Validation.Check(Instance, kept);

    /// <summary>Null when no list is longer than it may be; asked before anything is done with what the lists hold.</summary>
    public static Refusal? TooMany(Profile form)
    {
        FieldFault[] faults =
        [
            .. Bound("competences", form.Competences?.Count, 50), .. Bound("languages", form.Languages?.Count, 20),
            .. Bound("certificates", form.Certificates?.Count, 50), .. Bound("consents", form.Consents?.Count, 10),
            .. Bound("availability.windows", form.Availability?.Windows?.Count, 50),
            .. Bound("availability.unavailable", form.Availability?.Unavailable?.Count, 50),
            .. Bound("availability.modes", form.Availability?.Modes?.Count, 3)
        ];
        return faults.Length == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", faults);
    }

    /// <summary>What a coordinator needs in order to verify, and matching in order to find.</summary>
    public static IReadOnlyList<FieldFault> Missing(Profile profile)
    {
        List<FieldFault> missing = [];
        if (profile.Country is null) missing.Add(new FieldFault("country", "required"));
        if (profile.Competences.Count == 0) missing.Add(new FieldFault("competences", "required"));
        if (profile.Languages.Count == 0) missing.Add(new FieldFault("languages", "required"));
        if (profile.Availability?.Travel is null) missing.Add(new FieldFault("availability.travel", "required"));
        if (profile.Employer is { PublicOfficial: true, OrganisationId: null }) missing.Add(new FieldFault("employer.organisationId", "required"));
        return missing;
    }

    private static void Whole(InlineValidator<Days> days)
    {
        days.RuleFor(d => d.From).NotNull().Range(ProfileFields.FirstDay, ProfileFields.LastDay);
        days.RuleFor(d => d.To).NotNull().Range(ProfileFields.FirstDay, ProfileFields.LastDay)
            .Must((d, to) => to is null || d.From is null || d.From <= to).WithErrorCode("from-after-to");
    }

    private static bool NoneTwice<T>(IReadOnlyList<T> list, Func<T, string?> code) => list.Select(code).Distinct().Count() == list.Count;

    private static IEnumerable<FieldFault> Bound(string field, int? count, int most) => count > most ? [new FieldFault(field, "too-many", most)] : [];
}
