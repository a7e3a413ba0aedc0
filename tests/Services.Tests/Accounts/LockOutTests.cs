using System.Collections.Concurrent;
using System.Net;
using Alliance.Accounts;
using Alliance.Accounts.Enrolling;
using Alliance.Accounts.Issuing;
using Alliance.Accounts.Reading;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Xunit;
using Person = Alliance.Accounts.Person;

namespace Alliance.Services.Tests.Accounts;

/// <summary>Wrong passwords are counted before they are looked at, so that no number of them at once gets past the limit.</summary>
[Collection("provider")]
public sealed class LockOutTests(ProviderSlice provider)
{
    private const int FailedEvent = 611;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forty_wrong_passwords_at_once_are_not_more_tries_than_ten_one_after_the_other()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        var settings = new ProviderSettings { AddressAttempts = 1_000 };
        var address = IPAddress.Parse("203.0.113.40");
        var heard = new Heard();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => Who(person.Value.Email, "not the password", address, settings, heard), Ct)));
        Assert.Equal(40, heard.Events.Count);
        Assert.InRange(heard.Events.Count(e => e == FailedEvent), 1, settings.AccountAttempts);
        Assert.Null(await Who(person.Value.Email, ProviderSlice.Password, address, settings, heard));
    }

    [Fact]
    public async Task Too_many_from_one_network_lock_it_for_every_account_and_no_other_network()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        var settings = new ProviderSettings { AddressAttempts = 5 };
        var heard = new Heard();
        for (var i = 0; i < 5; i++) await Who($"nobody-{i}@example.org", "not the password", IPAddress.Parse($"2001:db8:0:7::{i}"), settings, heard);
        Assert.Null(await Who(person.Value.Email, ProviderSlice.Password, IPAddress.Parse("2001:db8:0:7::99"), settings, heard));
        Assert.NotNull(await Who(person.Value.Email, ProviderSlice.Password, IPAddress.Parse("2001:db8:0:8::1"), settings, heard));
    }

    [Fact]
    public async Task Right_passwords_count_for_nothing()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        var settings = new ProviderSettings { AddressAttempts = 3 };
        for (var i = 0; i < 20; i++) Assert.NotNull(await Who(person.Value.Email, ProviderSlice.Password, IPAddress.Parse("203.0.113.41"), settings, new Heard()));
    }

    [Theory]
    [InlineData("127.0.0.1", "203.0.113.7")]
    [InlineData("203.0.113.9", "203.0.113.9")]
    public void Only_a_known_proxy_says_for_whom_it_calls(string peer, string counted)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        http.Request.Headers["X-Forwarded-For"] = "198.51.100.1, 203.0.113.7";
        var options = Options.Create(ProviderSetup.Forwarded(new ProviderSettings()));
        new ForwardedHeadersMiddleware(_ => Task.CompletedTask, NullLoggerFactory.Instance, options).ApplyForwarders(http);
        Assert.Equal(counted, http.Connection.RemoteIpAddress.ToString());
    }

    [Fact]
    public async Task A_restored_person_is_not_locked_out_by_what_was_tried_before()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        var (administrator, _) = await provider.Somebody(Ct, Roles.Administrator);
        var (settings, address) = (new ProviderSettings { AddressAttempts = 1_000 }, IPAddress.Parse("203.0.113.42"));
        for (var i = 0; i <= settings.AccountAttempts; i++) await Who(person.Value.Email, "not the password", address, settings, new Heard());
        Assert.Null(await Who(person.Value.Email, ProviderSlice.Password, address, settings, new Heard()));

        var reader = new Reader(new Caller(administrator.Id, [new Membership(Guid.CreateVersion7(), Roles.Administrator)]), IsActiveMember: true);
        await using var scope = provider.Services.CreateAsyncScope();
        await RestoreAccess.Handle(person.Id, new IfMatch(person.Revision), reader, scope.ServiceProvider.GetRequiredService<Store<Person>>(),
            scope.ServiceProvider.GetRequiredService<Credentials>(), TimeProvider.System, Ct);
        await scope.ServiceProvider.GetRequiredService<Credentials>().Set(person.Id, ProviderSlice.Password, mustChange: true, Ct);
        Assert.NotNull(await Who(person.Value.Email, ProviderSlice.Password, address, settings, new Heard()));
    }

    [Fact]
    public async Task Attempts_that_count_no_more_are_not_kept()
    {
        await using var scope = provider.Services.CreateAsyncScope();
        var (db, settings, now) = (scope.ServiceProvider.GetRequiredService<CredentialsDb>(), new ProviderSettings(), TimeProvider.System.GetUtcNow());
        var (old, recent) = ($"account:old-{Guid.CreateVersion7():n}", $"account:recent-{Guid.CreateVersion7():n}");
        db.FailedAttempts.AddRange(
            new FailedAttempts { Key = old, Count = 10, At = (now - settings.LockedFor).ToUnixTimeSeconds() },
            new FailedAttempts { Key = recent, Count = 10, At = (now - settings.LockedFor).ToUnixTimeSeconds() + 60 });
        await db.SaveChangesAsync(Ct);
        await PruneTokens.Prune(scope.ServiceProvider, settings, now, Ct);
        Assert.False(db.FailedAttempts.Any(a => a.Key == old));
        Assert.True(db.FailedAttempts.Any(a => a.Key == recent));
    }

    private async Task<Stored<Person>?> Who(string email, string password, IPAddress address, ProviderSettings settings, Heard heard)
    {
        await using var scope = provider.Services.CreateAsyncScope();
        var services = scope.ServiceProvider;
        var check = new CheckPassword(
            services.GetRequiredService<Store<Person>>(), services.GetRequiredService<CredentialsDb>(), services.GetRequiredService<IPasswordHasher<Credential>>(),
            settings, TimeProvider.System, heard);
        return await check.Who(email, password, address, Ct);
    }

    private sealed class Heard : ILogger<CheckPassword>
    {
        public ConcurrentQueue<int> Events { get; } = [];

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Events.Enqueue(eventId.Id);
    }
}
