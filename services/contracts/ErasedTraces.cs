using System.Security.Cryptography;
using System.Text;

namespace Alliance.Contracts;

/// <summary>
/// By what a service knows an erased person again in texts of others (the contact block of a request), without anybody keeping the name or the address: salted
/// hashes, which accounts drops when the last service is done. Asked of accounts, never sent by the broker.
/// </summary>
/// <param name="EmailHash">See <see cref="HashOf"/>.</param>
/// <param name="OrganisationIds">Where the person belonged to.</param>
public sealed record ErasedTraces(string Salt, string EmailHash, string NameHash, IReadOnlyList<Guid> OrganisationIds)
{
    public bool IsEmail(string? text) => text is not null && HashOf(Salt, text) == EmailHash;

    public bool IsName(string? text) => text is not null && HashOf(Salt, text) == NameHash;

    /// <summary>SHA-256 of salt and text, hex; letters' case and spaces at the ends don't count.</summary>
    public static string HashOf(string salt, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(salt + text.Normalize(NormalizationForm.FormC).Trim().ToLowerInvariant())));
    }
}
