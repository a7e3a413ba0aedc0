using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Linking;
using Alliance.Requests.Matching;
using Alliance.Requests.Routing;
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
        Requests.Some.LeadCoordinator, Requests.Some.CoordinatorOfHromada, Requests.Some.Expert, Requests.Some.Consultee, Requests.Some.OtherEditor,
        Requests.Some.Person(0xC6, (Requests.Some.Secretariat, Roles.LeadCoordinator))
    ];

    private readonly ClockOracle clocks = new(seed);

    /// <summary>Of one life: those it began with, copies and follow-ups.</summary>
    private const int MostDocuments = 5;

    private static readonly string[] Grave = [Verb.Discard, Verb.Withdraw, Verb.Cancel, Verb.Reject, Verb.Unfilled, Verb.Deliver, Verb.Return, Verb.Hold, Verb.Redirect, Verb.Copy];

    public Shelf<AssistanceRequest> Documents { get; } = new(AssistanceRequests.Declared(Requests.Some.Periods));

    /// <summary>
    /// What a revision has besides the entries, by request: one more for a message that was kept and left the status, one less for an opening that
    /// found people there already. Everything else is one entry and one revision.
    /// </summary>
    public Dictionary<Guid, int> Besides { get; } = [];

    public int OldNews { get; private set; }

    /// <summary>What happened of the rarer things.</summary>
    public Dictionary<string, int> Seen { get; } = [];

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

    public IEnumerable<object> Dispatch(DateTimeOffset now, bool mayDie)
    {
        if (Documents.Unpublished is not { Length: > 0 } due) return [];
        var document = Documents.Find(due[random.Next(due.Length)]);
        var entry = Documents.NextOf(document.Id);
        if (entry is { Verb: Verb.Reopen, To: "closed" }) Ensure(document, now);
        if (entry is { Verb: Verb.Submit or Verb.Reopen, To: "submitted" } && random.Next(4) == 0
            && RouteByTopic.Decide(document.Value, Requests.Some.SecondCoordinator.PersonId, Requests.Some.Found(Requests.Some.SecondCoordinator)) is { } routed)
        {
            Save(document, routed, Guid.Empty, now);
            document = Documents.Find(document.Id);
            Count("routed");
        }
        if (!mayDie || random.Next(10) > 0) Documents.Published(document.Id);
        // What is only noted concerns people, and not the other service.
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
        var other = Documents.All.ElementAt(random.Next(Documents.All.Count));
        if (verb == Verb.Merge && (other.Id == read.Id || other.Value.Submissions == 0 || !RequestStatuses.Open.Contains(other.Value.Status))) return null;
        if (verb is Verb.Copy or Verb.Reopen && Documents.All.Count >= MostDocuments) return null;
        switch (Commands.Of(read, verb, who, now, random, other))
        {
            case Decision<AssistanceRequest>.Moved moved:
                Assert.True(Transitions.Refuse(read.Value, who, verb, now) is null, $"seed {seed}: {verb} was refused and done");
                Count(verb);
                if (verb == Verb.Copy) return () => Begin(Commands.NewId(random), moved.Next, who.PersonId, moved.Steps, now);
                // Saved first: whoever read that one before has another revision from now on.
                if (verb == Verb.Merge) Save(other, new(MergeAssistanceRequest.Linked(other.Value, read.Id, who, now)), Guid.Empty, now);
                return () => Save(read, moved, who.PersonId, now);
            case Decision<AssistanceRequest>.Refused { Why.Kind: RefusalKind.Invalid } refused:
                Assert.Fail($"seed {seed}: {verb} was taken for faulty: {string.Join(", ", Requests.Some.Faults(refused.Why))}");
                break;
        }
        return null;
    }

    private void Save(Stored<AssistanceRequest> read, Decision<AssistanceRequest>.Moved moved, Guid actor, DateTimeOffset now)
    {
        var opened = moved.Steps is [{ Verb: Verb.Open }, _] or [{ Verb: Verb.Consult }, { Verb: Verb.Consult }];
        Assert.True(moved.Steps.Count == 1 || opened || (moved.Steps.Count == 0 && actor == Guid.Empty), $"seed {seed}: {moved.Steps.Count} entries at once");
        if (Documents.Save(read, moved.Next, actor, moved.Steps, now) is not SaveResult<AssistanceRequest>.Saved saved) return;
        clocks.Saw(read.Id, saved.Document.Value, now);
        Besides[read.Id] = Besides.GetValueOrDefault(read.Id) + 1 - moved.Steps.Count;
        Reached.Add(moved.Next.Status);
        if (moved.Steps is [{ Verb: Verb.EndConsultation }]) Count(Verb.EndConsultation);
        // The process may die here; then the loop makes it.
        if (moved.Steps is [{ Verb: Verb.Reopen }] && random.Next(2) == 0) Ensure(Documents.Find(read.Id), now);
    }

    /// <summary>As <see cref="Successor.Ensure"/> does: one, however often.</summary>
    private void Ensure(Stored<AssistanceRequest> closed, DateTimeOffset now)
    {
        var link = closed.Value.LinkedRequests.First(l => l.Kind == LinkKind.FollowUp);
        if (Documents.All.Any(d => d.Id == link.Id)) return;
        Begin(link.Id, Successor.Begun(closed.Id, closed.Value, link, "REQ-2026-000002"), link.By, [new Step(Verb.Reopen, null, "submitted")], now);
    }

    /// <summary>Ids of needs by the seed.</summary>
    private void Begin(Guid id, AssistanceRequest request, Guid actor, IReadOnlyList<Step> steps, DateTimeOffset now)
    {
        Documents.Create(
            id, request with { Content = request.Content with { Needs = [.. request.Content.Needs.Select(n => n with { Id = Commands.NewId(random) })] } }, actor, steps, now);
        clocks.Saw(id, Documents.Find(id).Value, now);
    }

    private void Count(string what) => Seen[what] = Seen.GetValueOrDefault(what) + 1;
}
#pragma warning restore CA5394
