using System.Net;
using Alliance.Shared.Hosting;
using Alliance.Testing;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Alliance.Services.Tests.Shared.Identity;

/// <summary>Where the keys come from, when, and what holds while they are not there.</summary>
public sealed class KeysTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Until_the_keys_are_loaded_a_service_is_not_ready_and_blames_no_token()
    {
        await using var issuer = await TestIssuer.Start();
        issuer.Away = true;
        await using var probe = await ProbeService.Start(issuer, Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await probe.Get("/health/ready", null, Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get("/health/live", null, Ct)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await probe.Get("/api/caller", TestIssuer.Token(), Ct)).Status);

        issuer.Away = false;
        await Wait.Until(async ct =>
        {
            probe.Time.Advance(TimeSpan.FromSeconds(1));
            return (await probe.Get("/health/ready", null, ct)).Status;
        }, status => status == HttpStatusCode.OK, Ct);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get("/api/caller", TestIssuer.Token(), Ct)).Status);
    }

    [Fact]
    public async Task Once_loaded_accounts_may_be_away()
    {
        await using var issuer = await TestIssuer.Start();
        await using var probe = await ProbeService.Start(issuer, Ct);
        issuer.Away = true;
        Assert.Equal(HttpStatusCode.OK, (await probe.Get("/api/caller", TestIssuer.Token(), Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get("/health/ready", null, Ct)).Status);
    }

    [Fact]
    public async Task A_new_key_of_accounts_is_learnt_from_the_first_token_that_names_it_and_an_old_one_is_forgotten()
    {
        await using var issuer = await TestIssuer.Start();
        await using var probe = await ProbeService.Start(issuer, Ct);
        var next = TestIssuer.NewKey("second");
        issuer.Keys = [next];
        await Wait.Until(async ct => (await probe.Get("/api/caller", TestIssuer.Token(key: next), ct)).Status, status => status == HttpStatusCode.OK, Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, (await probe.Get("/api/caller", TestIssuer.Token(), Ct)).Status);
    }

    [Theory]
    [InlineData("Development", "Identity:Metadata", "http://accounts.example.org/.well-known/openid-configuration")]
    [InlineData("Development", "Identity:Issuer", "http://alliance.example.org/")]
    [InlineData("Development", "Accounts:Address", "http://10.0.0.1/")]
    [InlineData("Production", "Identity:Metadata", "http://127.0.0.1:5000/.well-known/openid-configuration")]
    [InlineData("Production", "Identity:Issuer", "http://localhost:8080/")]
    [InlineData("Production", "Accounts:Address", "http://127.0.0.1:5000/")]
    [InlineData("Production", "Identity:Issuer", "https://alliance.example.org")]
    [InlineData("Production", "Identity:Metadata", "")]
    [InlineData("Production", "Accounts:ClientSecret", "")]
    public void Keys_and_secrets_cross_no_network_in_the_clear(string environment, string setting, string value)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        foreach (var (key, good) in ((string, string)[])
        [
            ("Identity:Issuer", "https://alliance.example.org/"), ("Identity:Metadata", "https://accounts.internal/.well-known/openid-configuration"),
            ("Accounts:Address", "https://accounts.internal/"), ("Accounts:ClientId", "service-probe"), ("Accounts:ClientSecret", "secret"), (setting, value),
        ]) builder.Configuration[key] = good;
        builder.AddHosting("probe");
        var fault = Assert.Throws<SettingsException>(() => { builder.BuildService(); });
        Assert.Contains(setting, Assert.Single(fault.Message.Split('\n').Skip(1)), StringComparison.Ordinal);
    }
}
