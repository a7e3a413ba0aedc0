using System.Text.RegularExpressions;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Accounts.Admitting;

/// <summary>What an organisation's content must keep to.</summary>
internal sealed partial class OrganisationRules : AbstractValidator<OrganisationContent>
{
    private const int MostLanguages = 10;
    private const int MostContacts = 10;
    private const int MostAssociations = 20;

    private static readonly OrganisationRules Instance = new();

    private OrganisationRules()
    {
        RuleFor(o => o.LegalName).NotEmpty().Line(300);
        RuleFor(o => o.LegalNameLatin).Line(300).Must(name => name is null || !name.Any(IsOtherLetter)).WithErrorCode("not-latin");
        RuleFor(o => o.Type).NotEmpty().OneOf(OrganisationCodes.Types)
            .Must((o, type) => o.Country is null or OrganisationCodes.Ukraine || OrganisationCodes.KindOf(type) != "authority").WithErrorCode("ukrainian-type");
        RuleFor(o => o.Level).OneOf(OrganisationCodes.Levels);
        RuleFor(o => o.Country).NotEmpty().OneOf(OrganisationCodes.Countries);
        // NUTS has no country for all of Europe, and an association has no unit; an authority of Ukraine always has one.
        RuleFor(o => o.Code).NotEmpty().When(o => o.Country == OrganisationCodes.Ukraine && OrganisationCodes.KindOf(o.Type) == "authority");
        RuleFor(o => o.Code).Must((o, code) => code is null || o.Country is null || Units.Knows(o.Country, code)).WithErrorCode("unknown-code");
        RuleFor(o => o.RegisterId).Line(50)
            .Must((o, id) => id is null || o.Country != OrganisationCodes.Ukraine || Edrpou().IsMatch(id)).WithErrorCode("edrpou");
        RuleForEach(o => o.Languages).NotNull().LanguageTag();
        RuleForEach(o => o.Contacts).NotNull().ChildRules(contact =>
        {
            contact.RuleFor(c => c.Name).Line(200);
            contact.RuleFor(c => c.Role).Line(200);
            contact.RuleFor(c => c.Email).Email();
            contact.RuleFor(c => c.Phone).Line(40);
        });
    }

    /// <summary>Null when no list is longer than it may be; asked before anything is made of what they hold.</summary>
    public static Refusal? TooMany(OrganisationContent form)
    {
        List<FieldFault> faults = [];
        Bound("languages", form.Languages?.Count, MostLanguages);
        Bound("contacts", form.Contacts?.Count, MostContacts);
        Bound("associationIds", form.AssociationIds?.Count, MostAssociations);
        return faults.Count == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", faults);

        void Bound(string field, int? count, int most)
        {
            if (count > most) faults.Add(new FieldFault(field, "too-many", most));
        }
    }

    public static Refusal? Check(OrganisationContent kept) => Validation.Check(Instance, kept);

    /// <summary>The organisations it names must be there, and others than itself.</summary>
    public static async Task<Refusal?> CheckNamed(OrganisationContent form, Guid id, Store<Organisation> store, CancellationToken ct)
    {
        List<FieldFault> faults = [];
        if (form.ParentId is { } parent && !await IsAnother(parent)) faults.Add(new FieldFault("parentId", "unknown-organisation"));
        for (var i = 0; i < (form.AssociationIds?.Count ?? 0); i++)
        {
            if (!await IsAnother(form.AssociationIds![i])) faults.Add(new FieldFault($"associationIds[{i}]", "unknown-organisation"));
        }
        return faults.Count == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", faults);

        async Task<bool> IsAnother(Guid named) => named != id && await store.Find(named, ct) is not null;
    }

    /// <summary>Those newly named must be associations that are Active members; those of before may have left meanwhile.</summary>
    public static async Task<Refusal?> CheckAssociations(OrganisationContent form, IReadOnlyList<Guid> before, Store<Organisation> store, CancellationToken ct)
    {
        List<FieldFault> faults = [];
        for (var i = 0; i < (form.AssociationIds?.Count ?? 0); i++)
        {
            var named = form.AssociationIds![i];
            if (!before.Contains(named) && await store.Find(named, ct) is not { Value: { Status: MembershipStatus.Active, Content.Type: OrganisationCodes.Association } })
                faults.Add(new FieldFault($"associationIds[{i}]", "unknown-organisation"));
        }
        return faults.Count == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", faults);
    }

    /// <summary>What is taken, of the keys in <see cref="Organisations.Declaration"/>.</summary>
    public static Refusal Taken(string key) => key.StartsWith("register:", StringComparison.Ordinal)
        ? new Refusal(RefusalKind.Conflict, "taken", new FieldFault("registerId", "register-taken"))
        : new Refusal(RefusalKind.Conflict, "taken", new FieldFault("code", "unit-taken"));

    /// <summary>Latin letters stand below U+0250 and in Latin Extended Additional.</summary>
    private static bool IsOtherLetter(char c) => char.IsLetter(c) && c is >= '\u0250' and not (>= '\u1E00' and <= '\u1EFF') and not (>= '\u02B0' and <= '\u02FF');

    [GeneratedRegex(@"\A[0-9]{8}\z")]
    private static partial Regex Edrpou();
}
