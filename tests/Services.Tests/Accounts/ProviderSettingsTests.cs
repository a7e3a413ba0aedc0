using Alliance.Accounts.Issuing;
using Alliance.Shared.Hosting;
using Alliance.Testing;
using Microsoft.AspNetCore.Builder;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

/// <summary>What is wrong with the settings is said at the start, all of it at once, each with its key and what to do.</summary>
public sealed class ProviderSettingsTests
{
    private static readonly Dictionary<string, string> Good = new()
    {
        ["Issuer"] = "http://localhost:8080/", ["Directory"] = "", ["GatewaySecret"] = new string('g', 32),
        ["ServiceSecrets:requests"] = new string('r', 32), ["ServiceSecrets:experts"] = new string('e', 32), ["ServiceSecrets:notifications"] = new string('n', 32),
        ["ServiceSecrets:portal"] = new string('p', 32), ["ServiceSecrets:gateway"] = new string('w', 32),
    };

    [Fact]
    public void All_faults_are_said_at_once_each_with_its_key_and_the_fix()
    {
        (string Key, string Value)[] bad =
        [
            ("Issuer", "localhost"), ("Directory", "accounts"), ("GatewaySecret", "short"), ("ServiceSecrets:requests", ""), ("ServiceSecrets:experts", new string('n', 32)),
            ("ServiceSecrets:strangers", new string('x', 32)), ("AccessTokenLifetime", "01:00:00"), ("CodeLifetime", "soon"), ("RefreshTokenLifetime", "00:00:00"), ("SessionLifetime", "for ever"),
            ("SignInLifetime", "-1"), ("LockedFor", "00:00:00"), ("AccountAttempts", "many"), ("AddressAttempts", "0"), ("HashIterations", "1"), ("KnownProxies", "gateway"), ("Administrator", "nobody"),
        ];
        var said = Said([.. bad]);
        foreach (var (key, _) in bad) Assert.Contains(said, line => line.StartsWith($"Accounts:{key} ", StringComparison.Ordinal));
        // Of the two that are the same, both.
        Assert.Contains(said, line => line.StartsWith("Accounts:ServiceSecrets:notifications is the same", StringComparison.Ordinal));
        Assert.All(said, line => Assert.Matches("; (give|leave|the services are) ", line));
    }

    [Fact]
    public void What_only_several_settings_or_the_machine_show_is_said_with_the_others()
    {
        var file = Path.Combine(TestState.Fresh("settings"), "a-file");
        File.WriteAllText(file, "");
        var said = Said(("Issuer", "http://alliance.example.org/"), ("Directory", file), ("HashIterations", "1"));
        Assert.Equal(3, said.Length);
        foreach (var key in (string[])["Issuer", "Directory", "HashIterations"]) Assert.Contains(said, line => line.StartsWith($"Accounts:{key} ", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_addresses_for_one_platform_are_a_fault() =>
        Assert.StartsWith("Identity:Issuer is not what Accounts:Issuer is", Assert.Single(Said(checkedBy: "http://localhost:9090/")), StringComparison.Ordinal);

    [Fact]
    public void A_value_that_is_no_value_is_never_repeated_in_the_fault() =>
        Assert.DoesNotContain("the-secret", Assert.Single(Said(("HashIterations", "the-secret"))), StringComparison.Ordinal);

    [Fact]
    public void Good_settings_have_no_fault() => Assert.Empty(Said());

    private static string[] Said(params (string Key, string Value)[] changed) => Said(checkedBy: null, changed);

    private static string[] Said(string? checkedBy, params (string Key, string Value)[] changed)
    {
        var builder = WebApplication.CreateBuilder(["--environment=Development"]);
        foreach (var (key, value) in Good) builder.Configuration[$"Accounts:{key}"] = value;
        builder.Configuration["Accounts:Directory"] = TestState.Fresh("settings-folder");
        foreach (var (key, value) in changed) builder.Configuration[$"Accounts:{key}"] = value;
        builder.Configuration["Identity:Issuer"] = checkedBy ?? builder.Configuration["Accounts:Issuer"];
        builder.AddProvider();
        try
        {
            SettingsBinding.ThrowIfFaulty(builder);
            return [];
        }
        catch (SettingsException faulty)
        {
            return [.. faulty.Message.Split(Environment.NewLine).Skip(1).Select(line => line[4..])];
        }
    }
}
