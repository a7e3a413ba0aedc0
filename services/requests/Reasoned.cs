using Alliance.Shared.Http;
using FluentValidation;

namespace Alliance.Requests;

/// <summary>The body of a verb that asks for no more than why.</summary>
internal sealed record Reasoned(string? Reason = null)
{
    private static readonly InlineValidator<Reasoned> MayBeThere = new() { v => v.RuleFor(r => r.Reason).Prose(FieldRules.LongestText) };
    private static readonly InlineValidator<Reasoned> MustBeThere = new() { v => v.RuleFor(r => r.Reason).NotEmpty().Prose(FieldRules.LongestText) };

    /// <summary>In its one form.</summary>
    public static string? Of(Reasoned? body) => Given.Text(body?.Reason);

    public static Refusal? Optional(Reasoned? body) => Validation.Check(MayBeThere, new Reasoned(Of(body)));

    public static Refusal? Required(Reasoned? body) => Validation.Check(MustBeThere, new Reasoned(Of(body)));
}
