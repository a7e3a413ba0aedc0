using System.Security.Cryptography;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Certifying;

/// <summary>The certificate of a completed assignment; the document's id is the assignment's, so that there is one. What it says is read from the assignment.</summary>
/// <param name="Code">100 random bits, by which anybody who holds it may check it.</param>
internal sealed record IssuedCertificate(Guid AssignmentId, string Code)
{
    /// <summary>Crockford's base 32: nothing that is taken for something else when it is read aloud or from paper.</summary>
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private const int Length = 20, Group = 5;

    public static readonly Declaration<IssuedCertificate> Declaration = new("certificates") { Keys = d => [KeyOf(d.Value.Code)] };

    public static string KeyOf(string code) => "code:" + code;

    public static string NewCode() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As it is printed: <c>7D3KQ-0Z9XH-…</c></summary>
    public static string Printed(string code) => string.Join('-', code.Chunk(Group).Select(part => new string(part)));

    /// <summary>As it was typed, in the one form it is kept in; null when it cannot be one.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 4 * Length) return null;
        var code = string.Concat(typed.Where(c => c is not ('-' or ' ')).Select(c => char.ToUpperInvariant(c) switch { 'O' => '0', 'I' or 'L' => '1', var other => other }));
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }
}

/// <summary>A completed assignment gets its certificate, once.</summary>
internal sealed class IssueCertificate(Store<IssuedCertificate> certificates)
{
    /// <summary>Stale: it has one.</summary>
    public Task Of(Guid assignmentId, CancellationToken ct) =>
        certificates.Create(assignmentId, new IssuedCertificate(assignmentId, IssuedCertificate.NewCode()), Guid.Empty, [], ct);
}
