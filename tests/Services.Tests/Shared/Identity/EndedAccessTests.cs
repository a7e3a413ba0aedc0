using System.Net;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Alliance.Services.Tests.Shared.Identity;

/// <summary>Whoever was ended is out with the next question to accounts, whatever token they hold.</summary>
public sealed class EndedAccessTests
{
    private static readonly Guid Person = Guid.CreateVersion7();
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_ended_person_is_out_after_five_seconds_and_stays_out_while_accounts_is_away()
    {
        await using var issuer = await TestIssuer.Start();
        await using var probe = await ProbeService.Start(issuer, Ct);
        var before = TestIssuer.Token(Person, issuedAt: DateTimeOffset.UtcNow.AddMinutes(-1));
        await Wait.Until(() => probe.Log.Any(line => line.StartsWith("Accounts says whose access ended", StringComparison.Ordinal)), Ct);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get("/api/caller", before, Ct)).Status);

        issuer.Ended[Person] = DateTimeOffset.UtcNow.AddSeconds(-10);
        await Refused(probe, before, AskEnded.Every);
        Assert.Contains(probe.Log, line => line.StartsWith("Token refused: ended", StringComparison.Ordinal));
        // Signed in again since, with the roles as they are now.
        Assert.Equal(HttpStatusCode.OK, (await probe.Get("/api/caller", TestIssuer.Token(Person), Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get("/api/caller", TestIssuer.Token(), Ct)).Status);

        issuer.Away = true;
        await Wait.Until(() =>
        {
            probe.Time.Advance(TimeSpan.FromSeconds(1));
            return probe.Log.Any(line => line.StartsWith("Accounts does not say", StringComparison.Ordinal));
        }, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, (await probe.Get("/api/caller", before, Ct)).Status);

        issuer.Away = false;
        var another = Guid.CreateVersion7();
        issuer.Ended[another] = DateTimeOffset.UtcNow;
        await Refused(probe, TestIssuer.Token(another, issuedAt: DateTimeOffset.UtcNow.AddMinutes(-1)), AskEnded.Every);
    }

    [Fact]
    public async Task The_services_token_is_got_once_and_renewed_before_it_ends()
    {
        await using var issuer = await TestIssuer.Start();
        issuer.ServiceTokensLast = TimeSpan.FromMinutes(3);
        await using var probe = await ProbeService.Start(issuer, Ct);
        var people = probe.Services.GetRequiredService<People>();
        for (var i = 0; i < 5; i++) Assert.True((await people.FindNow(Person, Ct)).Answered);
        Assert.Equal(1, issuer.TokensGiven);
        probe.Time.Advance(TimeSpan.FromMinutes(2.1));
        Assert.True((await people.FindNow(Person, Ct)).Answered);
        Assert.Equal(2, issuer.TokensGiven);
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_token_from_before_is_refused_and_one_from_then_on_is_not(int seconds, bool refused)
    {
        var ended = new EndedPeople(new FakeTimeProvider(Noon));
        ended.Learn(new EndedAccess([new EndedPerson(Person, Noon)]));
        Assert.Equal(refused, ended.Refuses(new Caller(Person, [], IssuedAt: Noon.AddSeconds(seconds))));
    }

    [Fact]
    public void An_ended_programs_tokens_are_refused_and_its_persons_own_are_not()
    {
        var ended = new EndedPeople(new FakeTimeProvider(Noon));
        ended.Learn(new EndedAccess([], [new EndedClient("robot", Noon)]));
        var own = new Caller(Person, [], IssuedAt: Noon.AddSeconds(-1));
        Assert.True(ended.Refuses(own with { ViaClient = "robot" }));
        Assert.False(ended.Refuses(own with { ViaClient = "another" }));
        Assert.False(ended.Refuses(own));
    }

    [Fact]
    public void A_token_that_does_not_say_when_it_was_issued_may_be_an_old_one()
    {
        var ended = new EndedPeople(new FakeTimeProvider(Noon));
        ended.Learn(new EndedAccess([new EndedPerson(Person, Noon)]));
        Assert.True(ended.Refuses(new Caller(Person, [])));
        Assert.False(ended.Refuses(new Caller(Guid.CreateVersion7(), [])));
    }

    [Fact]
    public void Who_is_no_longer_named_is_remembered_as_long_as_an_old_token_may_live()
    {
        var time = new FakeTimeProvider(Noon);
        var ended = new EndedPeople(time);
        ended.Learn(new EndedAccess([new EndedPerson(Person, Noon)]));
        var old = new Caller(Person, [], IssuedAt: Noon.AddSeconds(-1));
        time.Advance(TimeSpan.FromMinutes(10.1));
        ended.Learn(new EndedAccess([]));
        Assert.True(ended.Refuses(old));
        time.Advance(TimeSpan.FromMinutes(2));
        ended.Learn(new EndedAccess([]));
        Assert.False(ended.Refuses(old));
    }

    private static Task<HttpStatusCode> Refused(ProbeService probe, string token, TimeSpan step) => Wait.Until(async ct =>
    {
        probe.Time.Advance(step);
        return (await probe.Get("/api/caller", token, ct)).Status;
    }, status => status == HttpStatusCode.Unauthorized, Ct);
}
