using Alliance.Shared.Http;
using FluentValidation;
using Microsoft.Net.Http.Headers;

namespace Alliance.Shared.Receiving;

/// <summary>What a file is called: said in <c>Content-Disposition: attachment; filename*=UTF-8''…</c> (RFC 6266, RFC 8187), shown to people, and never a path of ours.</summary>
public static class FileName
{
    private const int Longest = 150;

    private static readonly InlineValidator<Named> Rules = new() { v => v.RuleFor(n => n.FileName).NotEmpty().Line(Longest) };

    /// <returns>The last part of it, or what is wrong.</returns>
    public static (string? Name, Refusal? Fault) Of(string? contentDisposition)
    {
        var said = ContentDispositionHeaderValue.TryParse(contentDisposition, out var parsed)
            ? parsed.FileNameStar is { HasValue: true } star ? star.Value : HeaderUtilities.RemoveQuotes(parsed.FileName).Value
            : null;
        var name = Given.Text(said?.Split('/', '\\')[^1]);
        return Validation.Check(Rules, new Named(name)) is { } faulty ? (null, faulty) : (name, null);
    }

    private sealed record Named(string? FileName);
}
