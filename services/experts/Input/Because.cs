using Alliance.Shared.Http;
using FluentValidation;

namespace Alliance.Experts.Input;

/// <summary>The body of most verbs: why, where it is worth saying.</summary>
internal sealed record Because(string? Reason = null)
{
    private static readonly InlineValidator<Because> Rules = new() { v => v.RuleFor(b => b.Reason).Prose(FieldRules.LongestText) };

    public static string? Of(Because? body) => Given.Text(body?.Reason);

    /// <summary>Null when the reason may stand.</summary>
    public static Refusal? Fault(string? reason) => Validation.Check(Rules, new Because(reason));
}

/// <summary>The Idempotency-Key a document was created with, and the hash of the body that came with it.</summary>
internal sealed record CreationKey(Guid CallerId, string Key, string BodyHash)
{
    public string UniqueKey => $"idem:{CallerId}:{Key}";
}
