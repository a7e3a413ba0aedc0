using System.Diagnostics;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Alliance.Contracts;
using Alliance.Notifications.Wording;
using MimeKit;

namespace Alliance.Notifications.Mailing;

/// <summary>The mail itself: plain text and the same as simple HTML, in the reader's language, with nothing in it that another person wrote.</summary>
internal static class ComposeMail
{
    public const string TraceHeader = "X-Alliance-Trace";
    public const string EventHeader = "X-Alliance-Event";

    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    /// <returns>Null when the person's address is none.</returns>
    public static MimeMessage? From(Delivery delivery, PersonCard person, CultureInfo language, MailboxAddress sender, Uri link, DateTimeOffset now)
    {
        if (!MailboxAddress.TryParse(person.Email, out var address) || address.Domain.Length == 0) return null;
        var subject = Texts.MailSubject(delivery.Event, delivery.Subject, language);
        var greeting = Texts.Get("mail-greeting", language, OneLine(person.Name));
        var text = Texts.Text(delivery.Event, delivery.Subject, delivery.Code, language);
        var open = Texts.Get("mail-link", language);
        var footer = Texts.Get("mail-footer", language);

        var message = new MimeMessage { Subject = subject, Date = now, MessageId = delivery.MessageId };
        message.From.Add(sender);
        message.To.Add(new MailboxAddress(OneLine(person.Name), address.Address));
        // Out-of-office replies and mail loops: RFC 3834; the third is what Exchange reads.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        message.Headers.Add(HeaderId.ListId, $"<notifications.{sender.Domain}>");
        message.Headers.Add(EventHeader, $"{delivery.Subject.Kind}/{delivery.Subject.Id}/{delivery.Event}");
        if (TraceIdOf(delivery.Traceparent) is { } trace) message.Headers.Add(TraceHeader, trace);

        message.Body = new MultipartAlternative
        {
            new TextPart("plain") { Text = $"{greeting}\n\n{text}\n\n{open}\n{link}\n\n-- \n{footer}\n" },
            new TextPart("html") { Text = Page(language, subject, greeting, text, open, link, footer) },
        };
        message.Body.Headers.Add(HeaderId.ContentLanguage, language.Name);
        return message;
    }

    /// <summary>The 32 hex digits of a traceparent; null where there was no trace.</summary>
    public static string? TraceIdOf(string? traceparent) =>
        ActivityContext.TryParse(traceparent, null, out var context) ? context.TraceId.ToHexString() : null;

    private static string Page(CultureInfo language, string subject, string greeting, string text, string open, Uri link, string footer)
    {
        var address = Html.Encode(link.ToString());
        return $"""
            <!DOCTYPE html>
            <html lang="{language.Name}"><head><meta charset="utf-8"><title>{Html.Encode(subject)}</title></head>
            <body style="font-family:sans-serif;line-height:1.5;max-width:40em">
            <p>{Html.Encode(greeting)}</p>
            <p>{Html.Encode(text)}</p>
            <p>{Html.Encode(open)}<br><a href="{address}">{address}</a></p>
            <hr><p><small>{Html.Encode(footer)}</small></p>
            </body></html>

            """;
    }

    /// <summary>A name is somebody's input: no line of a header or of the text may begin with it.</summary>
    private static string OneLine(string name) => string.Concat(name.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
