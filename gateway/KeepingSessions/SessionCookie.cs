using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;

namespace Alliance.Gateway.KeepingSessions;

/// <summary>What the browser holds: a random key and nothing else. Read from the header as it came: a name written in another way is another name.</summary>
internal static class SessionCookie
{
    public const string Name = "__Host-session";

    /// <summary>Bytes: 256 bits.</summary>
    private const int KeyBytes = 32;

    private static readonly CookieOptions Options = new() { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax };

    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>What is stored of a key. Without a salt: there is nothing to guess in 256 random bits.</summary>
    public static string HashOf(string key)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> bytes = stackalloc byte[key.Length];
        System.Text.Encoding.ASCII.GetBytes(key, bytes);
        SHA256.HashData(bytes, hash);
        return Convert.ToHexStringLower(hash);
    }

    /// <summary>Whether there is one, good or not: that alone decides which rules a call is under.</summary>
    public static bool IsIn(HttpRequest request) => Named(request.Headers.Cookie, Name).Any();

    /// <returns>Null where there is none, more than one, or what cannot be a key.</returns>
    public static string? Read(HttpRequest request)
    {
        string? key = null;
        foreach (var (_, value) in Named(request.Headers.Cookie, Name))
        {
            if (key is not null) return null;
            key = value;
        }
        return key is { Length: 43 } && Base64Url.IsValid(key) ? key : null;
    }

    public static void Give(HttpResponse response, string key) => response.Cookies.Append(Name, key, Options);

    public static void Take(HttpResponse response) => response.Cookies.Delete(Name, Options);

    /// <summary>Whether the call brings any cookie of this platform, so that a foreign page could have sent it in a person's name.</summary>
    public static bool AnyOfOurs(HttpRequest request) => Named(request.Headers.Cookie, "__Host-", prefix: true).Any();

    /// <summary>The cookies whose names begin so, as one header; null where there are none.</summary>
    public static string? Only(StringValues header, string prefix)
    {
        var chosen = Named(header, prefix, prefix: true).Select(cookie => $"{cookie.Name}={cookie.Value}").ToArray();
        return chosen.Length == 0 ? null : string.Join("; ", chosen);
    }

    private static IEnumerable<(string Name, string Value)> Named(StringValues header, string name, bool prefix = false)
    {
        foreach (var line in header)
        {
            foreach (var pair in (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                var equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals < 0) continue;
                var own = pair[..equals].TrimEnd();
                if (prefix ? own.StartsWith(name, StringComparison.Ordinal) : own == name) yield return (own, pair[(equals + 1)..].TrimStart());
            }
        }
    }
}
