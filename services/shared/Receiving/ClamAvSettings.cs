using System.Globalization;
using Alliance.Shared.Hosting;

namespace Alliance.Shared.Receiving;

/// <summary>The virus scanner.</summary>
public sealed class ClamAvSettings : ICheckedSettings
{
    /// <summary><c>host:port</c> of clamd; empty: there is none, and office files are not taken.</summary>
    public string Address { get; init; } = "";

    /// <summary>For one file, the connection included.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromSeconds(60);

    public (string Host, int Port) Endpoint => (Address[..Address.LastIndexOf(':')], int.Parse(Address[(Address.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture));

    public IEnumerable<string> Faults()
    {
        if (Address.Length > 0 && !(Address.LastIndexOf(':') is > 0 and var colon && ushort.TryParse(Address.AsSpan(colon + 1), out _)))
            yield return "ClamAv:Address is no address of clamd; give it as host:port, or leave it out where there is none";
        if (Within < TimeSpan.FromSeconds(1)) yield return "ClamAv:Within is under a second; give a time like 00:01:00";
    }
}
