using System.Buffers.Binary;
using System.Security.Cryptography;
using Alliance.Contracts;
using Alliance.Notifications.Wording;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Telling;

/// <summary>
/// One entry of one person's inbox. Its e-mail, if any, is a <see cref="Mailing.Delivery"/> of its own under the same id: reading the entry
/// while its mail is on the way must not meet the save that records the sending, or the mail would go out again.
/// </summary>
/// <param name="Event">Word of <see cref="WhoIsTold.Table"/>; its texts stand in <c>Wording/Templates</c>.</param>
/// <param name="At">When it happened (not when it was told).</param>
/// <param name="Code">Reason from a code list, or null.</param>
/// <param name="Deadline">Of an invitation, UTC; null otherwise.</param>
/// <param name="Period">Of an assignment; null otherwise.</param>
internal sealed record Notice(
    Guid PersonId, string Event, Subject Subject, DateTimeOffset At, string? Code, DateTimeOffset? ReadAt, DateTimeOffset? Deadline = null, DayPeriod? Period = null)
{
    public static readonly Sort<Notice> ByTime = new("at", n => n.Value.At.ToUnixTimeMilliseconds());

    public static readonly Facet<Notice> OfPerson = new("person", n => [n.Value.PersonId.ToString()], ByTime);

    public static readonly Facet<Notice> UnreadOf = new("unread", n => n.Value.ReadAt is null ? [n.Value.PersonId.ToString()] : [], ByTime);

    public static readonly Declaration<Notice> Declaration = new("notices") { Sorts = [ByTime], Facets = [OfPerson, UnreadOf] };

    public static Notice For(Recipient recipient, Happening happening) => new(
        recipient.PersonId, recipient.Event, happening.Subject, happening.At, happening.Code, ReadAt: null, happening.Deadline, happening.Period);

    /// <summary>Nobody's, and of nothing: that something was told stays.</summary>
    public Notice Erased() => this with { PersonId = Guid.Empty, Subject = Subject with { Id = Guid.Empty, Reference = null }, Code = null, Deadline = null, Period = null };

    public Story Story() => new(Event, Subject, Code, Deadline, Period);

    /// <summary>
    /// The id of what one person is told of one event: the same at every redelivery, on every copy, whatever accounts says meanwhile.
    /// A UUIDv7 whose time is the event's and whose random bits are a hash of (document, entry number, person).
    /// </summary>
    public static Guid IdOf(Guid documentId, long no, DateTimeOffset at, Guid personId)
    {
        Span<byte> input = stackalloc byte[40];
        documentId.TryWriteBytes(input, bigEndian: true, out _);
        BinaryPrimitives.WriteInt64BigEndian(input[16..], no);
        personId.TryWriteBytes(input[24..], bigEndian: true, out _);
        Span<byte> id = stackalloc byte[32];
        SHA256.HashData(input, id);
        Span<byte> milliseconds = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(milliseconds, at.ToUnixTimeMilliseconds());
        milliseconds[2..].CopyTo(id);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id[..16], bigEndian: true);
    }
}

/// <summary>What it is about.</summary>
/// <param name="Kind"><c>request assignment expert offer</c>.</param>
/// <param name="Reference">Of the request, an assignment's too; null for an expert's profile.</param>
internal sealed record Subject(string Kind, Guid Id, string? Reference)
{
    public const string Request = "request";
    public const string Assignment = "assignment";
    public const string Expert = "expert";
    public const string Offer = "offer";
}
