using System.Globalization;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Confirming;
using Alliance.Requests;
using Alliance.Requests.Matching;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Together;

/// <summary>
/// Thousands of lives of two requests and all their assignments, in both services at once: verbs by anybody, some decided on what was read before
/// and saved after others; times that pass; processes that die between a step and its mark; and between the services messages that come twice,
/// late and in any order. Once all is heard, both sides agree. The seed of a failure is in its message: with LIFE_SEED set it is lived alone.
/// </summary>
public sealed class RandomLivesTests
{
    private const int Lives = 3_000;

    private static readonly string? Seed = Environment.GetEnvironmentVariable("LIFE_SEED");

    [Fact]
    public void Whatever_happens_in_whatever_order_both_services_agree_in_the_end()
    {
        var (requests, assignments, seen, crossed) = (new HashSet<RequestStatus>(), new HashSet<string>(), new Dictionary<string, int>(), 0);
        foreach (var seed in Seed is { } one ? [int.Parse(one, CultureInfo.InvariantCulture)] : Enumerable.Range(0, Lives))
        {
            var life = new Life(seed);
            life.Live();
            requests.UnionWith(life.Requests.Reached);
            assignments.UnionWith(life.States);
            foreach (var (what, count) in life.Experts.Seen.Concat(life.Requests.Seen).Concat(life.Offers.Seen)) seen[what] = seen.GetValueOrDefault(what) + count;
            seen["assignment-old-news"] = seen.GetValueOrDefault("assignment-old-news") + life.Requests.OldNews;
            crossed += life.Experts.Crossed.Count;
        }
        if (Seed is not null) return;
        // Or the test would not bite: every state was there, and everything that can cross did.
        Assert.Equal(Enum.GetValues<RequestStatus>().Where(s => s != RequestStatus.Draft), requests.Order());
        Assert.Equal(Wire<AssignmentStatus>.All.Order(StringComparer.Ordinal), assignments.Order(StringComparer.Ordinal));
        foreach (var what in new[] { "place", "busy", "pair", "stale", "old-news", "assignment-old-news", "consult", "answer", "end-consultation", "merge", "redirect", "appeal", "reopen", "copy", "routed", "interested", "replaced",
            "offer-offered", "offer-accepted", "offer-declined", "offer-withdrawn", "offer-lapsed", "offer-twice", "offer-stale", "offer-erased" })
            Assert.True(seen.GetValueOrDefault(what) >= 20, $"{what} is rare: {string.Join(", ", seen)}");
        Assert.True(crossed >= 20, $"confirmations that crossed an end: {crossed}");
    }

#pragma warning disable CA5394 // Not a secret: a seed that can be named again.
    private sealed class Life
    {
        private const int Steps = 170;

        private readonly int seed;
        private readonly Random random;
        private readonly List<object> wire = [];
        private readonly List<Action> inFlight = [];
        private DateTimeOffset now = Services.Tests.Requests.Some.Now;

        public Life(int seed)
        {
            (this.seed, random) = (seed, new Random(seed));
            Requests = new RequestsSide(random, seed);
            Experts = new ExpertsSide(random, seed, Requests.IsOver);
            Offers = new OffersSide(random, seed, Experts);
        }

        public RequestsSide Requests { get; }
        public ExpertsSide Experts { get; }
        public OffersSide Offers { get; }

        public IEnumerable<string> States => Experts.Assignments.All.SelectMany(a => Experts.Assignments.History(a.Id)).Select(e => e.To!);

        public void Live()
        {
            // In some lives it is the office that has most to do.
            var deciding = random.Next(5) == 0;
            for (var i = 0; i < 2; i++)
            {
                var id = Requests.Draft(Content(), now);
                if (!deciding && random.Next(8) > 0) Requests.Lead(id, now);
            }
            for (var i = 0; i < Steps; i++)
            {
                now += TimeSpan.FromHours(random.Next(0, 9));
                if (deciding && random.Next(2) == 0) Do([Requests.Command(now)]);
                switch (random.Next(20))
                {
                    case < 8: Do([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Experts.Command(now))]); break;
                    case 8: Do([Requests.Command(now)]); break;
                    case < 11: Send(Experts.Dispatch(now, mayDie: true)); break;
                    case 11: Send(Requests.Dispatch(now, mayDie: true)); break;
                    case < 16: Deliver(mayDie: true); break;
                    case 16: Requests.Tick(now); Experts.Tick(now); break;
                    case 17: Do([Offers.Command(now), Offers.Command(now), Offers.Command(now)]); Offers.Dispatch(now, mayDie: true); break;
                    // Whoever decided before it is done by then: what crosses it, the gates refuse later.
                    case 18 when inFlight.Count == 0 && random.Next(12) == 0: Erase(); break;
                    default: Land(); break;
                }
                Promises();
            }
            while (inFlight.Count > 0) Land();
            while (Requests.Documents.Unpublished.Length + Experts.Assignments.Unpublished.Length + Offers.Documents.Unpublished.Length + wire.Count > 0)
            {
                Offers.Dispatch(now, mayDie: false);
                Send(Requests.Dispatch(now, mayDie: false));
                Send(Experts.Dispatch(now, mayDie: false));
                Deliver(mayDie: false);
            }
            Promises();
            foreach (var request in Requests.Documents.All) Agree(request);
            foreach (var assignment in Experts.Assignments.All) Replaying.Of(seed, assignment, Experts);
            Offers.Agree();
        }

        private void Erase()
        {
            var person = Offers.Somebody() ?? Experts.Somebody().PersonId;
            Offers.Erase(person, now);
            Experts.Erase(person, now);
        }

        private RequestContent Content() => Services.Tests.Requests.Some.Complete with
        {
            Urgency = random.Next(4) == 0 ? "critical" : "normal",
            DeliveryMode = random.Next(3) switch { 0 => "online", 1 => "onsite", _ => "hybrid" },
            OpensAt = random.Next(2) == 0 ? now.AddDays(random.Next(1, 10)) : null,
            ClosesAt = random.Next(3) == 0 ? now.AddDays(random.Next(10, 40)) : null,
            PreferredPeriods = [Period(random.Next(10, 16))],
            Needs = [.. Enumerable.Range(0, random.Next(1, 3)).Select(i => Services.Tests.Requests.Some.Complete.Needs[0] with
            {
                Id = Commands.NewId(random), Must = i == 0 || random.Next(2) == 0, Quantity = random.Next(1, 3), PersonDays = 2,
                Kind = i > 0 && random.Next(4) == 0 ? "receiving-organisation" : "expert"
            })]
        };

        private Period Period(int days) => new(DateOnly.FromDateTime(now.AddDays(days).UtcDateTime), DateOnly.FromDateTime(now.AddDays(days + 4).UtcDateTime));

        /// <summary>Decided on one picture; saved one after the other, or after whatever comes in between.</summary>
        private void Do(IReadOnlyList<Action?> decided)
        {
            foreach (var save in decided.OfType<Action>())
            {
                if (random.Next(6) == 0) inFlight.Add(save);
                else save();
            }
        }

        private void Land()
        {
            if (inFlight.Count == 0) return;
            var place = random.Next(inFlight.Count);
            var save = inFlight[place];
            inFlight.RemoveAt(place);
            save();
        }

        private void Send(IEnumerable<object> messages) => wire.AddRange(messages);

        /// <summary>Any of those under way; some come again.</summary>
        private void Deliver(bool mayDie)
        {
            if (wire.Count == 0) return;
            var place = random.Next(wire.Count);
            var done = true;
            if (wire[place] is AssignmentMoved moved) Requests.Hear(moved, now);
            else if (wire[place] is RequestMoved news)
            {
                done = Experts.Hear(news, now, mayDie);
                if (done) Offers.Hear(news.Id, now);
            }
            if (done && (!mayDie || random.Next(4) > 0)) wire.RemoveAt(place);
        }

        /// <summary>What holds at every moment, whatever is still under way.</summary>
        private void Promises()
        {
            DecisionPromises.Hold(seed, Requests.Documents);
            Offers.Promises();
            Requests.CompareClocks(now);
            foreach (var need in Requests.Documents.All.SelectMany(r => r.Value.Content.Needs))
            {
                int?[] places = [.. Experts.OfNeed(need.Id!.Value).Where(a => a.Value.HoldsPlace).Select(a => a.Value.Place)];
                Assert.True(places.Distinct().Count() == places.Length && places.All(p => p >= 1 && p <= need.Quantity), $"seed {seed}: places {string.Join(' ', places)} of {need.Quantity}");
            }
            foreach (var own in Experts.Assignments.All.Where(a => a.Value.ReceivingOrganisationId is null && a.Value.DeliveryMode is "onsite" or "hybrid" && IsPromised(a.Value.Status)).GroupBy(a => a.Value.ExpertId))
            {
                var periods = own.Select(a => a.Value.Period!).OrderBy(p => p.From).ToArray();
                for (var i = 1; i < periods.Length; i++) Assert.True(periods[i - 1].To < periods[i].From, $"seed {seed}: an expert is promised twice on {periods[i].From}");
            }
        }

        private static bool IsPromised(AssignmentStatus status) => status is AssignmentStatus.Accepted or AssignmentStatus.Reserve or AssignmentStatus.Confirmed
            or AssignmentStatus.Active or AssignmentStatus.Reporting;

        /// <summary>What holds when everything was heard.</summary>
        private void Agree(Stored<AssistanceRequest> request)
        {
            var all = Experts.Assignments.All.Where(a => a.Value.RequestId == request.Id).ToArray();
            Assert.True(
                all.Select(a => (a.Id, Wire<AssignmentStatus>.Of(a.Value.Status), a.LastNo)).ToHashSet().SetEquals(request.Value.Staffing.Select(p => (p.AssignmentId, p.State, p.No))),
                $"seed {seed}: the staffing is not as the assignments are");
            foreach (var need in request.Value.Content.Needs)
            {
                // By the histories alone, and by nothing either service counts.
                string[] ends = [.. all.Where(a => a.Value.NeedId == need.Id).Select(a => Experts.Assignments.History(a.Id)[^1].To!)];
                Assert.Equal(
                    (seed, ends.Count(s => s is "invited" or "accepted"), ends.Count(ExpectedStatus.IsFilled)),
                    (seed, ComputedStatus.Committed(need, request.Value.Staffing), ComputedStatus.Filled(need, request.Value.Staffing)));
            }
            if (request.Value.Status is RequestStatus.Matching or RequestStatus.Staffed or RequestStatus.InProgress)
                Assert.Equal((seed, ExpectedStatus.Of(request.Value.Content.Needs, all)), (seed, request.Value.Status));
            if (request.Value.Submissions > 0) Assert.Equal((seed, request.Value.Status.Wire()), (seed, Experts.Known(request.Id)?.Status));
            if (request.Value.Status is RequestStatus.Closed or RequestStatus.Delivered or RequestStatus.Unfilled)
                Assert.True(!all.Any(a => a.Value.Status is AssignmentStatus.Interested or AssignmentStatus.Invited), $"seed {seed}: somebody is still asked for a request that is {request.Value.Status}");
            // Whoever was replaced has a successor, or the successor had come to stand for the need by another way.
            foreach (var replaced in all.Where(a => a.Value.Status == AssignmentStatus.Replaced))
                Assert.True(all.Any(a => a.Id == replaced.Value.ReplacedBy ? a.Value.Replaces == replaced.Id : a.Value.ExpertId == replaced.Value.Successor!.ExpertId), $"seed {seed}: nobody succeeds");
            if (request.Value.Status is RequestStatus.Withdrawn or RequestStatus.Cancelled)
            {
                Assert.True(all.All(a => a.Value.Status != AssignmentStatus.Active && !AssignmentTransitions.BeforeActive.Contains(a.Value.Status)), $"seed {seed}: work goes on");
                // Who was confirmed while the end was on its way, and had not begun.
                foreach (var crossed in all.Where(a => Experts.Crossed.Contains(a.Id) && a.Value.StartedAt is null))
                    Assert.Contains(crossed.Value.Status, new[] { AssignmentStatus.Cancelled, AssignmentStatus.Withdrawn, AssignmentStatus.Replaced });
            }
            else if (request.Value.Status != RequestStatus.Closed && Experts.Known(request.Id) is { } known)
            {
                foreach (var need in known.Needs) Assert.True(NeedPlaces.Moves(Experts.OfNeed(need.Id), need.Quantity).Count == 0, $"seed {seed}: a place is not settled");
            }
            Replaying.Of(seed, request, Requests);
        }
    }
#pragma warning restore CA5394
}
