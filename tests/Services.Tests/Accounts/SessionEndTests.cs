using System.Globalization;
using Alliance.Accounts;
using Alliance.Accounts.Issuing;
using Alliance.Shared.Identity;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

/// <summary>How long what was issued is worth something, on a clock that the tests move.</summary>
public sealed class SessionEndTests : IAsyncLifetime
{
    private static readonly ProviderSettings Settings = new();

    private readonly FakeTimeProvider clock = new(TimeProvider.System.GetUtcNow());
    private ProviderSlice provider = null!;
    private static int number;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // A folder of its own for each: the engine keeps files of before open.
        provider = new ProviderSlice($"session-end-{Interlocked.Increment(ref number).ToString(CultureInfo.InvariantCulture)}", clock);
        await provider.InitializeAsync();
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    [Theory]
    [InlineData(58, 200)]
    [InlineData(61, 400)]
    public async Task A_code_is_worth_something_for_a_minute(int seconds, int status)
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        using var browser = provider.Browser();
        var flow = new CodeFlow(provider);
        var code = await flow.Code(browser, person.Value.Email, Ct);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        var (answered, body) = await flow.Exchange(code, Ct);
        Assert.Equal(status, answered);
        if (status == 400) Assert.Equal("invalid_grant", body["error"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_session_that_is_used_all_the_time_is_over_after_seven_days()
    {
        var (flow, refresh) = await Begin();
        var began = clock.GetUtcNow();
        while (clock.GetUtcNow() - began < Settings.SessionLifetime - TimeSpan.FromHours(6))
        {
            clock.Advance(TimeSpan.FromHours(6));
            var (status, body) = await flow.Refresh(refresh, Ct);
            Assert.Equal(200, status);
            refresh = body["refresh_token"]!.GetValue<string>();
        }
        // Used a moment before the end, and after it.
        clock.Advance(TimeSpan.FromHours(5));
        var (last, given) = await flow.Refresh(refresh, Ct);
        Assert.Equal(200, last);
        clock.Advance(TimeSpan.FromHours(1) + TimeSpan.FromSeconds(1));
        var (over, refused) = await flow.Refresh(given["refresh_token"]!.GetValue<string>(), Ct);
        Assert.Equal((400, "invalid_grant"), (over, refused["error"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_refresh_token_that_nobody_uses_is_worth_nothing_after_half_a_day()
    {
        var (flow, refresh) = await Begin();
        clock.Advance(Settings.RefreshTokenLifetime + TimeSpan.FromSeconds(1));
        Assert.Equal(400, (await flow.Refresh(refresh, Ct)).Status);
    }

    [Fact]
    public void No_refresh_token_lives_longer_than_its_session()
    {
        var now = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
        foreach (var (age, left) in ((int, int)[])[(0, 12), (6 * 24 + 12, 12), (6 * 24 + 23, 1), (7 * 24, 0)])
            Assert.Equal(TimeSpan.FromHours(left), SessionEnd.Left(now - TimeSpan.FromHours(age), now, Settings));
    }

    private async Task<(CodeFlow Flow, string Refresh)> Begin()
    {
        var (person, _) = await provider.Somebody(Ct, Roles.Expert);
        using var browser = provider.Browser();
        var flow = new CodeFlow(provider);
        var (status, tokens) = await flow.Exchange(await flow.Code(browser, person.Value.Email, Ct), Ct);
        Assert.Equal(200, status);
        // Neither says it to anybody else.
        Assert.False(CodeFlow.Claims(tokens["access_token"]!.GetValue<string>()).ContainsKey(SessionEnd.Claim));
        Assert.False(CodeFlow.Claims(tokens["id_token"]!.GetValue<string>()).ContainsKey(SessionEnd.Claim));
        return (flow, tokens["refresh_token"]!.GetValue<string>());
    }
}
