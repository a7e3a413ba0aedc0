using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Alliance.Local;

/// <summary>
/// A free port on loopback, kept for this process as long as it is not disposed, also while nobody listens on it (a process between two starts).
/// Taken from below the range the kernel gives to outgoing connections, and held against other runners by a locked file.
/// </summary>
public sealed class ReservedPort : IDisposable
{
    private const int Lowest = 15_000;
    private readonly FileStream? held;

    private ReservedPort(int number, FileStream? held)
    {
        Number = number;
        this.held = held;
    }

    public int Number { get; }

    public static ReservedPort Take()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"alliance-ports-{Environment.UserName}");
        Directory.CreateDirectory(folder);
        for (var attempt = 0; attempt < 200; attempt++)
        {
            // Not a secret: chance only keeps runners apart.
#pragma warning disable CA5394
            var number = Random.Shared.Next(Lowest, FirstOutgoing());
#pragma warning restore CA5394
            if (TryLock(Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture))) is not { } held) continue;
            if (IsFree(number)) return new ReservedPort(number, held);
            held.Dispose();
        }
        throw new CannotStartException($"No free port between {Lowest} and {FirstOutgoing()} on 127.0.0.1: stop what listens there.");
    }

    /// <exception cref="CannotStartException">Somebody listens there.</exception>
    public static ReservedPort Exactly(int number) => IsFree(number)
        ? new ReservedPort(number, held: null)
        : throw new CannotStartException($"Port {number} on 127.0.0.1 is taken: stop what listens there, or choose another with --port (or ALLIANCE_PORT).");

    public void Dispose() => held?.Dispose();

    private static bool IsFree(int number)
    {
        using var probe = new TcpListener(IPAddress.Loopback, number);
        try
        {
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int FirstOutgoing()
    {
        const string Range = "/proc/sys/net/ipv4/ip_local_port_range";
        var first = File.Exists(Range) ? int.Parse(File.ReadAllText(Range).Split('\t', ' ')[0], CultureInfo.InvariantCulture) : 0;
        return first > Lowest + 1_000 ? first : 32_768;
    }
}
