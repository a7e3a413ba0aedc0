using Alliance.Notifications.Mailing;
using Alliance.Notifications.Telling;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

public sealed class AttemptsTests
{
    private static readonly DateTimeOffset Created = new(2026, 3, 4, 5, 0, 0, TimeSpan.Zero);

    private static readonly Delivery Fresh = Delivery.For(
        new Recipient(Guid.CreateVersion7(), "receipt", Mail: true),
        new Happening(new Subject(Subject.Request, Guid.CreateVersion7(), "REQ-2026-000001"), 2, "submit", "draft", "submitted", Created, Guid.CreateVersion7()),
        null, "id@example.org", Created);

    [Fact]
    public void An_accepted_mail_is_sent_and_never_due_again()
    {
        var next = After(Fresh, Attempt.Accepted, Created.AddSeconds(2)).Next;
        Assert.Equal((DeliveryState.Sent, 1, null, Created.AddSeconds(2), "accepted"), (next.State, next.Attempts, next.NextAttempt, next.SentAt!.Value, next.LastOutcome));
    }

    [Fact]
    public void A_server_that_does_not_answer_is_asked_again_after_growing_waits_then_hourly()
    {
        List<TimeSpan> waits = [];
        var (delivery, now) = (Fresh, Created);
        for (var i = 0; i < 7; i++)
        {
            delivery = After(delivery, Attempt.Unreachable, now).Next;
            Assert.Equal(DeliveryState.Due, delivery.State);
            waits.Add(delivery.NextAttempt!.Value - now);
            now = delivery.NextAttempt.Value;
        }
        Assert.Equal(["00:00:10", "00:01:00", "00:05:00", "00:30:00", "02:00:00", "01:00:00", "01:00:00"], waits.Select(w => w.ToString("c")));
    }

    [Fact]
    public void After_three_days_it_is_given_up()
    {
        Assert.Equal(DeliveryState.Due, After(Fresh, Attempt.Unreachable, Created.AddDays(3).AddSeconds(-1)).Next.State);
        var next = After(Fresh, Attempt.Unreachable, Created.AddDays(3)).Next;
        Assert.Equal((DeliveryState.Failed, null, "unreachable"), (next.State, next.NextAttempt, next.LastOutcome));
    }

    [Fact]
    public void A_refused_address_fails_at_once()
    {
        var advance = After(Fresh, new Attempt(AttemptEnd.Never, "smtp-550"), Created);
        Assert.Equal((DeliveryState.Failed, 1, null), (advance.Next.State, advance.Next.Attempts, advance.Next.NextAttempt));
        Assert.Equal("smtp-550", Assert.Single(advance.Steps).Code);
    }

    [Fact]
    public void A_person_the_directory_does_not_know_yet_is_waited_for() =>
        Assert.Equal(DeliveryState.Due, After(Fresh, Attempt.PersonUnknown, Created).Next.State);

    [Fact]
    public void Mail_that_is_not_wanted_is_no_attempt()
    {
        var next = After(Fresh, Attempt.NotWanted, Created).Next;
        Assert.Equal((DeliveryState.None, 0, null), (next.State, next.Attempts, next.NextAttempt));
    }

    [Theory]
    [InlineData("due", true)]
    [InlineData("sent", false)]
    [InlineData("failed", false)]
    [InlineData("none", false)]
    public void Only_waiting_mail_is_due(string state, bool isDue)
    {
        var delivery = Fresh with { State = Enum.Parse<DeliveryState>(state, ignoreCase: true) };
        var stored = new Stored<Delivery>(Guid.CreateVersion7(), delivery, 1, 1, "", Created, Guid.Empty, Created, Guid.Empty);
        Assert.Equal(isDue ? Created : null, Delivery.Declaration.DueAt(stored));
    }

    private static Advance<Delivery> After(Delivery delivery, Attempt attempt, DateTimeOffset now) =>
        Attempts.After(delivery, attempt, Created, now, Attempts.Waits);
}
