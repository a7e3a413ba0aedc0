using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Matching;
using Xunit;

namespace Alliance.Services.Tests.Requests;

public sealed class ComputedStatusTests
{
    private static readonly Guid Two = Guid.CreateVersion7();
    private static readonly Guid Extra = Guid.CreateVersion7();

    /// <summary>One need with a place, one with two, and one that need not be filled.</summary>
    private static readonly Need[] Needs =
    [
        new() { Id = Some.Need, Must = true, Quantity = 1 }, new() { Id = Two, Must = true, Quantity = 2 }, new() { Id = Extra, Must = false, Quantity = 1 }
    ];

    [Theory]
    [InlineData("", "", "", "matching")]
    [InlineData("accepted", "accepted accepted", "", "matching")]
    [InlineData("confirmed", "confirmed", "confirmed", "matching")]
    [InlineData("confirmed", "confirmed confirmed", "", "staffed")]
    [InlineData("confirmed", "confirmed completed", "", "staffed")]
    [InlineData("confirmed confirmed", "confirmed", "", "matching")]
    [InlineData("active", "", "", "inProgress")]
    [InlineData("", "", "reporting", "inProgress")]
    [InlineData("completed", "completed reporting", "", "inProgress")]
    [InlineData("completed", "completed completed", "", "delivered")]
    [InlineData("completed", "completed completed", "confirmed", "delivered")]
    [InlineData("completed", "completed completed", "reporting", "delivered")]
    [InlineData("completed", "completed completed", "active", "inProgress")]
    [InlineData("completed", "completed completed active", "", "inProgress")]
    [InlineData("endedEarly", "noShow withdrawn", "completed", "matching")]
    public void The_status_follows_from_who_is_on_which_need(string one, string two, string extra, string expected) =>
        Assert.Equal(expected, ComputedStatus.Of(Needs, [.. On(Some.Need, one), .. On(Two, two), .. On(Extra, extra)]).Wire());

    [Fact]
    public void Without_a_must_need_nothing_is_ever_staffed_or_delivered() =>
        Assert.Equal(RequestStatus.Matching, ComputedStatus.Of([new Need { Id = Extra, Must = false }], [.. On(Extra, "completed")]));

    [Fact]
    public void Counts_are_of_places_asked_for_and_of_places_taken()
    {
        StaffedPlace[] staffing = [.. On(Two, "proposed invited accepted confirmed active reporting completed declined"), .. On(Some.Need, "invited")];
        Assert.Equal((2, 4), (ComputedStatus.Committed(Needs[1], staffing), ComputedStatus.Filled(Needs[1], staffing)));
    }

    [Fact]
    public void A_message_that_is_no_newer_changes_nothing()
    {
        var request = Some.Request(RequestStatus.Matching);
        var confirmed = WhenAssignmentMoved.Decide(request, Moved(4, "confirmed"), Some.Now, Some.Periods)!;
        Assert.Equal(RequestStatus.Staffed, confirmed.Next.Status);
        Assert.Null(WhenAssignmentMoved.Decide(confirmed.Next, Moved(4, "confirmed"), Some.Now, Some.Periods));
        Assert.Null(WhenAssignmentMoved.Decide(confirmed.Next, Moved(3, "accepted"), Some.Now, Some.Periods));
        Assert.Equal(RequestStatus.Matching, WhenAssignmentMoved.Decide(confirmed.Next, Moved(5, "withdrawn"), Some.Now, Some.Periods)!.Next.Status);
    }

    [Fact]
    public void A_move_that_leaves_the_status_leaves_no_entry_and_one_that_changes_it_leaves_one_of_the_system()
    {
        var request = Some.Request(RequestStatus.Matching);
        var invited = WhenAssignmentMoved.Decide(request, Moved(2, "invited"), Some.Now, Some.Periods)!;
        Assert.Empty(invited.Steps);
        Assert.Equal(Some.Expert.PersonId, Assert.Single(invited.Next.Staffing).PersonId);
        var step = Assert.Single(WhenAssignmentMoved.Decide(invited.Next, Moved(4, "confirmed"), Some.Now, Some.Periods)!.Steps);
        Assert.Equal(("staffed", "matching", "staffed"), (step.Verb, step.From, step.To));
    }

    [Theory]
    [InlineData("delivered")]
    [InlineData("unfilled")]
    [InlineData("closed")]
    [InlineData("withdrawn")]
    [InlineData("cancelled")]
    public void What_comes_late_changes_who_is_where_and_not_the_status(string word)
    {
        var status = Enum.Parse<RequestStatus>(word, ignoreCase: true);
        var late = WhenAssignmentMoved.Decide(Some.Request(status), Moved(4, "active"), Some.Now, Some.Periods)!;
        Assert.Equal(status, late.Next.Status);
        Assert.Single(late.Next.Staffing);
        Assert.Empty(late.Steps);
    }

    [Fact]
    public void Delivered_by_its_places_it_is_closed_a_month_later()
    {
        var delivered = WhenAssignmentMoved.Decide(Some.Request(RequestStatus.InProgress), Moved(9, "completed"), Some.Now, Some.Periods)!;
        Assert.Equal(("deliver", "inProgress", "delivered"), (delivered.Steps[0].Verb, delivered.Steps[0].From, delivered.Steps[0].To));
        Assert.Equal(Some.Now.AddDays(30), delivered.Next.Timers.EndsAt);
    }

    private static IEnumerable<StaffedPlace> On(Guid need, string states) =>
        states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(state => new StaffedPlace(Guid.CreateVersion7(), need, state, 1, Guid.CreateVersion7()));

    private static AssignmentMoved Moved(long no, string to) => Some.Assignment(Some.Stored(Some.Request(RequestStatus.Matching)).Id, no, to);
}
