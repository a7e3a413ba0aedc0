using Alliance.Experts;
using Alliance.Experts.Confirming;
using Alliance.Experts.Ending;
using Alliance.Experts.Erasing;
using Alliance.Experts.Inviting;
using Alliance.Experts.Keeping;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>Every row of both tables that is the system's: a time, another assignment or the end of the request takes it once, and the same again changes nothing.</summary>
public sealed class SystemRowsTests
{
    public static TheoryData<string, string, string> AssignmentRows() =>
        [.. AssignmentTransitions.Table.Where(t => t.By == AssignmentBy.System).Select(t => (t.From.ToString(), t.Verb, t.To.ToString()))];

    public static TheoryData<string, string, string> ProfileRows() =>
        [.. ExpertTransitions.Table.Where(t => t.By == ExpertBy.System && t.Verb is not (ExpertVerb.Erase or ExpertVerb.RemindCertificate or ExpertVerb.NeedConsent)).Select(t => (t.From.ToString(), t.Verb, t.To.ToString()))];

    public static TheoryData<string> ErasedRows() => [.. ExpertTransitions.Table.Where(t => t.Verb == ExpertVerb.Erase).Select(t => t.From.ToString())];

    [Theory]
    [MemberData(nameof(AssignmentRows))]
    public void The_system_moves_an_assignment_once(string from, string verb, string to)
    {
        var assignment = Some.Assignment(Enum.Parse<AssignmentStatus>(from)) with { ReportDueAt = Some.Now };
        var next = Step(assignment, verb)!.Value;
        Assert.Equal((Wire(from), verb, Wire(to)), (next.Step.From, next.Step.Verb, next.Step.To));
        Assert.Equal(to, next.Assignment.Status.ToString());
        Assert.Null(Step(next.Assignment, verb));
    }

    [Theory]
    [MemberData(nameof(ErasedRows))]
    public void Whoever_is_erased_leaves_a_profile_with_nothing_in_it(string from)
    {
        var next = EraseExpert.Decide(Some.Expert(Enum.Parse<ExpertStatus>(from)) with { Consent = new EmployerConsent(new DateOnly(2027, 1, 1), Guid.Empty, Some.Now) })!;
        Assert.Equal((Wire(from), "erase", "erased"), (Assert.Single(next.Steps).From, next.Steps[0].Verb, next.Steps[0].To));
        Assert.Equal((ExpertStatus.Erased, Profile.Empty, null), (next.Next.Status, next.Next.Profile, next.Next.Consent));
        Assert.Null(EraseExpert.Decide(next.Next));
    }

    [Theory]
    [MemberData(nameof(ProfileRows))]
    public void The_system_moves_a_profile_once(string from, string verb, string to)
    {
        var settings = new RosterSettings();
        var confirmed = Some.Expert(Enum.Parse<ExpertStatus>(from)) with { LastConfirmedAt = Some.Now };
        var at = Some.Now + settings.StaleAfter - (verb == ExpertVerb.Remind ? settings.RemindBefore : TimeSpan.Zero);
        Assert.Null(Staleness.Tick(confirmed with { Reminded = verb == ExpertVerb.GoStale }, settings, at.AddSeconds(-1)));
        var next = Staleness.Tick(confirmed, settings, at)!;
        Assert.Equal((Wire(from), verb, Wire(to)), (Assert.Single(next.Steps).From, next.Steps[0].Verb, next.Steps[0].To));
        Assert.Equal(to, next.Next.Status.ToString());
        Assert.Null(Staleness.Tick(next.Next, settings, at));
    }

    private static (Assignment Assignment, Step Step)? Step(Assignment assignment, string verb)
    {
        if (verb is AssignmentVerb.Reserve or AssignmentVerb.Promote or AssignmentVerb.NotSelect)
        {
            // The other of the only place: confirmed, gone, or at work.
            var other = Some.Assignment(verb switch
            {
                AssignmentVerb.Reserve => AssignmentStatus.Confirmed,
                AssignmentVerb.Promote => AssignmentStatus.Withdrawn,
                _ => AssignmentStatus.Active
            }) with { StartedAt = verb == AssignmentVerb.NotSelect ? Some.Now : null };
            var stored = Stored(assignment);
            var moves = NeedPlaces.Moves([stored, Stored(other)], quantity: 1);
            if (moves.Count == 0) return null;
            var (id, found) = Assert.Single(moves);
            Assert.Equal(stored.Id, id);
            return (AssignmentTransitions.Moved(assignment, found, null), AssignmentTransitions.Entry(assignment, found));
        }
        var advance = verb switch
        {
            AssignmentVerb.Cancel or AssignmentVerb.EndEarly => EndWithRequest.Decide(assignment, Some.Moment("cancelled").Request!),
            AssignmentVerb.Remind => AssignmentTimers.Tick(assignment, Some.Moment(daysLater: 4)),
            _ => AssignmentTimers.Tick(assignment, Some.Moment(daysLater: 7))
        };
        return advance is null ? null : (advance.Next, Assert.Single(advance.Steps));
    }

    private static Stored<Assignment> Stored(Assignment assignment) =>
        new(Guid.CreateVersion7(), assignment, 1, 1, HistoryChain.Start, Some.Now, Guid.Empty, Some.Now, Guid.Empty);

    private static string Wire(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
