using Alliance.Requests;
using Alliance.Requests.Counting;
using Alliance.Requests.Matching;
using Alliance.Requests.Routing;
using Alliance.Shared.Http;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Every row of the table that is the system's: a time or a message takes it once, and the same again changes nothing.</summary>
public sealed class SystemRowsTests
{
    public static TheoryData<string, string, string> Rows() =>
        [.. Transitions.Table.Where(t => t.By == By.System).Select(t => (t.From.Wire(), t.Verb, t.To.Wire()))];

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_system_takes_its_step_once(string from, string verb, string to)
    {
        var request = Due(from, verb);
        var step = Take(request, verb, to);
        Assert.Equal((verb, from, to), (Assert.Single(step!.Steps).Verb, step.Steps[0].From, step.Steps[0].To));
        Assert.Equal(to, step.Next.Status.Wire());
        Assert.DoesNotContain(Take(step.Next, verb, to)?.Steps ?? [], again => again.Verb == verb);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void On_hold_no_time_passes_and_what_is_said_of_people_still_counts(string from, string verb, string to)
    {
        var held = Due(from, verb) with { Held = new Standstill("funding", Some.Now) };
        var row = Transitions.Table.Single(t => t.By == By.System && t.Verb == verb && t.From.Wire() == from && t.To.Wire() == to);
        Assert.Equal(row.Provided == Provided.NotOnHold, Take(held, verb, to) is null);
    }

    /// <summary>With the one time that has come.</summary>
    private static AssistanceRequest Due(string from, string verb) => Some.Request(Enum.Parse<RequestStatus>(from, ignoreCase: true)) with
    {
        Timers = new RequestTimers(
            Some.Now, verb == Verb.Unfilled ? Some.Now : null, Some.Now, verb == Verb.Remind ? Some.Now : null, verb == Verb.Withdraw ? Some.Now : Some.Now.AddDays(20),
            verb == Verb.EndConsultation ? Some.Now : null),
        Clock = verb is Verb.DueSoon or Verb.Overdue
            ? new Clock { Target = Targets.Decision, RunningSince = Some.Now, SoonAt = Some.Now, DueAt = Some.Now, Told = verb == Verb.Overdue ? Verb.DueSoon : null }
            : null,
        FollowUp = verb == Verb.FollowUpDue ? new FollowUp(Some.Now) : null
    };

    /// <summary>Times for what times do; else a message that says of the only place what leads there.</summary>
    private static Decision<AssistanceRequest>.Moved? Take(AssistanceRequest request, string verb, string to) =>
        verb is Verb.Open or Verb.Unfilled or Verb.Close or Verb.EndConsultation or Verb.Remind or Verb.Withdraw or Verb.DueSoon or Verb.Overdue or Verb.FollowUpDue
            ? Ticking.Tick(request, Some.Now, Some.Periods)
            : verb == Verb.Take
            ? RouteByTopic.Decide(request, Some.SecondCoordinator.PersonId, Some.Found(Some.SecondCoordinator))
            : WhenAssignmentMoved.Decide(request, Some.Assignment(Some.Hromada, 9, to switch
            {
                "staffed" => "confirmed",
                "inProgress" => "active",
                "delivered" => "completed",
                _ => "withdrawn"
            }), Some.Now, Some.Periods);
}
