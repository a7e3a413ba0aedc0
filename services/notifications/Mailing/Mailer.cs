using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Alliance.Notifications.Mailing;

/// <summary>Hands one mail to the mail server, or writes it into the pickup folder where there is none.</summary>
internal sealed class Mailer(MailSettings settings)
{
    /// <summary>To be connected and known; a server that needs longer is asked again later.</summary>
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(20);

    /// <summary>For the mail itself: a server may scan it before it answers (RFC 5321, 4.5.3.2.6), and what is broken off then arrives all the same, and again.</summary>
    private static readonly TimeSpan SendingWithin = TimeSpan.FromMinutes(2);

    public Task<Attempt> Send(MimeMessage message, CancellationToken ct) =>
        settings.Server is { } server ? BySmtp(message, server, ct) : ToPickup(message, settings.Pickup, ct);

    private static async Task<Attempt> BySmtp(MimeMessage message, Uri server, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Within);
        using var client = new SmtpClient { Timeout = (int)SendingWithin.TotalMilliseconds };
        try
        {
            await client.ConnectAsync(server.Host, server.Port > 0 ? server.Port : DefaultPort(server), Security(server), limit.Token);
            if (server.UserInfo.Split(':', 2) is [{ Length: > 0 } user, var password])
            {
                await client.AuthenticateAsync(Uri.UnescapeDataString(user), Uri.UnescapeDataString(password), limit.Token);
            }
            // Not cancelled by a stop: the record of an accepted mail is worth the seconds.
            using var sending = new CancellationTokenSource(SendingWithin);
            await client.SendAsync(message, sending.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Attempt.TooSlow;
        }
        catch (SmtpCommandException refused)
        {
            return Refused(refused);
        }
        catch (Exception refused) when (refused is AuthenticationException or ServiceNotAuthenticatedException)
        {
            return new Attempt(AttemptEnd.Later, "not-authenticated");
        }
        catch (Exception away) when (away is IOException or System.Net.Sockets.SocketException or ProtocolException or ServiceNotConnectedException or SslHandshakeException or TimeoutException or NotSupportedException)
        {
            return Attempt.Unreachable;
        }
        await Leave(client, limit.Token);
        return Attempt.Accepted;
    }

    /// <summary>5xx about this recipient or this content: the same mail again will be answered the same. 5xx about us is a matter of settings, and waits.</summary>
    private static Attempt Refused(SmtpCommandException refused)
    {
        var isPermanent = (int)refused.StatusCode >= 500 && refused.ErrorCode is (SmtpErrorCode.RecipientNotAccepted or SmtpErrorCode.MessageNotAccepted);
        return new Attempt(isPermanent ? AttemptEnd.Never : AttemptEnd.Later, $"smtp-{(int)refused.StatusCode}");
    }

    /// <summary>The server has the mail; whether it hears our goodbye is no matter.</summary>
    private static async Task Leave(SmtpClient client, CancellationToken ct)
    {
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception gone) when (gone is IOException or ProtocolException or OperationCanceledException or System.Net.Sockets.SocketException)
        {
            // As said above.
        }
    }

    /// <summary>A password never crosses a network in the clear; a server on this machine or without a password may do without TLS.</summary>
    private static SecureSocketOptions Security(Uri server) => server switch
    {
        { Scheme: "smtps" } => SecureSocketOptions.SslOnConnect,
        { UserInfo.Length: > 0, IsLoopback: false } => SecureSocketOptions.StartTls,
        _ => SecureSocketOptions.StartTlsWhenAvailable,
    };

    private static int DefaultPort(Uri server) => server.Scheme == "smtps" ? 465 : server.UserInfo.Length > 0 ? 587 : 25;

    /// <summary>One file per mail, named after its Message-ID: a repeat writes the same file. Whole or not at all.</summary>
    private static async Task<Attempt> ToPickup(MimeMessage message, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(folder, message.MessageId!.Split('@')[0] + ".eml");
        var unfinished = name + ".part";
        await using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await message.WriteToAsync(file, ct);
            await file.FlushAsync(ct);
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, name, overwrite: true);
        return Attempt.Accepted;
    }
}
