using Alliance.Experts;
using Alliance.Experts.Erasing;
using Alliance.Experts.Inviting;
using Alliance.Experts.Knowing;
using Alliance.Experts.Matching;
using Alliance.Experts.Offering;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Together;

#pragma warning disable CA5394 // Not a secret: a seed that can be named again.
/// <summary>Organisations' offers beside the assignments: made, taken up, declined, taken back, ended with their request and with their person.</summary>
internal sealed class OffersSide(Random random, int seed, ExpertsSide experts)
{
    private static readonly Guid City = Alliance.Services.Tests.Experts.Some.City;

    private static readonly Caller Administrator = Requests.Some.Person(0xB8, (City, Roles.OrganisationAdministrator));

    private static readonly Caller[] Deciding =
    [
        Requests.Some.Coordinator, Requests.Some.Coordinator, Requests.Some.LeadCoordinator, Requests.Some.CoordinatorOfHromada, Requests.Some.Signatory, Administrator,
        Requests.Some.Person(0xB9, (Requests.Some.Secretariat, Roles.Coordinator), (City, Roles.Observer))
    ];

    /// <summary>Saves without an entry, by offer.</summary>
    private readonly Dictionary<Guid, int> besides = [];

    public Shelf<Offer> Documents { get; } = new(Offers.Declaration);

    public Dictionary<string, int> Seen { get; } = [];

    /// <summary>Decided now; to be saved now or later.</summary>
    public Action? Command(DateTimeOffset now) => Documents.All.Count == 0 || random.Next(3) == 0 ? Make(now) : Move(now);

    /// <summary>One entry, and what follows from it; the process may die before it has marked that.</summary>
    public void Dispatch(DateTimeOffset now, bool mayDie)
    {
        if (Documents.Unpublished is not { Length: > 0 } due) return;
        var document = Documents.Find(due[random.Next(due.Length)]);
        var entry = Documents.NextOf(document.Id);
        if (FollowOffer.Became(document.Value, entry) is var (id, assignment)) experts.Begin(id, assignment, entry.ActorId, now);
        if (experts.Known(document.Value.RequestId) is { EndsWork: true } over) End(document, over, now);
        if (!mayDie || random.Next(10) > 0) Documents.Published(document.Id);
    }

    /// <summary>Whom an offer that waits names.</summary>
    public Guid? Somebody() => Open.ToArray() is { Length: > 0 } open ? open[random.Next(open.Length)].Value.PersonId : null;

    /// <summary>What the news of a request means for its offers.</summary>
    public void Hear(Guid request, DateTimeOffset now)
    {
        if (experts.Known(request) is not { EndsWork: true } over) return;
        foreach (var offer in Documents.All.Where(o => o.Value.RequestId == request).ToArray()) End(offer, over, now);
    }

    /// <summary>Offers first: one that an accepted offer is still to become is made before, or never.</summary>
    public void Erase(Guid person, DateTimeOffset now)
    {
        foreach (var offer in Documents.All.Where(o => o.Value.PersonId == person || o.Value.By == person).ToArray())
        {
            if (EraseExpert.Decide(offer.Value, person) is not { } bare) continue;
            if (bare.Steps.Count == 0) besides[offer.Id] = besides.GetValueOrDefault(offer.Id) + 1;
            else Count("erased");
            Save(offer, bare.Next, bare.ActorId, bare.Steps, now);
        }
        Assert.DoesNotContain(Documents.All, o => EraseExpert.Decide(o.Value, person) is not null && (o.Value.PersonId == person || o.Value.By == person));
    }

    /// <summary>What holds at every moment.</summary>
    public void Promises()
    {
        Assert.True(Open.GroupBy(o => (o.Value.NeedId, o.Value.ExpertId)).All(same => same.Count() == 1), $"seed {seed}: somebody is offered twice at a time");
        foreach (var offer in Documents.All.Select(o => o.Value))
        {
            Assert.True((offer.Status == OfferStatus.Accepted) == offer.AssignmentId is not null, $"seed {seed}: {offer.Status}, and an assignment: {offer.AssignmentId is not null}");
            Assert.True(offer.Status == OfferStatus.Accepted || offer.Decided is null, $"seed {seed}: {offer.Status}, and something is to be made of it");
            Assert.False(offer.Status == OfferStatus.Offered && experts.IsErased(offer.PersonId), $"seed {seed}: somebody who was erased is still offered");
            Assert.False(offer.Decided is not null && experts.IsErased(offer.PersonId), $"seed {seed}: something is still to be made of somebody who was erased");
            Assert.False(offer.Text is not null && (experts.IsErased(offer.By) || experts.IsErased(offer.PersonId)), $"seed {seed}: words of or about somebody who was erased");
        }
        var begun = Documents.All.Select(o => o.Value.AssignmentId).OfType<Guid>().ToArray();
        Assert.True(begun.Distinct().Count() == begun.Length, $"seed {seed}: one assignment of two offers");
        Assert.All(experts.Assignments.All.Where(a => a.Value.OfferingId is not null), a => Assert.True(begun.Contains(a.Id), $"seed {seed}: an assignment of an offer nobody took up"));
    }

    /// <summary>What holds when everything was heard.</summary>
    public void Agree()
    {
        foreach (var (id, offer) in Documents.All.Select(o => (o.Id, o.Value)))
        {
            var request = experts.Known(offer.RequestId)!;
            Assert.False(offer.Status == OfferStatus.Offered && request.EndsWork, $"seed {seed}: an offer waits for a request that is {request.Status}");
            if (offer.Status == OfferStatus.Accepted && !experts.IsErased(offer.PersonId))
            {
                Assert.True(
                    experts.Assignments.All.Any(a => a.Id == offer.AssignmentId ? a.Value.OfferingId == offer.OfferingId : a.Value.NeedId == offer.NeedId && a.Value.ExpertId == offer.ExpertId),
                    $"seed {seed}: nothing came of an offer that was taken up");
            }
            var history = Documents.History(id);
            Assert.Null(HistoryChain.Verify(id, history));
            // By whom: neither the applicant's nor who offers, and not whom it is about.
            foreach (var step in history.Where(e => e.Verb is OfferVerb.Accept or OfferVerb.Decline))
            {
                var by = Deciding.First(p => p.PersonId == step.ActorId);
                Assert.True(by.IsCoordinator() && !by.BelongsTo(offer.OrganisationId) && !by.BelongsTo(offer.OfferingId), $"seed {seed}: {step.Verb} by who may not");
            }
            Assert.Equal((seed, Wire<OfferStatus>.Of(offer.Status), Documents.Find(id).Revision), (seed, history[^1].To!, history.Count + besides.GetValueOrDefault(id)));
        }
    }

    private IEnumerable<Stored<Offer>> Open => Documents.All.Where(o => o.Value.Status == OfferStatus.Offered);

    private Action? Make(DateTimeOffset now)
    {
        if (experts.Any() is not var (request, picture, need, named, person)) return null;
        var forExpert = need.Kind == "expert";
        var (offering, by) = forExpert ? (City, Administrator) : (named, person);
        var known = new OfferSituation(
            picture, offering, new KnownOrganisation(1, "municipality", "BG", "active"), new KnownPerson(1, !experts.IsErased(person.PersonId), [offering]), forExpert ? named : null);
        if (MakeOffer.Decide(new OfferForm(request, need.Id, forExpert ? person.PersonId : null, "Так", offering), known, by, createdWith: null) is not Decision<Offer>.Moved moved) return null;
        Assert.True(picture.IsOpenCall, $"seed {seed}: an offer for a request that is {picture.Status}");
        var id = Commands.NewId(random);
        return () => Note(Documents.Create(id, moved.Next, by.PersonId, moved.Steps, now));
    }

    private Action? Move(DateTimeOffset now)
    {
        var all = random.Next(10) == 0 ? [.. Documents.All] : Open.ToArray();
        if (all.Length == 0) return null;
        var read = all[random.Next(all.Length)];
        var who = Deciding[random.Next(Deciding.Length)];
        var verb = random.Next(8) switch { < 5 => OfferVerb.Accept, 5 => OfferVerb.Decline, _ => OfferVerb.Withdraw };
        var decision = verb switch
        {
            OfferVerb.Accept => AcceptOffer.Decide(
                read.Value, "Так", Commands.NewId(random), experts.Stands(read.Value.NeedId, read.Value.ExpertId), experts.SituationOf(read.Value.RequestId, read.Value.ExpertId, null), who, [],
                new MatchingSettings(), now),
            OfferVerb.Decline => DeclineOffer.Decide(read.Value, new Refused("does-not-fit"), who),
            _ => WithdrawOffer.Decide(read.Value, null, who)
        };
        return decision is Decision<Offer>.Moved moved ? () => Save(read, moved.Next, who.PersonId, moved.Steps, now) : null;
    }

    private void End(Stored<Offer> read, KnownRequest over, DateTimeOffset now)
    {
        if (Offers.End(Documents.Find(read.Id).Value, over) is { } end) Save(Documents.Find(read.Id), end.Next, end.ActorId, end.Steps, now);
    }

    private void Save(Stored<Offer> read, Offer next, Guid actor, IReadOnlyList<Step> steps, DateTimeOffset now) => Note(Documents.Save(read, next, actor, steps, now));

    private void Note(SaveResult<Offer> result) => Count(result switch
    {
        SaveResult<Offer>.Taken => "twice",
        SaveResult<Offer>.Saved { Document.Value: { Status: OfferStatus.Declined, Code: { } code } } => code.StartsWith("request-", StringComparison.Ordinal) ? "lapsed" : "declined",
        SaveResult<Offer>.Saved saved => Wire<OfferStatus>.Of(saved.Document.Value.Status),
        _ => "stale"
    });

    private void Count(string what) => Seen["offer-" + what] = Seen.GetValueOrDefault("offer-" + what) + 1;
}
#pragma warning restore CA5394
