using System.Globalization;
using Alliance.Notifications.Telling;
using Alliance.Notifications.Wording;
using Alliance.Shared.Hosting;
using MimeKit;

namespace Alliance.Notifications.Mailing;

/// <summary>Where mail goes. With <see cref="Smtp"/> set the pickup folder is not used.</summary>
internal sealed class MailSettings : ICheckedSettings
{
    /// <summary><c>smtp://[user:password@]host[:port]</c>, TLS by STARTTLS; <c>smtps://</c> for TLS from the first byte.</summary>
    public string Smtp { get; init; } = "";

    /// <summary>Folder for .eml files where there is no mail server.</summary>
    public string Pickup { get; init; } = "";

    /// <summary><c>Alliance &lt;notifications@example.org&gt;</c>.</summary>
    public string From { get; init; } = "";

    /// <summary>
    /// What happened longer ago is told in the inbox alone: a mail about something months ago helps nobody. Far more than an absence of this
    /// service lasts, whose backlog is mailed.
    /// </summary>
    public TimeSpan NoneAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Waits after each failed attempt; null = <see cref="Attempts.Waits"/>.</summary>
    public TimeSpan[]? RetryAfter { get; init; }

    public IReadOnlyList<TimeSpan> Waits => RetryAfter ?? Attempts.Waits;

    public Uri? Server => Uri.TryCreate(Smtp, UriKind.Absolute, out var uri) && uri.Scheme is ("smtp" or "smtps") ? uri : null;

    public MailboxAddress Sender => MailboxAddress.Parse(From);

    /// <summary>Made from the id of event and person, so every attempt has the same.</summary>
    public string MessageIdOf(Guid id) => $"{id:N}@{Sender.Domain}";

    public IEnumerable<string> Faults()
    {
        if (Smtp.Length > 0 && Server is null) yield return "Mail:Smtp is not an address; give the mail server as smtp://host:port";
        if (Smtp.Length == 0 && Pickup.Length == 0) yield return "Mail:Smtp and Mail:Pickup are missing; give the mail server as smtp://host:port, or a folder for .eml files";
        if (!MailboxAddress.TryParse(From, out var sender) || sender.Domain.Length == 0) yield return "Mail:From is missing or no address; give the sender, like Alliance <notifications@example.org>";
        if (NoneAfter <= TimeSpan.Zero) yield return "Mail:NoneAfter is not positive; give a time like 30.00:00:00, or leave it out (30 days)";
        if (RetryAfter is { } waits && waits.Any(w => w <= TimeSpan.Zero)) yield return "Mail:RetryAfter has a wait that is not positive; give times like 00:00:10";
    }
}

/// <summary>The address people reach the platform at, for links to its pages: who taps one on a phone is signed in there, which no address under /api is for.</summary>
internal sealed class PortalSettings : ICheckedSettings
{
    public string Address { get; init; } = "";

    public IEnumerable<string> Faults()
    {
        if (!Uri.TryCreate(Address, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            yield return "Portal:Address is missing or no address; give the public address of the platform, like https://alliance.example.org";
        }
    }

    /// <summary>The page of a signed link, in the language of the mail.</summary>
    public Uri AnswerAt(string token, CultureInfo language) => new($"{Address.TrimEnd('/')}/links?t={token}&lang={language.Name}");

    /// <summary>Of a profile only its own expert is told, whose page it is.</summary>
    public Uri LinkTo(Story story) => new(Address.TrimEnd('/') + (story.Opens, story.Subject) switch
    {
        (Subject.Expert, _) => "/profile",
        (Story.Consents, _) => "/consents",
        (_, var subject) => $"/{subject.Kind}s/{subject.Id}"
    });
}
