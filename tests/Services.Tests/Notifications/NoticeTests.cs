using Alliance.Notifications.Reading;
using Alliance.Notifications.Telling;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

public sealed class NoticeTests
{
    private static readonly Subject Subject = new("request", Guid.CreateVersion7(), "REQ-2026-000001");
    private static readonly DateTimeOffset At = new(2026, 3, 4, 5, 6, 7, 890, TimeSpan.Zero);
    private static readonly Guid Person = Guid.CreateVersion7();

    [Fact]
    public void The_same_event_and_person_make_the_same_id() =>
        Assert.Equal(Notice.IdOf(Subject.Id, 3, At, Person), Notice.IdOf((Subject with { Reference = null }).Id, 3, At, Person));

    [Fact]
    public void Another_person_entry_or_document_makes_another_id()
    {
        Guid[] ids =
        [
            Notice.IdOf(Subject.Id, 3, At, Person),
            Notice.IdOf(Subject.Id, 4, At, Person),
            Notice.IdOf(Subject.Id, 3, At, Guid.CreateVersion7()),
            Notice.IdOf(Guid.CreateVersion7(), 3, At, Person),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void The_id_is_a_version_7_whose_time_is_the_events()
    {
        var id = Notice.IdOf(Subject.Id, 3, At, Person);
        Assert.Equal(7, id.Version);
        Assert.InRange(id.Variant, 8, 11);
        Assert.Equal(At.ToUnixTimeMilliseconds(), Convert.ToInt64(id.ToString("N")[..12], 16));
    }

    [Fact]
    public void The_first_reading_counts()
    {
        var unread = new Notice(Person, "taken", Subject, At, null, ReadAt: null);
        var read = ReadNotice.Decide(unread, At.AddHours(1));
        Assert.Equal(At.AddHours(1), read!.ReadAt);
        Assert.Null(ReadNotice.Decide(read, At.AddHours(2)));
    }
}
