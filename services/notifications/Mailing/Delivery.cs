using System.Text.Json.Serialization;
using Alliance.Contracts;
using Alliance.Notifications.Telling;
using Alliance.Notifications.Wording;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Mailing;

/// <summary>One e-mail to one person about one event; its own log. Neither address nor text stands here: both are made at the moment of sending.</summary>
/// <param name="Traceparent">W3C trace context of the call that caused it; the sending goes on with this trace.</param>
/// <param name="MessageId">Message-ID without angle brackets, kept from the creation on: a repeat after a crash carries the same.</param>
/// <param name="LastOutcome">Code of the last attempt (<see cref="Attempt"/>), null before the first.</param>
/// <param name="Deadline">Of an invitation, UTC; null otherwise.</param>
/// <param name="Period">Of an assignment; null otherwise.</param>
internal sealed record Delivery(
    Guid PersonId, string Event, Subject Subject, DateTimeOffset At, string? Code, string? Traceparent, string MessageId,
    DeliveryState State, int Attempts, DateTimeOffset? NextAttempt, DateTimeOffset? SentAt, string? LastOutcome,
    DateTimeOffset? Deadline = null, DayPeriod? Period = null)
{
    private const string Any = "any";

    public static readonly Sort<Delivery> ByTime = new("at", d => d.Value.At.ToUnixTimeMilliseconds());

    public static readonly Facet<Delivery> OfPerson = new("person", d => [d.Value.PersonId.ToString()], ByTime);

    /// <summary>For who may see the whole log.</summary>
    private static readonly Facet<Delivery> All = new("all", _ => [Any], ByTime);

    public static readonly Declaration<Delivery> Declaration = new("deliveries")
    {
        Sorts = [ByTime],
        Facets = [OfPerson, All],
        DueAt = d => d.Value.State == DeliveryState.Due ? d.Value.NextAttempt : null,
    };

    public static Where<Delivery> Everyones => new(All, Any);

    public static Delivery For(Recipient recipient, Happening happening, string? traceparent, string messageId, DateTimeOffset now) => new(
        recipient.PersonId, recipient.Event, happening.Subject, happening.At, happening.Code, traceparent, messageId,
        DeliveryState.Due, 0, now, null, null, happening.Deadline, happening.Period);

    /// <summary>Nobody's, and of nothing: that something was mailed, or not, stays.</summary>
    public Delivery Erased() => this with
    {
        PersonId = Guid.Empty, Subject = Subject with { Id = Guid.Empty, Reference = null }, Code = null, Deadline = null, Period = null,
        State = State == DeliveryState.Due ? DeliveryState.None : State, NextAttempt = null, LastOutcome = State == DeliveryState.Due ? Attempt.Erased.Code : LastOutcome
    };

    public Story Story() => new(Event, Subject, Code, Deadline, Period);
}

internal enum DeliveryState
{
    /// <summary>The person wants no e-mail, or has no access any more.</summary>
    [JsonStringEnumMemberName("none")] None,

    /// <summary>Waits for its next attempt.</summary>
    [JsonStringEnumMemberName("due")] Due,

    /// <summary>The mail server took it.</summary>
    [JsonStringEnumMemberName("sent")] Sent,

    /// <summary>Given up.</summary>
    [JsonStringEnumMemberName("failed")] Failed
}
