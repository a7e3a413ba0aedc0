using Alliance.Testing;
using MailKit.Net.Smtp;
using MimeKit;
using RabbitMQ.Client;
using Xunit;

namespace Alliance.Services.Tests.Local;

/// <summary>What other tests stand on.</summary>
public sealed class FixtureTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_broker_takes_a_connection_with_its_address()
    {
        await using var broker = new Broker("fixture");
        await broker.InitializeAsync();
        TestContext.Current.SendDiagnosticMessage("{0}", broker.Kind);
        await using var connection = await new ConnectionFactory { Uri = broker.Url }.CreateConnectionAsync(Cancel);
        Assert.True(connection.IsOpen);
    }

    [Fact]
    public async Task The_mail_server_keeps_mails_through_a_stop()
    {
        await using var sink = new SmtpSink("sink");
        await sink.Start(Cancel);
        await Send(sink.Url, "Запит повернено");
        await sink.Stop();
        await Assert.ThrowsAnyAsync<IOException>(() => Send(sink.Url, "nobody takes this"));
        await sink.Start(Cancel);
        await Send(sink.Url, "Заявката е приета");
        var mails = await Wait.Until(sink.Mails, seen => seen.Count == 2, Cancel);
        Assert.Equal(["Запит повернено", "Заявката е приета"], mails.Select(mail => mail.Subject).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Waiting_in_vain_tells_what_was_awaited_and_what_was_seen()
    {
        var fault = await Assert.ThrowsAsync<TimeoutException>(() =>
            Wait.Until(_ => Task.FromResult(41), answer => answer == 42, Cancel, TimeSpan.FromMilliseconds(60)));
        Assert.Equal("Not within 0.1 s: answer => answer == 42. Last seen: 41", fault.Message);
    }

    private static async Task Send(Uri server, string subject)
    {
        using var mail = new MimeMessage(
            from: [MailboxAddress.Parse("no-reply@example.org")], to: [MailboxAddress.Parse("somebody@example.org")], subject, new TextPart("plain") { Text = subject });
        using var client = new SmtpClient();
        try
        {
            await client.ConnectAsync(server, Cancel);
        }
        catch (System.Net.Sockets.SocketException refused)
        {
            throw new IOException("no server", refused);
        }
        await client.SendAsync(mail, Cancel);
        await client.DisconnectAsync(quit: true, Cancel);
    }
}
