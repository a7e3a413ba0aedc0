using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Confirming;
using Alliance.Experts.Ending;
using Alliance.Experts.Inviting;
using Alliance.Experts.Knowing;
using Alliance.Experts.Matching;
using Alliance.Experts.Proposing;
using Alliance.Experts.Working;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Demo;

/// <summary>The assignments of the experts service as a story uses them: its decisions, its saves, its timers, its consumers.</summary>
internal sealed class ExpertDesk(IServiceProvider services, Cast cast, StoryClock clock)
{
    private readonly Store<Assignment> store = services.GetRequiredService<Store<Assignment>>();
    private readonly Store<Expert> experts = services.GetRequiredService<Store<Expert>>();
    private readonly Situations situations = services.GetRequiredService<Situations>();
    private readonly AssignmentSteps steps = services.GetRequiredService<AssignmentSteps>();
    private readonly MatchingSettings weights = services.GetRequiredService<MatchingSettings>();
    private readonly FollowAssignment following = services.GetRequiredService<FollowAssignment>();
    private readonly WhenRequestMoved requests = ActivatorUtilities.CreateInstance<WhenRequestMoved>(services);
    private readonly WhenPersonChanged people = ActivatorUtilities.CreateInstance<WhenPersonChanged>(services);
    private readonly WhenOrganisationChanged organisations = ActivatorUtilities.CreateInstance<WhenOrganisationChanged>(services);

    /// <summary>Everybody in use, and since when: who is ranked against whom at a proposal.</summary>
    private IReadOnlyList<(DateTimeOffset Since, Candidate Candidate)> roster = [];

    public Task<Stored<Assignment>?> Find(Guid id, CancellationToken ct) => store.Find(id, ct);

    public Task Hear(RequestMoved moved, CancellationToken ct) => requests.Handle(moved, ct);

    public Task Hear(PersonChanged changed, CancellationToken ct) => people.Handle(changed, ct);

    public Task Hear(OrganisationChanged changed, CancellationToken ct) => organisations.Handle(changed, ct);

    /// <summary>Before the stories: what each ranks by must not depend on which of them is told first.</summary>
    public async Task ReadRoster(CancellationToken ct)
    {
        var all = await Everything.Of(experts, Roster.CreatedAt, ct, new Where<Expert>(Roster.Everybody, "all"));
        roster = [.. all.Select(e => (e.CreatedAt, Candidate.Of(e.Id, e.Value))).Where(e => e.Item2.Active)];
    }

    public async Task Propose(Guid id, Guid requestId, Guid needId, string expert, string? reason, Caller coordinator, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var expertId = await ExpertId(expert, ct);
        var situation = await situations.Of(requestId, expertId, except: null, ct);
        Candidate[] others = [.. roster.Where(r => r.Since < now).Select(r => r.Candidate)];
        var decision = ProposeExpert.Decide(new Proposal(requestId, needId, expertId, Reason: reason), situation, coordinator, others, weights, createdWith: null, now);
        if (Taking.Moved(decision) is { } moved) (await store.Create(id, moved.Next, coordinator.PersonId, moved.Steps, ct)).MustBeSaved();
    }

    public async Task Take(Guid id, Story story, PlotLine line, Caller coordinator, CancellationToken ct)
    {
        var by = line.Verb switch
        {
            AssignmentVerb.Accept or AssignmentVerb.Decline or AssignmentVerb.Start or AssignmentVerb.Report or AssignmentVerb.Withdraw => cast.Of(line.Expert!, Roles.Expert),
            AssignmentVerb.Confirm or AssignmentVerb.Complete or AssignmentVerb.ReturnReport => cast.Of(story.Applicant, Roles.AuthoritySignatory),
            _ => coordinator
        };
        var assignment = (await store.Find(id, ct))?.Value ?? throw new StandstillException($"{line.Expert} was not proposed.");
        var moment = await steps.MomentOf(assignment.RequestId, ct);
        var situation = await situations.Of(assignment.RequestId, assignment.ExpertId, id, ct);
        var places = line.Verb == AssignmentVerb.Confirm ? await ConfirmAssignment.FreePlaces(id, store, steps, ct) : [];
        await store.Take(id, by.PersonId, a => Decide(a, line, by, moment, situation, places.Count > 0 ? places[0] : null), ct);
    }

    /// <summary>When the system acts next by itself.</summary>
    public static DateTimeOffset? DueAt(Assignment assignment) => AssignmentTimers.NextAt(assignment);

    public async Task Tick(Guid id, CancellationToken ct)
    {
        if (await store.Find(id, ct) is not { } read) return;
        if (AssignmentTimers.Tick(read.Value, await steps.MomentOf(read.Value.RequestId, ct)) is { } advance)
            (await store.Save(read, advance.Next, advance.ActorId, advance.Steps, ct)).MustBeSaved();
    }

    /// <summary>What the service will announce of the entries above <paramref name="heard"/>, after what follows from them within the service, as its loop does.</summary>
    public async Task<IReadOnlyList<AssignmentMoved>> News(Stored<Assignment> read, long heard, CancellationToken ct)
    {
        List<AssignmentMoved> news = [];
        foreach (var entry in (await store.History(read.Id, ct)).Where(e => e.No > heard))
        {
            await following.Of(read, entry, ct);
            news.AddRange(AssignmentAnnouncement.Of(read, entry).OfType<AssignmentMoved>());
        }
        return news;
    }

    private async Task<Guid> ExpertId(string code, CancellationToken ct) =>
        (await experts.FindByKey(Roster.PersonKey(cast.Of(code, Roles.Expert).PersonId), ct))?.Id ?? throw new StandstillException($"The expert of {code} has no profile.");

    private static Decision<Assignment> Decide(Assignment assignment, PlotLine line, Caller by, Moment moment, Situation situation, int? place)
    {
        var code = line.Words.ElementAtOrDefault(1);
        return line.Verb switch
        {
            AssignmentVerb.Invite => InviteExpert.Decide(assignment, situation, by, moment),
            AssignmentVerb.Accept => AcceptInvitation.Decide(assignment, new DeclaredConflict(Declared: false), by, moment),
            AssignmentVerb.Decline => DeclineInvitation.Decide(assignment, new Alliance.Experts.Inviting.Refused(code, line.Text), by, moment),
            AssignmentVerb.Confirm => ConfirmAssignment.Decide(assignment, situation, place, by, moment),
            AssignmentVerb.Start => StartAssignment.Decide(assignment, [.. assignment.Checklist.Where(i => by.SeesTo(i, assignment, moment)).Select(i => i.Item)], by, moment),
            AssignmentVerb.Report => ReportWork.Decide(assignment, new WorkReport(line.Text, []), by, moment),
            AssignmentVerb.ReturnReport => ReturnReport.Decide(assignment, line.Text, by, moment),
            AssignmentVerb.Complete => CompleteAssignment.Decide(assignment, line.Text, by, moment),
            AssignmentVerb.Withdraw => WithdrawAssignment.Decide(assignment, line.Text, by, moment),
            AssignmentVerb.Cancel => CancelAssignment.Decide(assignment, line.Text, by, moment),
            AssignmentVerb.EndEarly => EndAssignmentEarly.Decide(assignment, line.Text, by, moment),
            AssignmentVerb.NoShow => RecordNoShow.Decide(assignment, line.Text, by, moment),
            _ => throw new StandstillException($"An assignment has no verb {line.Verb}.")
        };
    }
}
