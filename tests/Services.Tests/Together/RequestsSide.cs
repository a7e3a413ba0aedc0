using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Matching;
using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Together;

#pragma warning disable CA5394 // Not a secret: a seed that can be named again.
/// <summary>The requests service in memory: its own decisions and its own consumer.</summary>
internal sealed class RequestsSide(Random random, int seed)
{
    private static readonly Caller[] People =
    [
        Requests.Some.Editor, Requests.Some.Signatory, Requests.Some.Signatory, Requests.Some.Coordinator, Requests.Some.SecondCoordinator,
        Requests.Some.LeadCoordinator, Requests.Some.CoordinatorOfHromada, Requests.Some.Expert
    ];

    private readonly ClockOracle clocks = new(seed);

    private static readonly string[] Grave = [Verb.Discard, Verb.Withdraw, Verb.Cancel, Verb.Reject, Verb.Unfilled, Verb.Deliver, Verb.Return, Verb.Hold];

    public Shelf<AssistanceRequest> Documents { get; } = new(AssistanceRequests.Declared(Requests.Some.Periods));

    /// <summary>
    /// What a revision has besides the entries, by request: one more for a message that was kept and left the status, one less for an opening that
    /// found people there already. Everything else is one entry and one revision.
    /// </summary>
    public Dictionary<Guid, int> Besides { get; } = [];

    public int OldNews { get; private set; }

    public HashSet<RequestStatus> Reached { get; } = [];

    public bool IsOver(Guid id) => Documents.Find(id).Value.Status is RequestStatus.Withdrawn or RequestStatus.Cancelled;

    public Guid Draft(RequestContent content, DateTimeOffset now)
    {
        var id = Commands.NewId(random);
        Documents.Create(id, Requests.Some.Request(RequestStatus.Draft, content), Requests.Some.Editor.PersonId, [new Step(Verb.Draft, null, RequestStatus.Draft.Wire())], now);
        clocks.Saw(id, Documents.Find(id).Value, now);
        return id;
    }

    /// <summary>The straight way to the search for experts.</summary>
    public void Lead(Guid id, DateTimeOffset now)
    {
        (string, Caller)[] way =
        [
            (Verb.Submit, Requests.Some.Signatory), (Verb.Take, Requests.Some.Coordinator), (Verb.Approve, Requests.Some.SecondCoordinator), (Verb.Approve, Requests.Some.LeadCoordinator),
            (Verb.Open, Requests.Some.Coordinator)
        ];
        foreach (var (verb, who) in way) Do(Documents.Find(id), verb, who, now)?.Invoke();
    }

    /// <summary>Decided now; to be saved now or later.</summary>
    public Action? Command(DateTimeOffset now)
    {
        var read = Documents.All.ElementAt(random.Next(Documents.All.Count));
        var who = People[random.Next(People.Length)];
        // Mostly what may be done now and leads on, so that lives get somewhere; sometimes anything.
        var may = Transitions.Actions(read.Value, who).Where(v => !Grave.Contains(v) || random.Next(12) == 0).ToArray();
        var verb = may.Length > 0 && random.Next(6) > 0 ? may[random.Next(may.Length)] : Transitions.Table[random.Next(Transitions.Table.Count)].Verb;
        return Grave.Contains(verb) && !may.Contains(verb) && random.Next(4) > 0 ? null : Do(read, verb, who, now);
    }

    public void Tick(DateTimeOffset now)
    {
        foreach (var read in Documents.All.ToArray())
        {
            if (Ticking.Tick(read.Value, now, Requests.Some.Periods) is not { } next) continue;
            Assert.False(read.Value.OnHold, $"seed {seed}: time passed on hold");
            Save(read, next, Guid.Empty, now);
        }
    }

    /// <summary>Each clock is as all that happened says, and stands still where nothing may run.</summary>
    public void CompareClocks(DateTimeOffset now)
    {
        foreach (var read in Documents.All) clocks.Compare(read.Id, read.Value, now);
    }

    public IEnumerable<object> Dispatch(bool mayDie)
    {
        if (Documents.Unpublished is not { Length: > 0 } due) return [];
        var document = Documents.Find(due[random.Next(due.Length)]);
        var entry = Documents.NextOf(document.Id);
        if (!mayDie || random.Next(10) > 0) Documents.Published(document.Id);
        // What is no step of its life is not for experts.
        return RequestAnnouncement.Of(document, entry).OfType<RequestMoved>();
    }

    public void Hear(AssignmentMoved moved, DateTimeOffset now)
    {
        var read = Documents.Find(moved.RequestId);
        var before = read.Value.Staffing.FirstOrDefault(p => p.AssignmentId == moved.Id);
        var next = WhenAssignmentMoved.Decide(read.Value, moved, now, Requests.Some.Periods);
        Assert.True((next is null) == (before?.No >= moved.No), $"seed {seed}: assignment entry {moved.No} after {before?.No}");
        if (next is null) OldNews++;
        else Save(read, next, Guid.Empty, now);
    }

    private Action? Do(Stored<AssistanceRequest> read, string verb, Caller who, DateTimeOffset now)
    {
        switch (Commands.Of(read.Value, verb, who, now, random))
        {
            case Decision<AssistanceRequest>.Moved moved:
                Assert.True(Transitions.Refuse(read.Value, who, verb) is null, $"seed {seed}: {verb} was refused and done");
                return () => Save(read, moved, who.PersonId, now);
            case Decision<AssistanceRequest>.Refused { Why.Kind: RefusalKind.Invalid } refused:
                Assert.Fail($"seed {seed}: {verb} was taken for faulty: {string.Join(", ", Requests.Some.Faults(refused.Why))}");
                break;
        }
        return null;
    }

    private void Save(Stored<AssistanceRequest> read, Decision<AssistanceRequest>.Moved moved, Guid actor, DateTimeOffset now)
    {
        var opened = moved.Steps is [{ Verb: Verb.Open }, _];
        Assert.True(moved.Steps.Count == 1 || opened || (moved.Steps.Count == 0 && actor == Guid.Empty), $"seed {seed}: {moved.Steps.Count} entries at once");
        if (Documents.Save(read, moved.Next, actor, moved.Steps, now) is not SaveResult<AssistanceRequest>.Saved saved) return;
        clocks.Saw(read.Id, saved.Document.Value, now);
        Besides[read.Id] = Besides.GetValueOrDefault(read.Id) + 1 - moved.Steps.Count;
        Reached.Add(moved.Next.Status);
    }
}
#pragma warning restore CA5394
