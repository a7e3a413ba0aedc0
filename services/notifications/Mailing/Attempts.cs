using Alliance.Shared.Storage;

namespace Alliance.Notifications.Mailing;

/// <summary>How one attempt ended.</summary>
/// <param name="Code">For the log: <c>accepted</c>, <c>smtp-550</c>, <c>unreachable</c> … Never the server's words: they quote addresses.</param>
internal sealed record Attempt(AttemptEnd End, string Code)
{
    public static readonly Attempt Accepted = new(AttemptEnd.Accepted, "accepted");

    /// <summary>The person switched e-mail off; the inbox has the entry.</summary>
    public static readonly Attempt NotWanted = new(AttemptEnd.NotWanted, "email-off");

    /// <summary>Who has no access any more gets no mail of what happens here.</summary>
    public static readonly Attempt AccessEnded = new(AttemptEnd.NotWanted, "access-ended");

    /// <summary>There is nobody any more to write to.</summary>
    public static readonly Attempt Erased = new(AttemptEnd.NotWanted, "erased");

    /// <summary>Nobody could be asked for the address.</summary>
    public static readonly Attempt AccountsAway = new(AttemptEnd.Later, "accounts-away");

    /// <summary>Whose document it is about could not be asked for the link to answer by.</summary>
    public static readonly Attempt OwnerAway = new(AttemptEnd.Later, "owner-away");

    /// <summary>Accounts does not know the person (yet).</summary>
    public static readonly Attempt PersonUnknown = new(AttemptEnd.Later, "person-unknown");

    /// <summary>Accounts' address is none; somebody may correct it there.</summary>
    public static readonly Attempt AddressFaulty = new(AttemptEnd.Later, "address-faulty");

    public static readonly Attempt Unreachable = new(AttemptEnd.Later, "unreachable");

    /// <summary>Ours; the log names it.</summary>
    public static readonly Attempt Fault = new(AttemptEnd.Later, "fault");

    public static readonly Attempt TooSlow = new(AttemptEnd.Later, "too-slow");
}

internal enum AttemptEnd { Accepted, NotWanted, Later, Never }

/// <summary>What an attempt makes of a delivery. Pure.</summary>
internal static class Attempts
{
    public static readonly IReadOnlyList<TimeSpan> Waits =
    [
        TimeSpan.FromSeconds(10), // a connection that broke, a mail server restarting
        TimeSpan.FromMinutes(1),  // greylisting's shortest window, a rate limit
        TimeSpan.FromMinutes(5),  // greylisting's usual window
        TimeSpan.FromMinutes(30), // an outage somebody is working on
        TimeSpan.FromHours(2),    // a full mailbox being emptied; from here on hourly
    ];

    public static readonly TimeSpan ThenEvery = TimeSpan.FromHours(1);

    /// <summary>A weekend's outage is outlived; news older than this is found in the inbox.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <param name="createdAt">When the mail became due; the three days count from here.</param>
    public static Advance<Delivery> After(Delivery delivery, Attempt attempt, DateTimeOffset createdAt, DateTimeOffset now, IReadOnlyList<TimeSpan> waits)
    {
        var tried = delivery with { Attempts = delivery.Attempts + 1, LastOutcome = attempt.Code, NextAttempt = null };
        switch (attempt.End)
        {
            case AttemptEnd.Accepted: return Ended(tried with { State = DeliveryState.Sent, SentAt = now }, "send", "sent");
            case AttemptEnd.NotWanted: return Ended(delivery with { State = DeliveryState.None, LastOutcome = attempt.Code, NextAttempt = null }, "skip", "none");
            case AttemptEnd.Never: return Ended(tried with { State = DeliveryState.Failed }, "give-up", "failed");
        }
        if (now - createdAt >= GiveUpAfter) return Ended(tried with { State = DeliveryState.Failed }, "give-up", "failed");
        var wait = delivery.Attempts < waits.Count ? waits[delivery.Attempts] : ThenEvery;
        // No history entry: a waiting mail is attempted up to 75 times, and the document itself counts them.
        return new Advance<Delivery>(tried with { NextAttempt = now + wait }, Guid.Empty);
    }

    private static Advance<Delivery> Ended(Delivery next, string verb, string to) =>
        new(next, Guid.Empty, new Step(verb, "due", to, next.LastOutcome));
}
