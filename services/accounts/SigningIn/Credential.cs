using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using System.Data.Common;
using System.Security.Cryptography;
using System.Text;

namespace Alliance.Accounts.SigningIn;

/// <summary>What a person signs in with; its id is the person's. The e-mail stands with the person alone.</summary>
internal sealed class Credential : IdentityUser<Guid>
{
    /// <summary>The password was given by somebody else: nothing opens before it is changed.</summary>
    public bool MustChange { get; set; }
}

/// <summary>Wrong passwords counted for one key: an e-mail (hashed, known or not) or a network address.</summary>
internal sealed class FailedAttempts
{
    public string Key { get; set; } = "";
    public int Count { get; set; }

    /// <summary>Unix seconds of the newest one.</summary>
    public long At { get; set; }

    /// <summary>The key of an e-mail, whether anybody has it or not: no list of addresses lies here.</summary>
    public static string Account(string email) => "account:" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Persons.Normal(email))));
}

/// <summary>Credentials and the provider's own records (applications, authorizations, tokens): one SQLite file.</summary>
internal sealed class CredentialsDb(DbContextOptions<CredentialsDb> options) : IdentityUserContext<Credential, Guid>(options)
{
    public DbSet<FailedAttempts> FailedAttempts => Set<FailedAttempts>();

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.Entity<FailedAttempts>().HasKey(a => a.Key);
    }
}

/// <summary>Makes the promises of durability on each opened connection.</summary>
internal sealed class DurableConnections : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA busy_timeout=10000; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = ((SqliteConnection)connection).CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
