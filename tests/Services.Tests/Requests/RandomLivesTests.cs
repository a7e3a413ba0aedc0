using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Closing;
using Alliance.Requests.Drafting;
using Alliance.Requests.Handling;
using Alliance.Requests.Matching;
using Alliance.Requests.Reviewing;
using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>
/// Thousands of lives of a request: verbs by anybody, times that pass, and messages about its assignments that come twice, late and in any
/// order. The status is always what its staffing says, and the history alone tells status and owner. The seed of a failure is in its message.
/// </summary>
public sealed class RandomLivesTests
{
    private const int Lives = 2_000;
    private const int Commands = 60;

    private static readonly Caller[] People =
        [Some.Editor, Some.Signatory, Some.Signatory, Some.Coordinator, Some.SecondCoordinator, Some.LeadCoordinator, Some.CoordinatorOfHromada, Some.Expert];

    private static readonly string[] States =
        ["invited", "accepted", "confirmed", "active", "reporting", "completed", "withdrawn", "cancelled", "reserve", "noShow"];

    private static readonly Guid[] Needs = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];

    [Fact]
    public void The_status_is_what_the_staffing_says_and_the_history_tells_it_again()
    {
        var reached = new HashSet<RequestStatus>();
        for (var seed = 0; seed < Lives; seed++) new Life(seed).Live(reached);
        // Or the test would not bite.
        Assert.Equal(Enum.GetValues<RequestStatus>(), reached.Order());
    }

#pragma warning disable CA5394 // Not a secret: a seed that can be named again.
    private sealed class Life(int seed)
    {
        private readonly Random random = new(seed);
        private readonly List<(Step Step, Guid Actor)> history = [];
        private readonly Dictionary<Guid, AssignmentMoved> newest = [];
        private AssistanceRequest request = Some.Request(RequestStatus.Draft);
        private DateTimeOffset now = Some.Now;

        public void Live(HashSet<RequestStatus> reached)
        {
            request = request with { Content = Content() };
            var messages = Messages();
            for (var i = 0; i < Commands; i++)
            {
                now += TimeSpan.FromHours(random.Next(0, 72));
                if (i > Commands / 4 && random.Next(2) == 0 && messages.TryDequeue(out var moved)) Hear(moved);
                else if (random.Next(3) == 0) Tick();
                else Command();
                Check();
                reached.Add(request.Status);
            }
        }

        private RequestContent Content() => Some.Complete with
        {
            Urgency = random.Next(4) == 0 ? "critical" : "normal",
            OpensAt = random.Next(2) == 0 ? now.AddDays(random.Next(1, 40)) : null,
            ClosesAt = random.Next(2) == 0 ? now.AddDays(random.Next(40, 80)) : null,
            Needs = [.. Needs.Take(random.Next(1, 4)).Select((id, i) => Some.Complete.Needs[0] with { Id = id, Must = i == 0 || random.Next(2) == 0, Quantity = random.Next(1, 3), PersonDays = 2 })]
        };

        /// <summary>Each assignment goes its way; what is said of it is repeated, and shuffled with all the rest.</summary>
        private Queue<AssignmentMoved> Messages()
        {
            var all = new List<AssignmentMoved>();
            for (var i = random.Next(0, 6); i > 0; i--)
            {
                var (id, need, steady) = (Guid.CreateVersion7(), Needs[random.Next(Needs.Length)], random.Next(2) == 0);
                for (var no = 1; no <= 6; no++)
                    all.Add(Some.Assignment(Some.Hromada, no, steady ? States[no - 1] : States[random.Next(States.Length)], id, need));
            }
            AssignmentMoved[] repeated = [.. all, .. all.Where(_ => random.Next(3) == 0)];
            if (random.Next(2) == 0) random.Shuffle(repeated);
            return new Queue<AssignmentMoved>(repeated);
        }

        private void Hear(AssignmentMoved moved)
        {
            var known = newest.GetValueOrDefault(moved.Id);
            var next = WhenAssignmentMoved.Decide(request, moved, now, Some.Periods);
            Assert.True((next is null) == (known?.No >= moved.No), $"seed {seed}: {moved.No} after {known?.No}");
            if (next is null) return;
            newest[moved.Id] = moved;
            Keep(next, Guid.Empty);
        }

        private void Tick()
        {
            if (Ticking.Tick(request, now, Some.Periods) is not { } next) return;
            Assert.False(request.OnHold, $"seed {seed}: time passed on hold");
            Keep(next, Guid.Empty);
            Assert.True(Ticking.DueAt(request) is not { } again || again > now || request.Status != RequestStatus.Approved, $"seed {seed}: still due");
        }

        private void Command()
        {
            var who = People[random.Next(People.Length)];
            // Mostly what may be done now, so that lives get somewhere; sometimes anything.
            var may = Transitions.Actions(request, who).Where(v => v is not (Verb.Discard or Verb.Withdraw or Verb.Cancel or Verb.Reject) || random.Next(15) == 0).ToArray();
            var verb = may.Length > 0 && random.Next(5) > 0 ? may[random.Next(may.Length)] : Transitions.Table[random.Next(Transitions.Table.Count)].Verb;
            switch (Decide(verb, who))
            {
                case Decision<AssistanceRequest>.Moved moved:
                    Assert.True(Transitions.Refuse(request, who, verb) is null, $"seed {seed}: {verb} was refused and done");
                    Keep(moved, who.PersonId);
                    break;
                case Decision<AssistanceRequest>.Refused { Why.Kind: RefusalKind.Invalid } refused:
                    Assert.Fail($"seed {seed}: {verb} was taken for faulty: {string.Join(", ", Some.Faults(refused.Why))}");
                    break;
            }
        }

        private Decision<AssistanceRequest>? Decide(string verb, Caller who) => verb switch
        {
            Verb.Discard => DiscardDraft.Decide(request, who),
            Verb.Submit => SubmitAssistanceRequest.Decide(request, active: true, "REQ-2026-000001", who, now),
            Verb.Take => TakeAssistanceRequest.Decide(request, who),
            Verb.Return => ReturnAssistanceRequest.Decide(request, new Comments([new FieldComment("title", "?")]), who, now),
            Verb.Approve => ApproveAssistanceRequest.Decide(
                request, new Approval([.. RequestCodes.Criteria.Select(c => new CriterionScore(c, 3))], "Так", random.Next(5) == 0), who, now),
            Verb.Reject => RejectAssistanceRequest.Decide(request, new Rejection("other", "Ні"), who, now),
            Verb.Open => OpenAssistanceRequest.Decide(request, new Opening(), who, now, Some.Periods),
            Verb.Unfilled => EndUnfilled.Decide(request, null, who),
            Verb.Deliver => DeliverAssistanceRequest.Decide(request, new Reasoned("Так"), who, now, Some.Periods),
            Verb.Close => CloseAssistanceRequest.Decide(request, null, who),
            Verb.Withdraw => WithdrawAssistanceRequest.Decide(request, null, who),
            Verb.Cancel => CancelAssistanceRequest.Decide(request, new Reasoned("Так"), who),
            Verb.Hold => HoldAssistanceRequest.Decide(request, new HoldReason("funding"), who, now),
            Verb.Resume => ResumeAssistanceRequest.Decide(request, null, who, now),
            Verb.HandOver => HandOverAssistanceRequest.Decide(request, People[random.Next(3, 6)].PersonId, who),
            _ => null
        };

        private void Keep(Decision<AssistanceRequest>.Moved moved, Guid actor)
        {
            request = moved.Next;
            history.AddRange(moved.Steps.Select(step => (step, actor)));
        }

        private void Check()
        {
            var staffing = newest.Values.ToArray();
            if (request.Status is RequestStatus.Matching or RequestStatus.Staffed or RequestStatus.InProgress)
                Assert.True(Expected(staffing) == request.Status, $"seed {seed}: {request.Status}, and the staffing says {Expected(staffing)}");
            foreach (var need in request.Content.Needs)
            {
                Assert.Equal(staffing.Count(a => a.NeedId == need.Id && (a.To is "invited" or "accepted")), ComputedStatus.Committed(need, request.Staffing));
                Assert.Equal(Filled(staffing, need), ComputedStatus.Filled(need, request.Staffing));
            }

            var (status, owner) = (RequestStatus.Draft.Wire(), (Guid?)null);
            foreach (var (step, actor) in history)
            {
                Assert.True(step.From == status, $"seed {seed}: {step.Verb} from {step.From} after {status}");
                Assert.Contains(Transitions.Table, t => t.Verb == step.Verb && t.From.Wire() == step.From && t.To.Wire() == step.To);
                status = step.To!;
                if (step.Verb == Verb.Take) owner = actor;
                if (step.Verb == Verb.HandOver) owner = Guid.Parse(step.Code!);
            }
            Assert.Equal((request.Status.Wire(), request.OwnerId), (status, owner));
        }

        /// <summary>The four sentences of the domain page, once more and without the code under test.</summary>
        private RequestStatus Expected(AssignmentMoved[] all)
        {
            var musts = request.Content.Needs.Where(n => n.Must == true).ToArray();
            if (musts.All(n => all.Count(a => a.NeedId == n.Id && a.To == "completed") >= n.Quantity) && all.All(a => a.To != "active")) return RequestStatus.Delivered;
            if (all.Any(a => a.To is "active" or "reporting")) return RequestStatus.InProgress;
            return musts.All(n => Filled(all, n) >= n.Quantity) ? RequestStatus.Staffed : RequestStatus.Matching;
        }

        private static int Filled(AssignmentMoved[] all, Need need) =>
            all.Count(a => a.NeedId == need.Id && (a.To is "confirmed" or "active" or "reporting" or "completed"));
    }
#pragma warning restore CA5394
}
