using Alliance.Contracts;

namespace Alliance.Requests.Erasing;

/// <summary>
/// What names somebody in the content of a request: its contact and its signatory, known again by hashes. What the authority wrote in its requests and reasons
/// stays: it is the authority's. Pure, and a fixed point.
/// </summary>
internal static class EraseContact
{
    /// <summary>Null when the person is not in it.</summary>
    public static RequestContent? Decide(RequestContent content, ErasedTraces traces)
    {
        var isContact = content.Contact is { } contact && (traces.IsEmail(contact.Email) || traces.IsName(contact.Name));
        var isSignatory = traces.IsName(content.Signatory?.Name);
        if (!isContact && !isSignatory) return null;
        return content with
        {
            // The office and its language stay; somebody of it can be asked for who follows.
            Contact = isContact ? content.Contact! with { Name = null, Email = null, Phone = null } : content.Contact,
            Signatory = isSignatory ? content.Signatory! with { Name = null } : content.Signatory
        };
    }
}
