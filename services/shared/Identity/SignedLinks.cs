using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Alliance.Shared.Storage;

namespace Alliance.Shared.Identity;

/// <summary>
/// A link that lets one person do one thing with one document without signing in. The token itself is in the mail and nowhere else: kept is its hash.
/// Whether the thing can still be done is the document's state; the link itself only ends by time.
/// </summary>
/// <param name="Purpose">A word of <see cref="Contracts.LinkPurpose"/>.</param>
/// <param name="TokenHash">SHA-256, hex. Without a salt: there is nothing to guess in 256 random bits.</param>
public sealed record SignedLink(string Purpose, Guid DocumentId, Guid PersonId, string TokenHash, DateTimeOffset ExpiresAt)
{
    public static readonly Declaration<SignedLink> Declaration = new("links");
}

/// <summary>Makes links and knows them again. Each mail has a link of its own, since nobody can say again what was in the one before.</summary>
public sealed class SignedLinks(Store<SignedLink> store)
{
    /// <summary>Of the page they lead to; the token is in its query.</summary>
    public const string Path = "/links";

    /// <summary>Bytes: 256 bits.</summary>
    private const int TokenBytes = 32;

    /// <summary>Characters of a token.</summary>
    private const int TokenLength = 43;

    /// <returns>The token, this once.</returns>
    public async Task<string> Issue(string purpose, Guid documentId, Guid personId, DateTimeOffset expiresAt, CancellationToken ct)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var hash = HashOf(token);
        var saved = await store.Create(IdOf(hash), new SignedLink(purpose, documentId, personId, Convert.ToHexStringLower(hash), expiresAt), Guid.Empty, [], ct);
        return saved is SaveResult<SignedLink>.Saved ? token : throw new InvalidOperationException("Two links of 256 random bits are alike.");
    }

    /// <summary>By its shape. What could not be is asked of nobody: it may not even be something that can be sent on.</summary>
    public static bool CouldBe(string token)
    {
        ArgumentNullException.ThrowIfNull(token);
        return token.Length == TokenLength && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
    }

    /// <summary>Null for what was never issued, or cannot be a token.</summary>
    public async Task<SignedLink?> Find(string? token, CancellationToken ct)
    {
        if (token is null || !CouldBe(token)) return null;
        var hash = HashOf(token);
        if ((await store.Find(IdOf(hash), ct))?.Value is not { } link) return null;
        return CryptographicOperations.FixedTimeEquals(Convert.FromHexString(link.TokenHash), hash) ? link : null;
    }

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.ASCII.GetBytes(token));

    /// <summary>Found by the hash's first half; the whole of it is compared.</summary>
    private static Guid IdOf(byte[] hash) => new(hash.AsSpan(0, 16), bigEndian: true);
}
