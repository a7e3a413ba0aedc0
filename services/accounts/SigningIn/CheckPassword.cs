using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Alliance.Accounts.SigningIn;

/// <summary>
/// Who this e-mail and password are. For a known, an unknown, a locked and an ended one the same steps are taken, so that neither the answer nor
/// its time tells them apart: count the attempt, read person and credential, verify one hash. Counted first, as a hash takes long: of many at once
/// each gets a number of its own, and none past the limit opens anything.
/// </summary>
internal sealed partial class CheckPassword(
    Store<Person> people, CredentialsDb db, IPasswordHasher<Credential> hasher, ProviderSettings settings, TimeProvider time, ILogger<CheckPassword> log)
{
    private static readonly Guid Nobody = Guid.Empty;
    private static readonly Credential NoCredential = new();
    private static volatile string? noHash;

    /// <summary>Who was asked for last and is there; read in the place of who is not.</summary>
    private static volatile Other? other;

    public async Task<Stored<Person>?> Who(string email, string password, IPAddress? address, CancellationToken ct)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var account = FailedAttempts.Account(email);
        var network = "address:" + Network(address);
        var networkLocked = await Count(network, 1, settings.AddressAttempts, now, ct) > settings.AddressAttempts;
        // Who is locked out by network does not lock other people's accounts from there.
        var locked = await Count(account, networkLocked ? 0 : 1, settings.AccountAttempts, now, ct) > settings.AccountAttempts | networkLocked;

        var person = await people.FindByKey(Persons.EmailKey(email), ct);
        // Whoever is asked for: one that is there is read and one that is not, and then one credential.
        var besides = await people.Find(person is null ? other?.Id ?? Nobody : Nobody, ct);
        if (person is not null) other = new Other(person.Id);
        var id = (person ?? besides)?.Id ?? Nobody;
        var credential = await db.Users.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, ct);
        var right = hasher.VerifyHashedPassword(NoCredential, credential?.PasswordHash ?? NoHash(), password) != PasswordVerificationResult.Failed;

        if (right && !locked && credential is not null && person is { Value.Active: true })
        {
            await db.FailedAttempts.Where(a => a.Key == account).ExecuteDeleteAsync(ct);
            await db.FailedAttempts.Where(a => a.Key == network && a.Count > 0).ExecuteUpdateAsync(set => set.SetProperty(a => a.Count, a => a.Count - 1), ct);
            SignedIn(person.Id);
            return person;
        }
        if (locked) Locked(person?.Id);
        else Failed(person?.Id);
        return null;
    }

    /// <summary>Made once a process, of the same cost as the others.</summary>
    private string NoHash() => noHash ??= hasher.HashPassword(NoCredential, RandomNumberGenerator.GetHexString(32));

    /// <summary>
    /// Adds to the attempts of a key in one statement, in the file, so that it holds over copies and restarts. Past the limit it stands at one more
    /// than that, and what comes while it is locked lengthens nothing.
    /// </summary>
    private async Task<int> Count(string key, int more, int limit, long now, CancellationToken ct)
    {
        var forgotten = now - (long)settings.LockedFor.TotalSeconds;
        var counted = await db.Database.SqlQuery<int>(
            $"""
            INSERT INTO "FailedAttempts" ("Key", "Count", "At") VALUES ({key}, {more}, {now})
            ON CONFLICT ("Key") DO UPDATE SET
              "Count" = CASE WHEN "At" <= {forgotten} THEN {more} ELSE MIN("Count" + {more}, {limit} + 1) END,
              "At" = CASE WHEN "At" > {forgotten} AND ({more} = 0 OR "Count" >= {limit}) THEN "At" ELSE {now} END
            RETURNING "Count" AS "Value"
            """).ToListAsync(ct);
        return counted[0];
    }

    /// <summary>A home or office has a /64 of IPv6: its single addresses count for nothing.</summary>
    private static string Network(IPAddress? address)
    {
        if (address is null) return "none";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    [LoggerMessage(EventId = 610, Level = LogLevel.Information, Message = "Signed in: {PersonId}")]
    private partial void SignedIn(Guid personId);

    [LoggerMessage(EventId = 611, Level = LogLevel.Warning, Message = "Wrong password or unknown address; person {PersonId}")]
    private partial void Failed(Guid? personId);

    [LoggerMessage(EventId = 612, Level = LogLevel.Warning, Message = "Refused while locked; person {PersonId}")]
    private partial void Locked(Guid? personId);

    private sealed record Other(Guid Id);
}
