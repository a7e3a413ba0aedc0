using System.Globalization;
using Alliance.Accounts;
using Alliance.Accounts.Issuing;
using Alliance.Accounts.SigningIn;
using Alliance.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

/// <summary>Several copies that start at once on a folder where nothing is yet.</summary>
public sealed class StartingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_eight_that_find_no_key_one_makes_it_and_all_sign_with_it()
    {
        for (var round = 0; round < 3; round++)
        {
            var folder = TestState.Fresh("starting-keys");
            using var together = new Barrier(8);
            var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Factory.StartNew(() =>
            {
                together.SignalAndWait(Ct);
                return ProviderKeys.Load(folder, "signing").KeyId;
            }, Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
            Assert.Equal(ProviderKeys.Load(folder, "signing").KeyId, Assert.Single(keys.Distinct()));
            Assert.Equal(["signing.pem", "starting.lock"], Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task Four_services_that_start_at_once_all_start_with_the_same_keys_and_clients()
    {
        var folder = TestState.Fresh("starting-services");
        using var together = new Barrier(4);
        var hosts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Factory.StartNew(() =>
        {
            var host = Copy(folder);
            together.SignalAndWait(Ct);
            host.CreateClient().Dispose();
            return host;
        }, Ct, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        try
        {
            Assert.Single(hosts.Select(host => host.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue.SigningCredentials[0].Kid).Distinct());
            foreach (var host in hosts)
            {
                await using var scope = host.Services.CreateAsyncScope();
                var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();
                Assert.Equal(ProviderSettings.Services.Length + 1, await applications.CountAsync(Ct));
                Assert.True(await applications.ValidateClientSecretAsync((await applications.FindByClientIdAsync("gateway", Ct))!, ProviderSlice.GatewaySecret, Ct));
            }
        }
        finally
        {
            foreach (var host in hosts) await host.DisposeAsync();
        }
    }

    private static WebApplicationFactory<Credentials> Copy(string folder) => new WebApplicationFactory<Credentials>().WithWebHostBuilder(web =>
    {
        web.UseEnvironment("Development");
        web.UseSetting("urls", "http://127.0.0.1:0");
        web.UseSetting("Storage:Directory", Path.Combine(folder, "data"));
        web.UseSetting("Messaging:Url", "amqp://nobody:nothing@127.0.0.1:9/");
        web.UseSetting("Accounts:Issuer", "http://localhost:8080/");
        web.UseSetting("Accounts:Directory", Path.Combine(folder, "accounts"));
        web.UseSetting("Accounts:GatewaySecret", ProviderSlice.GatewaySecret);
        foreach (var service in ProviderSettings.Services) web.UseSetting($"Accounts:ServiceSecrets:{service}", $"the-secret-of-{service}-for-these-tests-alone");
        web.UseSetting("Accounts:HashIterations", 10_000.ToString(CultureInfo.InvariantCulture));
        web.UseSetting("Identity:Issuer", "http://localhost:8080/");
        web.UseSetting("Identity:Metadata", "http://127.0.0.1:9/.well-known/openid-configuration");
        web.UseSetting("Logging:LogLevel:Default", "None");
    });
}
