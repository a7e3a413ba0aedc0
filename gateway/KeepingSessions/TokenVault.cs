using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Alliance.Gateway.KeepingSessions;

/// <summary>What accounts gave for one session.</summary>
internal sealed record Tokens(string Access, string Refresh, string? Identity)
{
    private readonly JsonWebToken read = new(Access);

    /// <summary>Whole seconds.</summary>
    public DateTimeOffset IssuedAt => Time(read.IssuedAt);

    public DateTimeOffset EndsAt => Time(read.ValidTo);

    public Guid? PersonId => Guid.TryParse(read.Subject, out var id) ? id : null;

    /// <summary>BCP 47, where accounts knows it.</summary>
    public string? Language => read.TryGetValue<string>("locale", out var language) ? language : null;

    private static DateTimeOffset Time(DateTime utc) => new(DateTime.SpecifyKind(utc, DateTimeKind.Utc));
}

/// <summary>Encrypts tokens for the store. Bound to the session: what is copied into another document cannot be read there.</summary>
internal sealed class TokenVault(IDataProtectionProvider protection)
{
    private const string Purpose = "Alliance.Gateway.Session.Tokens";

    public string Lock(string keyHash, Tokens tokens) =>
        protection.CreateProtector(Purpose, keyHash).Protect(JsonSerializer.Serialize(new Form(tokens.Access, tokens.Refresh, tokens.Identity)));

    /// <returns>Null when they cannot be read.</returns>
    public Tokens? Unlock(Session session)
    {
        if (session is not { KeyHash: { } hash, Tokens: { } locked }) return null;
        try
        {
            var form = JsonSerializer.Deserialize<Form>(protection.CreateProtector(Purpose, hash).Unprotect(locked));
            return form is null ? null : new Tokens(form.Access, form.Refresh, form.Identity);
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    private sealed record Form(string Access, string Refresh, string? Identity);
}
