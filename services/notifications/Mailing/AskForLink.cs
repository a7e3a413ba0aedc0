using System.Globalization;
using Alliance.Contracts;
using Alliance.Notifications.Telling;

namespace Alliance.Notifications.Mailing;

/// <summary>
/// The link by which a mail can be answered without signing in, asked of the service that owns the document while the mail is being written. It is in the
/// mail and nowhere else: neither in the delivery nor in its log.
/// </summary>
internal sealed partial class AskForLink(ILinks links, PortalSettings portal, ILogger<AskForLink> log)
{
    public static bool IsFor(string kind, string @event) => kind == Subject.Assignment && @event is "invited" or "reminded" or "hostInvited" or "hostReminded";

    /// <returns>Answered: false when it could not be asked, so that the mail is sent later. Address: null where nothing is to be done by a link (any more).</returns>
    public async Task<(bool Answered, Uri? Address)> Of(Delivery delivery, CultureInfo language, CancellationToken ct)
    {
        if (!IsFor(delivery.Subject.Kind, delivery.Event)) return (true, null);
        using var answer = await links.Issue(new LinkWish(LinkPurpose.AnswerInvitation, delivery.Subject.Id, delivery.PersonId), ct);
        if (answer.Content is { } link) return (true, portal.AnswerAt(link.Token, language));
        var status = (int?)answer.StatusCode;
        // Answered or ended meanwhile.
        if (status is 404 or 409) return (true, null);
        NoLink(delivery.Subject.Id, status);
        return (false, null);
    }

    [LoggerMessage(EventId = 322, Level = LogLevel.Warning, Message = "No link for assignment {AssignmentId}: experts answered {Status}")]
    private partial void NoLink(Guid assignmentId, int? status);
}
