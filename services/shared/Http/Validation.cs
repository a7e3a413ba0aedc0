using System.Text.Json;
using FluentValidation;
using FluentValidation.Results;

namespace Alliance.Shared.Http;

/// <summary>From FluentValidation to a refusal that names each field by its JSON path.</summary>
public static class Validation
{
    /// <summary>Null when the input is well-formed.</summary>
    public static Refusal? Check<T>(IValidator<T> validator, T input)
    {
        ArgumentNullException.ThrowIfNull(validator);
        var result = validator.Validate(input);
        return result.IsValid ? null : new Refusal(RefusalKind.Invalid, "invalid", [.. result.Errors.Take(100).Select(Fault)]);
    }

    private static FieldFault Fault(ValidationFailure failure)
    {
        var args = failure.FormattedMessagePlaceholderValues ?? [];
        object Arg(string name) => args.TryGetValue(name, out var value) && value is not null ? value : "";
        var path = Path(failure.PropertyName);
        return failure.ErrorCode switch
        {
            "NotEmptyValidator" or "NotNullValidator" => new(path, "required"),
            "MaximumLengthValidator" or "LengthValidator" => new(path, "too-long", Arg("MaxLength")),
            "EmailValidator" => new(path, "email"),
            "InclusiveBetweenValidator" => new(path, "out-of-range", Arg("From"), Arg("To")),
            _ => failure.CustomState is IReadOnlyList<object> given ? new(path, failure.ErrorCode, given) : new(path, failure.ErrorCode),
        };
    }

    /// <summary><c>Needs[0].MinimumLevel</c> as the caller wrote it: <c>needs[0].minimumLevel</c>.</summary>
    private static string Path(string property) => string.Join('.', property.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
