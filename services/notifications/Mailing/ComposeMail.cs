using System.Diagnostics;
using System.Globalization;
using Alliance.Contracts;
using Alliance.Notifications.Wording;
using MimeKit;

namespace Alliance.Notifications.Mailing;

/// <summary>The mail itself: plain text and the same as simple HTML, in the reader's language, with nothing in it that another person wrote.</summary>
internal static class ComposeMail
{
    public const string TraceHeader = "X-Alliance-Trace";
    public const string EventHeader = "X-Alliance-Event";

    /// <param name="answer">By which the reader answers without signing in; null where there is nothing to answer.</param>
    /// <returns>Null when the person's address is none.</returns>
    public static MimeMessage? From(Delivery delivery, PersonCard person, CultureInfo language, MailboxAddress sender, Uri link, DateTimeOffset now, Uri? answer = null)
    {
        if (!MailboxAddress.TryParse(person.Email, out var address) || address.Domain.Length == 0) return null;
        var name = OneLine(person.Name);
        var (plain, html) = Texts.Mail(delivery.Story(), language, name, link, answer);

        var message = new MimeMessage { Subject = Texts.MailSubject(delivery.Story(), language), Date = now, MessageId = delivery.MessageId };
        message.From.Add(sender);
        message.To.Add(new MailboxAddress(name, address.Address));
        // Out-of-office replies and mail loops: RFC 3834; the third is what Exchange reads.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add(HeaderId.ListId, $"<notifications.{sender.Domain}>");
        message.Headers.Add(EventHeader, $"{delivery.Subject.Kind}/{delivery.Subject.Id}/{delivery.Event}");
        if (TraceIdOf(delivery.Traceparent) is { } trace) message.Headers.Add(TraceHeader, trace);

        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text = plain + "\n" },
            new TextPart("html") { Text = html + "\n" },
        };
        message.Body.Headers.Add(HeaderId.ContentLanguage, language.Name);
        return message;
    }

    /// <summary>The 32 hex digits of a traceparent; null where there was no trace.</summary>
    public static string? TraceIdOf(string? traceparent) =>
        ActivityContext.TryParse(traceparent, null, out var context) ? context.TraceId.ToHexString() : null;

    /// <summary>A name is somebody's input: no line of a header or of the text may begin with it.</summary>
    private static string OneLine(string name) => string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
