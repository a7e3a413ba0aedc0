using Alliance.Shared.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Alliance.Shared.Receiving;

public static class ReceivingSetup
{
    /// <summary>For a service that takes files in.</summary>
    public static void AddReceiving(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddSettings<ClamAvSettings>("ClamAv");
        builder.Services.AddSingleton<ClamAv>().AddSingleton<ReceiveBody>();
    }
}
