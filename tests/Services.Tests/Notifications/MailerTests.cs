using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Alliance.Notifications.Mailing;
using Alliance.Testing;
using MimeKit;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

public sealed class MailerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_pickup_folder_has_one_whole_file_per_mail_however_often_it_is_written()
    {
        var folder = Path.Combine(TestState.Fresh("pickup"), "not-there-yet");
        var mailer = new Mailer(new MailSettings { Pickup = folder, From = "notifications@example.org" });
        for (var i = 0; i < 2; i++) Assert.Equal(Attempt.Accepted, await mailer.Send(Mail("one@example.org"), Cancel));
        await mailer.Send(Mail("two@example.org"), Cancel);
        Assert.Equal(["one.eml", "two.eml"], Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        Assert.Equal("Привіт", (await MimeMessage.LoadAsync(Path.Combine(folder, "one.eml"), Cancel)).Subject);
    }

    [Theory]
    [InlineData("RCPT", "550 5.1.1 <person@example.org> no such user", AttemptEnd.Never, "smtp-550")]
    [InlineData("RCPT", "450 4.2.0 <person@example.org> greylisted", AttemptEnd.Later, "smtp-450")]
    [InlineData(".", "554 5.7.1 content refused", AttemptEnd.Never, "smtp-554")]
    [InlineData(".", "452 4.3.1 out of space", AttemptEnd.Later, "smtp-452")]
    [InlineData("MAIL", "530 5.7.0 must authenticate", AttemptEnd.Later, "not-authenticated")]
    [InlineData("MAIL", "550 5.7.1 sender refused", AttemptEnd.Later, "smtp-550")]
    internal async Task What_the_server_refuses_for_good_is_not_tried_again(string at, string answer, AttemptEnd end, string code)
    {
        using var server = new OneAnswerServer(at, answer);
        Assert.Equal(new Attempt(end, code), await new Mailer(server.Settings).Send(Mail("one@example.org"), Cancel));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable()
    {
        using var server = new OneAnswerServer("never", "");
        var settings = server.Settings;
        server.Dispose();
        Assert.Equal(Attempt.Unreachable, await new Mailer(settings).Send(Mail("one@example.org"), Cancel));
    }

    private static MimeMessage Mail(string id)
    {
        var mail = new MimeMessage { Subject = "Привіт", MessageId = id, Body = new TextPart("plain") { Text = "text" } };
        mail.From.Add(new MailboxAddress("Alliance", "notifications@example.org"));
        mail.To.Add(new MailboxAddress("Person", "person@example.org"));
        return mail;
    }

    /// <summary>Speaks just enough SMTP to refuse at one command, which no setting of the test mail server does.</summary>
    private sealed class OneAnswerServer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly string at;
        private readonly string answer;

        public OneAnswerServer(string at, string answer)
        {
            (this.at, this.answer) = (at, answer);
            listener.Start();
            Settings = new MailSettings
            {
                Smtp = "smtp://127.0.0.1:" + ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture), From = "notifications@example.org",
            };
            _ = Serve();
        }

        public MailSettings Settings { get; }

        public void Dispose() => listener.Dispose();

        private async Task Serve()
        {
            using var client = await listener.AcceptTcpClientAsync(Cancel);
            await using var stream = client.GetStream();
            using var reader = new StreamReader(stream);
            await using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 test");
            var inData = false;
            while (await reader.ReadLineAsync(Cancel) is { } line)
            {
                if (inData && line != ".") continue;
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                inData = verb == "DATA";
                await writer.WriteLineAsync(verb == at ? answer : inData ? "354 go on" : "250 ok");
            }
        }
    }
}
