using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Alliance.Accounts.SigningIn;

/// <summary>Gives, changes and takes back what people sign in with.</summary>
internal sealed class Credentials(
    CredentialsDb db, IPasswordHasher<Credential> hasher, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager authorizations)
{
    /// <summary>Letters and digits that are not taken for one another when read aloud or from paper.</summary>
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    /// <summary>About 116 bits.</summary>
    private const int OneTimeLength = 20;

    public Task<Credential?> Find(Guid personId, CancellationToken ct) => db.Users.AsNoTracking().FirstOrDefaultAsync(c => c.Id == personId, ct);

    /// <summary>Sets a password that somebody else knows; it must be changed at the first sign-in. The person may have had one before.</summary>
    /// <returns>The password: shown once, kept nowhere.</returns>
    public async Task<string> GiveOneTime(Guid personId, CancellationToken ct)
    {
        var password = RandomNumberGenerator.GetString(Alphabet, OneTimeLength);
        await Set(personId, password, mustChange: true, ct);
        return password;
    }

    public async Task Set(Guid personId, string password, bool mustChange, CancellationToken ct)
    {
        var credential = await db.Users.FirstOrDefaultAsync(c => c.Id == personId, ct);
        if (credential is null)
        {
            credential = new Credential { Id = personId, UserName = personId.ToString(), NormalizedUserName = personId.ToString() };
            db.Users.Add(credential);
        }
        credential.PasswordHash = hasher.HashPassword(credential, password);
        credential.MustChange = mustChange;
        credential.SecurityStamp = Stamp();
        credential.ConcurrencyStamp = Stamp();
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Wrong passwords for this e-mail count no more: they were for a password that is no longer the person's.</summary>
    public Task Unlock(string email, CancellationToken ct)
    {
        var key = FailedAttempts.Account(email);
        return db.FailedAttempts.Where(a => a.Key == key).ExecuteDeleteAsync(ct);
    }

    /// <summary>For a person that could not be made after all.</summary>
    public Task Drop(Guid personId, CancellationToken ct) => db.Users.Where(c => c.Id == personId).ExecuteDeleteAsync(ct);

    /// <summary>
    /// Ends sign-ins and sessions of a person. What was issued before <see cref="Person.NotBefore"/> is refused without this too: a crash between
    /// the two leaves nothing open.
    /// </summary>
    public async Task Revoke(Guid personId, CancellationToken ct)
    {
        await Restamp(personId, ct);
        await authorizations.RevokeBySubjectAsync(personId.ToString(), ct);
        await tokens.RevokeBySubjectAsync(personId.ToString(), ct);
    }

    /// <summary>Every cookie of the sign-in pages that names the stamp of before is worth nothing.</summary>
    public Task Restamp(Guid personId, CancellationToken ct)
    {
        var stamp = Stamp();
        return db.Users.Where(c => c.Id == personId).ExecuteUpdateAsync(set => set.SetProperty(c => c.SecurityStamp, stamp), ct);
    }

    private static string Stamp() => RandomNumberGenerator.GetHexString(32);
}
