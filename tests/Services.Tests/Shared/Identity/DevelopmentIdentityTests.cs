using System.Diagnostics;
using System.Security.Cryptography;
using Alliance.Local;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Shared.Identity;

/// <summary>A process that would accept development tokens where strangers can reach it does not start. Tried on the real program.</summary>
public sealed class DevelopmentIdentityTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0", "is not loopback")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:0;http://*:0", "is not loopback")]
    [InlineData("ASPNETCORE_URLS", "http://[::]:0", "is not loopback")]
    [InlineData("ASPNETCORE_URLS", "http://localhost.example.org:0", "is not loopback")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "0", "is not loopback")]
    [InlineData("ASPNETCORE_HTTPS_PORTS", "0", "is not loopback")]
    [InlineData("Kestrel__Endpoints__Other__Url", "http://10.0.0.1:0", "is not loopback")]
    [InlineData("ASPNETCORE_ENVIRONMENT", "Production", "accepted only in Development")]
    [InlineData("Identity__DevelopmentKeyFile", "/nowhere/key.pem", "Identity:DevelopmentKeyFile")]
    [InlineData("Identity__DevelopmentKeyFile", "", "Identity:DevelopmentKeyFile")]
    public async Task A_service_that_strangers_could_reach_with_development_tokens_does_not_start(string name, string value, string because)
    {
        var (code, errors) = await Start(name, value);
        Assert.Equal(78, code);
        Assert.Contains(because, errors, StringComparison.Ordinal);
        // An operator reads this: all faults, no stack.
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_faulty_settings_are_named_at_once()
    {
        var (code, errors) = await Start("Messaging__Url", "amqp://guest:guest@127.0.0.1/", ("Storage__Directory", ""), ("ASPNETCORE_URLS", "http://0.0.0.0:0"));
        Assert.Equal(78, code);
        Assert.All((string[])["Messaging:Url", "Storage:Directory", "ASPNETCORE_URLS"], key => Assert.Contains(key, errors, StringComparison.Ordinal));
    }

    private static async Task<(int Code, string Errors)> Start(string name, string value, params (string Name, string Value)[] more)
    {
        var folder = TestState.Fresh("identity");
        using var key = RSA.Create(2048);
        var publicKey = Path.Combine(folder, "key.pem");
        await File.WriteAllTextAsync(publicKey, key.ExportSubjectPublicKeyInfoPem(), Ct);
        var start = new ProcessStartInfo(Builds.Here().Executable("Requests")) { RedirectStandardError = true, RedirectStandardOutput = true, WorkingDirectory = folder };
        (string, string)[] settings =
        [
            ("ASPNETCORE_ENVIRONMENT", "Development"), ("ASPNETCORE_URLS", "http://127.0.0.1:0"), ("Storage__Directory", folder),
            ("Messaging__Url", "amqp://nobody:nothing@127.0.0.1:9/"), ("Identity__DevelopmentKeyFile", publicKey), (name, value), .. more
        ];
        foreach (var (key2, value2) in settings) start.Environment[key2] = value2;
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = await process.StandardError.ReadToEndAsync(limit.Token);
            await output;
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, errors);
        }
        finally
        {
            // A service that did start is what this test is against.
            if (!process.HasExited) process.Kill();
        }
    }
}
