using System.Globalization;
using Alliance.Contracts;
using Alliance.Notifications.Mailing;
using Alliance.Notifications.Telling;
using MimeKit;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

public sealed class ComposeMailTests
{
    private const string Traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
    private static readonly Subject Subject = new("request", Guid.Parse("019a0000-0000-7000-8000-000000000001"), "REQ-2026-000007");
    private static readonly Uri Link = new("https://alliance.example.org/requests/019a0000-0000-7000-8000-000000000001");

    [Fact]
    public void A_mail_is_written_in_the_readers_language_as_text_and_as_html()
    {
        var mail = Reread(Composed(Someone("Олена Коваль"), "uk"));
        Assert.Equal("Запит REQ-2026-000007 відхилено", mail.Subject);
        Assert.Contains("Вітаємо, Олена Коваль!", mail.TextBody);
        Assert.Contains("Причина: немає фінансування.", mail.TextBody);
        Assert.Contains(Link.ToString(), mail.TextBody);
        Assert.Contains("<html lang=\"uk\">", mail.HtmlBody);
        Assert.Contains($"<a href=\"{Link}\">", mail.HtmlBody);
        Assert.Equal("uk", mail.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.All(mail.BodyParts.OfType<TextPart>(), part => Assert.Equal("utf-8", part.ContentType.Charset));
    }

    [Fact]
    public void A_mail_says_that_a_machine_sent_it_about_which_event_in_which_trace()
    {
        var mail = Reread(Composed(Someone("Name"), "en"));
        Assert.Equal("auto-generated", mail.Headers[HeaderId.AutoSubmitted]);
        Assert.Equal("<notifications.example.org>", mail.Headers[HeaderId.ListId]);
        Assert.Equal("request/019a0000-0000-7000-8000-000000000001/rejected", mail.Headers[ComposeMail.EventHeader]);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", mail.Headers[ComposeMail.TraceHeader]);
        Assert.Equal("made-of-event-and-person@example.org", mail.MessageId);
        Assert.Equal(Now, mail.Date);
    }

    [Fact]
    public void A_name_can_neither_add_a_header_nor_markup()
    {
        var mail = Reread(Composed(Someone("Eve\r\nBcc: all@example.org\r\n\r\n<script>alert(1)</script>"), "en"));
        Assert.Empty(mail.Bcc);
        Assert.Equal("person@example.org", Assert.Single(mail.To.Mailboxes).Address);
        Assert.DoesNotContain("<script>", mail.HtmlBody);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no address")]
    [InlineData("local-part-only")]
    public void Without_a_usable_address_there_is_no_mail(string address) => Assert.Null(ComposeMail.From(
        Rejected(), Someone("Name") with { Email = address }, CultureInfo.GetCultureInfo("en"), new MailboxAddress("Alliance", "notifications@example.org"), Link, Now));

    private static MimeMessage Composed(PersonCard person, string language) => ComposeMail.From(
        Rejected(), person, CultureInfo.GetCultureInfo(language), new MailboxAddress("Alliance", "notifications@example.org"), Link, Now)!;

    private static Delivery Rejected() => Delivery.For(
        new Recipient(Guid.CreateVersion7(), "rejected", Mail: true),
        new Happening(Subject, 5, "reject", "inReview", "rejected", Now, Guid.CreateVersion7(), Code: "no-funding"),
        Traceparent, "made-of-event-and-person@example.org", Now);

    private static PersonCard Someone(string name) => new(Guid.CreateVersion7(), name, "person@example.org", "uk", Active: true);

    /// <summary>As a mail program sees it: written out and parsed again.</summary>
    private static MimeMessage Reread(MimeMessage message)
    {
        using var wire = new MemoryStream();
        message.WriteTo(wire);
        wire.Position = 0;
        return MimeMessage.Load(wire);
    }
}
