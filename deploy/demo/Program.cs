using System.Text.Json;
using Alliance.Demo;
using Alliance.Shared.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

// Run by the runner before the services start: reads the cast from standard input, fills the stores, says what it did.
return await ServiceHost.Main(async () =>
{
    var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { Configuration = new ConfigurationManager() });
    builder.Configuration.AddEnvironmentVariables();
    if (!Loopback.Only(builder.Configuration)) throw new SettingsException("The demonstration is made only in Development and on loopback.");

    await using var input = Console.OpenStandardInput();
    var cast = await JsonSerializer.DeserializeAsync<Cast>(input, JsonSerializerOptions.Web) ?? throw new InvalidOperationException("The cast is read from standard input, as a JSON object.");
    await Console.Out.WriteLineAsync(await FillStores.With(cast, builder.Configuration, TimeProvider.System.GetUtcNow(), CancellationToken.None));
});
