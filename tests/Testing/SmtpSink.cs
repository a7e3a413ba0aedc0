using System.Globalization;
using System.Net.Sockets;
using Alliance.Local;
using MimeKit;

namespace Alliance.Testing;

/// <summary>
/// A real mail server that keeps every mail it takes (Debian's python3-aiosmtpd, a Maildir). It can be stopped and started again on the same port.
/// It knows no AUTH or STARTTLS.
/// </summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly ReservedPort port = ReservedPort.Take();
    private readonly string inbox;
    private readonly SupervisedProcess server;

    /// <param name="name">Its folder's; two that live at once need two.</param>
    public SmtpSink(string name)
    {
        const string Python = "/usr/bin/python3";
        if (!File.Exists(Python) || !Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd"))
            throw new InvalidOperationException("The tests need a mail server: apt-get install python3-aiosmtpd.");
        var folder = TestState.Fresh(name);
        var mails = Path.Combine(folder, "mails");
        inbox = Path.Combine(mails, "new");
        server = new SupervisedProcess(
            new ProcessPlan(
                "smtp", Python, ["-m", "aiosmtpd", "-n", "-l", $"127.0.0.1:{port.Number.ToString(CultureInfo.InvariantCulture)}", "-c", "aiosmtpd.handlers.Mailbox", mails],
                Path.Combine(folder, "smtp.log"), folder, Answers) { Folder = folder },
            Console.Error.WriteLine);
    }

    /// <summary>smtp://127.0.0.1:port</summary>
    public Uri Url => new($"smtp://127.0.0.1:{port.Number.ToString(CultureInfo.InvariantCulture)}");

    public async Task Start(CancellationToken cancel)
    {
        server.Start();
        await server.WaitReady(cancel, deaths: 3);
    }

    /// <summary>Mails taken so far are kept.</summary>
    public Task Stop() => server.Stop(TimeSpan.FromSeconds(5));

    /// <summary>kill -9: a mail being taken is cut off; it is started again by itself.</summary>
    public Task Kill() => server.Kill();

    /// <summary>Every mail taken so far, in no particular order.</summary>
    public async Task<IReadOnlyList<MimeMessage>> Mails(CancellationToken cancel)
    {
        if (!Directory.Exists(inbox)) return [];
        List<MimeMessage> mails = [];
        foreach (var file in Directory.GetFiles(inbox)) mails.Add(await MimeMessage.LoadAsync(file, cancel));
        return mails;
    }

    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        port.Dispose();
    }

    private async Task<bool> Answers(CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port.Number, cancel);
        var greeting = new byte[3];
        return await client.GetStream().ReadAtLeastAsync(greeting, 3, throwOnEndOfStream: false, cancel) == 3 && greeting is [(byte)'2', (byte)'2', (byte)'0'];
    }
}
