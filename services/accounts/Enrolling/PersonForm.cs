using Alliance.Shared.Http;
using FluentValidation;

namespace Alliance.Accounts.Enrolling;

/// <summary>The verbs, literal: history and messages use them.</summary>
internal static class PersonVerb
{
    public const string Add = "add";

    /// <summary>One more organisation.</summary>
    public const string Join = "join";

    public const string Change = "change";

    /// <summary>One organisation less.</summary>
    public const string Leave = "leave";

    public const string End = "end";
    public const string Restore = "restore";

    public const string Erase = "erase";

    public static string StatusOf(Person person) => person.Erased is not null ? "erased" : person.Active ? "active" : "ended";
}

/// <summary>The body of POST …/people.</summary>
internal sealed record NewPerson(string? Name, string? Email, string? Language, IReadOnlyList<string>? Roles);

/// <summary>The body of PUT …/people/{personId}: the whole of what may be changed.</summary>
internal sealed record PersonContent(string? Name, string? Language, IReadOnlyList<string>? Roles);

/// <summary>What is kept of these bodies, and what they must keep to.</summary>
internal static class PersonForm
{
    private const int LongestName = 200;

    private static readonly InlineValidator<NewPerson> NewRules = new()
    {
        v => v.RuleFor(p => p.Name).NotEmpty().Line(LongestName),
        v => v.RuleFor(p => p.Email).NotEmpty().Email(),
        v => v.RuleFor(p => p.Language).LanguageTag(),
        v => v.RuleFor(p => p.Roles).NotEmpty(),
        v => v.RuleForEach(p => p.Roles).NotNull().OneOf(RoleRules.Known)
    };

    private static readonly InlineValidator<PersonContent> Rules = new()
    {
        v => v.RuleFor(p => p.Name).NotEmpty().Line(LongestName),
        v => v.RuleFor(p => p.Language).LanguageTag(),
        v => v.RuleFor(p => p.Roles).NotEmpty(),
        v => v.RuleForEach(p => p.Roles).NotNull().OneOf(RoleRules.Known)
    };

    public static NewPerson Kept(NewPerson form) => new(Given.Text(form.Name), Given.Text(form.Email), Given.Text(form.Language), Given.Texts(form.Roles));

    public static PersonContent Kept(PersonContent form) => new(Given.Text(form.Name), Given.Text(form.Language), Given.Texts(form.Roles));

    public static Refusal? Check(NewPerson kept) => Validation.Check(NewRules, kept);

    public static Refusal? Check(PersonContent kept) => Validation.Check(Rules, kept);

    /// <summary>Asked before anything is made of them.</summary>
    public static Refusal? TooMany(IReadOnlyList<string>? roles) => roles?.Count > RoleRules.Known.Count
        ? new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("roles", "too-many", RoleRules.Known.Count))
        : null;
}
