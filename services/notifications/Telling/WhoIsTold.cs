using Alliance.Contracts;

namespace Alliance.Notifications.Telling;

/// <summary>Who is told of what, and how: the table of the domain ("Who is told") as data, and the function that reads it.</summary>
internal static class WhoIsTold
{
    private const bool Mail = true;
    private const bool InboxOnly = false;

    /// <summary>Of several rows that name the same person for one event the first counts: an event is told once.</summary>
    public static readonly IReadOnlyList<Row> Table =
    [
        new("submit",   From: "draft",            Who.Submitter,     "receipt",     Mail),
        new("submit",   From: "draft",            Who.Coordinators,  "submitted",   InboxOnly),
        new("submit",   From: "changesRequested", Who.Submitter,     "receipt",     Mail),
        new("submit",   From: "changesRequested", Who.Owner,         "resubmitted", Mail),
        new("take",     From: null,               Who.ApplicantTeam, "taken",       InboxOnly),
        new("return",   From: null,               Who.ApplicantTeam, "returned",    Mail),
        new("reject",   From: null,               Who.ApplicantTeam, "rejected",    Mail),
        new("withdraw", From: null,               Who.Owner,         "withdrawn",   Mail),
    ];

    /// <summary>One entry per person. A verb without a row tells nobody.</summary>
    public static IReadOnlyList<Recipient> Of(RequestMoved moved, KnownPeople people)
    {
        return [.. Table
            .Where(row => row.Verb == moved.Verb && (row.From is null || row.From == moved.From))
            .SelectMany(row => People(row.Who, moved, people).Select(person => new Recipient(person, row.Event, row.Mail)))
            .DistinctBy(recipient => recipient.PersonId)];
    }

    private static IEnumerable<Guid> People(Who who, RequestMoved moved, KnownPeople people)
    {
        // The system (Guid.Empty) acts too, but nobody is there to be told.
        if (who == Who.Submitter) return moved.ActorId == Guid.Empty ? [] : [moved.ActorId];
        IEnumerable<Guid> named = who switch
        {
            Who.Coordinators => people.CoordinatorsFor(moved.OrganisationId),
            Who.ApplicantTeam => people.TeamOf(moved.OrganisationId),
            _ => moved.OwnerId is { } owner ? [owner] : [],
        };
        return named.Where(person => person != moved.ActorId);
    }
}

/// <param name="From">The status the verb started from; null = any.</param>
/// <param name="Mail">Inbox and e-mail; otherwise the inbox alone.</param>
internal sealed record Row(string Verb, string? From, Who Who, string Event, bool Mail);

/// <summary>Audiences of the table.</summary>
internal enum Who
{
    /// <summary>Who acted: the only one told of an own act, as a receipt.</summary>
    Submitter,
    Coordinators,

    /// <summary>Editors and signatories of the applicant.</summary>
    ApplicantTeam,

    /// <summary>The coordinator who has the request.</summary>
    Owner
}

/// <summary>One person is told one event.</summary>
internal sealed record Recipient(Guid PersonId, string Event, bool Mail);
