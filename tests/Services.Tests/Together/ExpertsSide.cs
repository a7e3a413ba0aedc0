using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Confirming;
using Alliance.Experts.Ending;
using Alliance.Experts.Erasing;
using Alliance.Experts.Inviting;
using Alliance.Experts.Knowing;
using Alliance.Experts.Matching;
using Alliance.Experts.Proposing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Together;

#pragma warning disable CA5394 // Not a secret: a seed that can be named again.
/// <summary>The experts service in memory: its own decisions and consumers, and of its own making only what keeps documents.</summary>
internal sealed class ExpertsSide(Random random, int seed, Func<Guid, bool> isOver)
{
    private static readonly AssignmentSettings Settings = new();

    private static readonly (Guid Id, Caller Person, Expert Profile)[] Experts = [.. Enumerable.Range(0, 5).Select(One)];

    private static readonly Caller[] Others =
        [Requests.Some.Signatory, Requests.Some.Signatory, Requests.Some.Coordinator, Requests.Some.Coordinator, Requests.Some.LeadCoordinator, Requests.Some.CoordinatorOfHromada, Requests.Some.Editor];

    private static readonly string[] Grave =
        [AssignmentVerb.Replace, AssignmentVerb.Check, AssignmentVerb.DeclareConflict, AssignmentVerb.Terms, AssignmentVerb.Cancel, AssignmentVerb.Withdraw, AssignmentVerb.NoShow, AssignmentVerb.EndEarly, AssignmentVerb.Decline, AssignmentVerb.ReturnReport];

    /// <summary>Organisations that receive people, each through its one administrator.</summary>
    private static readonly (Guid Id, Caller Person)[] Hosts = [.. Enumerable.Range(0, 2).Select(Host)];

    private readonly Dictionary<Guid, KnownRequest> known = [];

    private readonly HashSet<Guid> erased = [];

    public Shelf<Assignment> Assignments { get; } = new(Alliance.Experts.Assignments.Declaration);

    /// <summary>Confirmed here when the request was over there, and the news of it on its way.</summary>
    public HashSet<Guid> Crossed { get; } = [];

    public Dictionary<string, int> Seen { get; } = [];

    /// <summary>Saves without an entry, by assignment: texts that went with their person.</summary>
    public Dictionary<Guid, int> Besides { get; } = [];

    public KnownRequest? Known(Guid request) => known.GetValueOrDefault(request);

    public bool IsErased(Guid person) => erased.Contains(person);

    /// <summary>One that has needs, and one of them; with an expert or an organisation that may be named for it.</summary>
    public (Guid Request, KnownRequest Picture, OpenNeed Need, Guid Named, Caller Person)? Any()
    {
        var open = known.Where(k => k.Value.Needs.Count > 0).ToArray();
        if (open.Length == 0) return null;
        var (request, picture) = open[random.Next(open.Length)];
        var need = picture.Needs[random.Next(picture.Needs.Count)];
        var (id, person) = Named(need.Kind == "expert");
        return (request, picture, need, id, person);
    }

    /// <summary>Whether they stand for the need, in the words of the unique key.</summary>
    public bool Stands(Guid need, Guid expert) => Assignments.All.Any(a => a.Value.NeedId == need && a.Value.ExpertId == expert
        && (a.Value.IsLive || a.Value.HoldsPlace || a.Value.Status is AssignmentStatus.Interested or AssignmentStatus.Proposed));

    /// <summary>What an accepted offer becomes, once.</summary>
    public void Begin(Guid id, Assignment assignment, Guid actor, DateTimeOffset now)
    {
        if (Assignments.All.All(a => a.Id != id)) Note(Assignments.Create(id, assignment, actor, [ProposeExpert.First(null)], now));
    }

    /// <summary>Of the people here, some other each time.</summary>
    public Caller Somebody() => random.Next(4) == 0 ? Hosts[random.Next(Hosts.Length)].Person : Experts[random.Next(Experts.Length)].Person;

    public void Erase(Guid person, DateTimeOffset now)
    {
        erased.Add(person);
        foreach (var own in Assignments.All.Where(a => a.Value.PersonId == person).ToArray())
        {
            if (EraseExpert.Decide(own.Value) is not { } bare) continue;
            if (bare.Steps.Count == 0) Besides[own.Id] = Besides.GetValueOrDefault(own.Id) + 1;
            Save(own, bare.Next, bare.ActorId, bare.Steps, now);
            Assert.True(EraseExpert.Decide(Assignments.Find(own.Id).Value) is null, $"seed {seed}: erased, and something is left");
        }
    }

    /// <summary>Decided now; to be saved now or later.</summary>
    public Action? Command(DateTimeOffset now) => Assignments.All.Count == 0 || random.Next(5) == 0 ? Propose(now) : Move(now);

    public void Tick(DateTimeOffset now)
    {
        foreach (var due in Assignments.All.Where(a => AssignmentTimers.NextAt(a.Value) <= now).ToArray())
            if (AssignmentTimers.Tick(due.Value, MomentOf(due.Value, now)) is { } advance) Save(due, advance.Next, advance.ActorId, advance.Steps, now);
    }

    /// <summary>One entry, and what follows from it; the process may die before it has marked that.</summary>
    /// <returns>The messages.</returns>
    public IEnumerable<object> Dispatch(DateTimeOffset now, bool mayDie)
    {
        if (Assignments.Unpublished is not { Length: > 0 } due) return [];
        var document = Assignments.Find(due[random.Next(due.Length)]);
        var entry = Assignments.NextOf(document.Id);
        if (entry.Verb == AssignmentVerb.Replace && document.Value is { ReplacedBy: { } next, Successor: { } successor } && Assignments.All.All(a => a.Id != next))
            Note(Assignments.Create(next, successor, entry.ActorId, [ProposeExpert.First(null)], now));
        foreach (var (read, step) in FollowAssignment.Decide(document.Id, OfNeed(document.Value.NeedId), Known(document.Value.RequestId)).ToArray())
            Save(read, step.Next, step.ActorId, step.Steps, now);
        if (!mayDie || random.Next(10) > 0) Assignments.Published(document.Id);
        return AssignmentAnnouncement.Of(document, entry);
    }

    /// <returns>False: died between the picture and its consequence; the message comes again.</returns>
    public bool Hear(RequestMoved moved, DateTimeOffset now, bool mayDie)
    {
        var next = KnownRequest.After(Known(moved.Id), moved);
        Assert.True((next is null) == (Known(moved.Id)?.No >= moved.No), $"seed {seed}: request entry {moved.No} after {Known(moved.Id)?.No}");
        if (next is null) Count("old-news");
        else known[moved.Id] = next;
        if (mayDie && random.Next(10) == 0) return false;
        if (known[moved.Id] is not { EndsWork: true } over) return true;
        foreach (var left in Assignments.All.Where(a => a.Value.RequestId == moved.Id).ToArray())
            if (EndWithRequest.Decide(left.Value, over) is { } end) Save(left, end.Next, end.ActorId, end.Steps, now);
        return true;
    }

    public Stored<Assignment>[] OfNeed(Guid need) => [.. Assignments.All.Where(a => a.Value.NeedId == need).OrderBy(a => a.CreatedAt).ThenBy(a => a.Id)];

    private Action? Propose(DateTimeOffset now)
    {
        if (Any() is not var (request, _, need, expert, own)) return null;
        var who = Others[random.Next(2, 6)];
        var proposal = new Proposal(request, need.Id, expert);
        // Now and then the expert is first.
        if (random.Next(4) == 0) (who, proposal) = (own, proposal with { ExpertId = null, ConflictOfInterest = new DeclaredConflict(random.Next(8) == 0, "Так") });
        var situation = SituationOf(request, expert, null);
        var decision = proposal.ExpertId is null
            ? ShowInterest.Decide(proposal, situation, who, [], new MatchingSettings(), null, now)
            : ProposeExpert.Decide(proposal, situation, who, [], new MatchingSettings(), null, now);
        if (decision is not Decision<Assignment>.Moved moved) return null;
        var id = Commands.NewId(random);
        return () => Note(Assignments.Create(id, moved.Next, who.PersonId, moved.Steps, now));
    }

    private Action? Move(DateTimeOffset now)
    {
        // Mostly what may be done now and leads on, so that lives get somewhere; sometimes anything.
        var all = random.Next(10) == 0 ? [.. Assignments.All] : Assignments.All.Where(a => a.Value.IsLive || a.Value.Status is AssignmentStatus.Interested or AssignmentStatus.Proposed).ToArray();
        if (all.Length == 0) return null;
        var read = all[random.Next(all.Length)];
        var moment = MomentOf(read.Value, now);
        Caller[] people = [PersonOf(read.Value.ExpertId), .. Others];
        random.Shuffle(people);
        var who = people.FirstOrDefault(p => Forward(read.Value, p, moment).Length > 0) ?? people[0];
        if (random.Next(8) == 0) who = people[0];
        var may = Forward(read.Value, who, moment);
        var verb = may.Length > 0 && random.Next(6) > 0 ? may[random.Next(may.Length)] : AssignmentTransitions.Table[random.Next(AssignmentTransitions.Table.Count)].Verb;
        var free = NeedPlaces.Free(OfNeed(read.Value.NeedId), moment.Request?.Need(read.Value.NeedId)?.Quantity ?? 0);
        if (verb == AssignmentVerb.Replace)
        {
            var (other, _) = Named(read.Value.ReceivingOrganisationId is null);
            var replaced = ReplaceExpert.Decide(
                read.Id, read.Value, new Replacement(other), Commands.NewId(random), Stands(read.Value.NeedId, other), SituationOf(read.Value.RequestId, other, null), who, [], new MatchingSettings(), moment);
            return replaced is Decision<Assignment>.Moved done ? () => Save(read, done.Next, who.PersonId, done.Steps, now) : null;
        }
        switch (Commands.Of(read.Value, verb, who, moment, SituationOf(read.Value.RequestId, read.Value.ExpertId, read.Id), free, random))
        {
            case Decision<Assignment>.Moved moved:
                Assert.True(AssignmentTransitions.Refuse(read.Value, who, verb, moment) is null, $"seed {seed}: {verb} was refused and done");
                return () => Save(read, moved.Next, who.PersonId, moved.Steps, now);
            case Decision<Assignment>.Refused { Why.Kind: RefusalKind.Invalid } refused:
                Assert.Fail($"seed {seed}: {verb} was taken for faulty: {string.Join(", ", Requests.Some.Faults(refused.Why))}");
                break;
        }
        return null;
    }

    private string[] Forward(Assignment assignment, Caller who, Moment moment) =>
        [.. AssignmentTransitions.Actions(assignment, who, moment).Where(v => !Grave.Contains(v) || random.Next(10) == 0)];

    private void Save(Stored<Assignment> read, Assignment next, Guid actor, IReadOnlyList<Step> steps, DateTimeOffset now)
    {
        var result = Assignments.Save(read, next, actor, steps, now);
        Note(result);
        if (result is SaveResult<Assignment>.Saved && steps is [{ Verb: AssignmentVerb.Confirm }] && isOver(next.RequestId)) Crossed.Add(read.Id);
    }

    private void Note(SaveResult<Assignment> result) => Count(result switch
    {
        SaveResult<Assignment>.Taken taken => taken.Key.Split(':')[0],
        SaveResult<Assignment>.Saved saved => Wire<AssignmentStatus>.Of(saved.Document.Value.Status),
        _ => "stale"
    });

    private void Count(string what) => Seen[what] = Seen.GetValueOrDefault(what) + 1;

    private Moment MomentOf(Assignment assignment, DateTimeOffset now) => new(Known(assignment.RequestId), now, Settings);

    public Situation SituationOf(Guid request, Guid expert, Guid? except)
    {
        var work = Assignments.All.Where(a => a.Value.ExpertId == expert && a.Id != except && (a.Value.IsLive || a.Value.HoldsPlace)).Select(a => a.Value);
        if (Hosts.Any(h => h.Id == expert))
        {
            var speaker = PersonOf(expert).PersonId;
            var host = HostOrganisation.Of(expert, new KnownOrganisation(1, "municipality", "BG", "active"), IsErased(speaker) ? [] : [speaker], [], [.. work]);
            return new Situation(Known(request), null, null) { Host = host, IsOfHost = !IsErased(speaker) };
        }
        var (id, person, profile) = Experts.First(e => e.Id == expert);
        if (IsErased(person.PersonId)) profile = profile with { Status = ExpertStatus.Erased };
        return new Situation(Known(request), Candidate.Of(id, profile) with { Work = Workloads.Of(work) }, null);
    }

    private static Caller PersonOf(Guid expert) => Hosts.FirstOrDefault(h => h.Id == expert).Person ?? Experts.First(e => e.Id == expert).Person;

    private (Guid Id, Caller Person) Named(bool expert)
    {
        if (!expert) return Hosts[random.Next(Hosts.Length)];
        var one = Experts[random.Next(Experts.Length)];
        return (one.Id, one.Person);
    }

    private static (Guid, Caller) Host(int number)
    {
        var id = Guid.Parse($"01900000-0000-7000-a000-0000000000{number + 16:x2}");
        return (id, Requests.Some.Person(0xB0 + number, (id, Roles.OrganisationAdministrator)));
    }

    private static (Guid, Caller, Expert) One(int number)
    {
        var person = Requests.Some.Person(0xA0 + number, (Alliance.Services.Tests.Experts.Some.City, Roles.Expert));
        var profile = new Profile { Availability = new Availability { Travel = "to-ukraine" } };
        return (Guid.Parse($"01900000-0000-7000-b000-00000000000{number + 1}"), person, new Expert { PersonId = person.PersonId, Status = ExpertStatus.Active, Profile = profile });
    }
}
#pragma warning restore CA5394
