using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Alliance.Local;

namespace Alliance.Testing;

/// <summary>A real clamd (Debian's clamav-daemon) that knows one signature, <see cref="TestFiles.Signature"/>: no list of viruses, no network. It can be stopped and started again on the same port.</summary>
public sealed class Clamd : IAsyncDisposable
{
    private readonly ReservedPort port = ReservedPort.Take();
    private readonly SupervisedProcess scanner;

    /// <param name="name">Its folder's; two that live at once need two.</param>
    public Clamd(string name)
    {
        const string Program = "/usr/sbin/clamd";
        if (!File.Exists(Program)) throw new InvalidOperationException("The tests need a virus scanner: apt-get install clamav-daemon.");
        var folder = TestState.Fresh(name);
        var signatures = Directory.CreateDirectory(Path.Combine(folder, "signatures")).FullName;
        File.WriteAllText(Path.Combine(signatures, "test.ndb"), $"Alliance.Test:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(TestFiles.Signature))}\n");
        var settings = Path.Combine(folder, "clamd.conf");
        File.WriteAllText(settings, $"Foreground yes\nTCPAddr 127.0.0.1\nTCPSocket {port.Number.ToString(CultureInfo.InvariantCulture)}\nDatabaseDirectory {signatures}\nTemporaryDirectory {folder}\nMaxThreads 4\nSelfCheck 0\nStreamMaxLength 64M\n");
        scanner = new SupervisedProcess(
            new ProcessPlan("clamd", Program, ["--config-file", settings], Path.Combine(folder, "clamd.log"), folder, Answers) { Folder = folder }, Console.Error.WriteLine);
    }

    /// <summary>As <c>ClamAv:Address</c> wants it.</summary>
    public string Address => $"127.0.0.1:{port.Number.ToString(CultureInfo.InvariantCulture)}";

    public async Task Start(CancellationToken cancel)
    {
        scanner.Start();
        await scanner.WaitReady(cancel, deaths: 3);
    }

    public Task Stop() => scanner.Stop(TimeSpan.FromSeconds(5));

    public async ValueTask DisposeAsync()
    {
        await scanner.DisposeAsync();
        port.Dispose();
    }

    private async Task<bool> Answers(CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port.Number, cancel);
        var stream = client.GetStream();
        await stream.WriteAsync("zPING\0"u8.ToArray(), cancel);
        var answer = new byte[5];
        return await stream.ReadAtLeastAsync(answer, 5, throwOnEndOfStream: false, cancel) == 5 && answer is [(byte)'P', (byte)'O', (byte)'N', (byte)'G', 0];
    }
}
