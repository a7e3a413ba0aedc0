using System.Globalization;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Closing;
using Alliance.Requests.Consulting;
using Alliance.Requests.Drafting;
using Alliance.Requests.Evaluating;
using Alliance.Requests.Handling;
using Alliance.Requests.Linking;
using Alliance.Requests.Matching;
using Alliance.Requests.Recognising;
using Alliance.Requests.Reviewing;
using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Demo;

/// <summary>The requests service as a story uses it: its decisions, its saves, its timers, its consumers.</summary>
internal sealed class RequestDesk(IServiceProvider services, Cast cast, StoryClock clock)
{
    private readonly Store<AssistanceRequest> store = services.GetRequiredService<Store<AssistanceRequest>>();
    private readonly Store<SubmittedCopy> copies = services.GetRequiredService<Store<SubmittedCopy>>();
    private readonly Store<Evaluation> evaluations = services.GetRequiredService<Store<Evaluation>>();
    private readonly AskForEvaluations ask = services.GetRequiredService<AskForEvaluations>();
    private readonly Counters counters = services.GetRequiredService<Counters>();
    private readonly RequestsSettings periods = services.GetRequiredService<RequestsSettings>();
    private readonly WhenAssignmentMoved staffing = ActivatorUtilities.CreateInstance<WhenAssignmentMoved>(services);
    private readonly WhenOrganisationChanged recognising = ActivatorUtilities.CreateInstance<WhenOrganisationChanged>(services);

    public Task<Stored<AssistanceRequest>?> Find(Guid id, CancellationToken ct) => store.Find(id, ct);

    /// <summary>Where work is done, both sides say at once how it was.</summary>
    public async Task Hear(AssignmentMoved moved, CancellationToken ct)
    {
        await staffing.Handle(moved, ct);
        if (moved.To != "completed") return;
        await Evaluate(moved, Evaluation.Applicant, cast.SignatoryOf(moved.OrganisationId), ct);
        await Evaluate(moved, Evaluation.Expert, new Caller(moved.PersonId, [new Membership(moved.OrganisationId, Roles.Expert)]), ct);
    }

    public Task Hear(OrganisationChanged changed, CancellationToken ct) => recognising.Handle(changed, ct);

    public Task<string> NextReference(DateTimeOffset submittedAt, CancellationToken ct) => SubmitAssistanceRequest.NextReference(counters, submittedAt, ct);

    public async Task Create(Guid id, Story story, int place, CancellationToken ct)
    {
        var editor = cast.Of(story.Applicant, Roles.AuthorityEditor);
        var form = story.Form(cast.Organisation(story.Applicant).Id, place, clock.MadeAt);
        if (Taking.Moved(CreateDraft.Decide(form, editor, createdWith: null, clock.GetUtcNow())) is { } moved)
            (await store.Create(id, moved.Next, editor.PersonId, moved.Steps, ct)).MustBeSaved();
    }

    /// <param name="reference">For the first submit.</param>
    /// <param name="owner">The coordinator who has it.</param>
    public async Task Take(Guid id, Story story, PlotLine line, string? reference, Caller owner, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var by = line.Verb switch
        {
            Verb.Discard or "change" => cast.Of(story.Applicant, Roles.AuthorityEditor),
            Verb.Submit or Verb.Withdraw => cast.Of(story.Applicant, Roles.AuthoritySignatory),
            Verb.HandOver => cast.Lead,
            _ => owner
        };
        if (line.Verb == Verb.Return && await store.Find(id, ct) is { } submitted) await SubmittedCopy.Keep(submitted, copies, ct);
        if (line.Verb == Verb.Merge) await Merge(id, line, by, now, ct);
        else await store.Take(id, by.PersonId, request => Decide(request, line, reference, owner, by, now), ct);
    }

    /// <summary>When the system acts next by itself.</summary>
    public static DateTimeOffset? DueAt(AssistanceRequest request) => Ticking.DueAt(request);

    public async Task Tick(Guid id, CancellationToken ct)
    {
        if (await store.Find(id, ct) is { } read && Ticking.Tick(read.Value, clock.GetUtcNow(), periods) is { } moved)
            (await store.Save(read, moved.Next, Guid.Empty, moved.Steps, ct)).MustBeSaved();
    }

    /// <summary>What the service will announce of the entries above <paramref name="heard"/>.</summary>
    public async Task<IReadOnlyList<RequestMoved>> News(Stored<AssistanceRequest> read, long heard, CancellationToken ct)
    {
        HistoryEntry[] entries = [.. (await store.History(read.Id, ct)).Where(e => e.No > heard)];
        // In the time of the story, not when the service will start.
        foreach (var entry in entries) await ask.Follow(read, entry, ct);
        return [.. entries.SelectMany(e => RequestAnnouncement.Of(read, e)).OfType<RequestMoved>()];
    }

    /// <summary>Into a request whose story was told before, named by its place from 1.</summary>
    private async Task Merge(Guid id, PlotLine line, Caller by, DateTimeOffset now, CancellationToken ct)
    {
        var stays = await store.Find(Ids.Request(int.Parse(line.Words[0], CultureInfo.InvariantCulture) - 1), ct) ?? throw new StandstillException("The other request is not told yet.");
        (await store.Save(stays, MergeAssistanceRequest.Linked(stays.Value, id, by, now), by.PersonId, [], ct)).MustBeSaved();
        var (goes, kept) = (await store.Find(id, ct), await store.Find(stays.Id, ct));
        await store.Take(id, by.PersonId, _ => MergeAssistanceRequest.Decide(goes!, new Merge(stays.Id, line.Text), kept, by, now), ct);
    }

    /// <summary>Scores that differ from one to the next, none of them bad.</summary>
    private async Task Evaluate(AssignmentMoved moved, string respondent, Caller by, CancellationToken ct)
    {
        var id = Evaluation.IdOf(moved.RequestId, moved.Id, Evaluation.Completion, respondent);
        if (await store.Find(moved.RequestId, ct) is not { } request || await evaluations.Find(id, ct) is not { Value.Status: EvaluationStatus.Asked }) return;
        var salt = id.ToByteArray()[^1];
        var scores = EvaluationForm.QuestionsFor(respondent).Select((question, place) => KeyValuePair.Create(question, (int?)(3 + ((salt + place) % 3)))).ToDictionary();
        await evaluations.Take(id, by.PersonId, e => GiveEvaluation.Decide(e, request.Value, new EvaluationForm(scores, "y"), by, clock.GetUtcNow(), periods), ct);
    }

    private Decision<AssistanceRequest> Decide(AssistanceRequest request, PlotLine line, string? reference, Caller owner, Caller by, DateTimeOffset now)
    {
        var code = line.Words is [var first, ..] ? first : null;
        var why = new Reasoned(line.Text);
        return line.Verb switch
        {
            "change" => ChangeDraft.Decide(request, request.Content with { Background = $"{request.Content.Background}\n{line.Text}" }, by, now),
            Verb.Discard => DiscardDraft.Decide(request, by, now),
            // The cast's organisations are active members; accounts says so to everybody when it starts.
            Verb.Submit => SubmitAssistanceRequest.Decide(request, active: true, reference, by, now),
            Verb.Take => TakeAssistanceRequest.Decide(request, by),
            Verb.Return => ReturnAssistanceRequest.Decide(request, new Comments([new FieldComment(code, line.Text)]), by, now),
            Verb.Approve => ApproveAssistanceRequest.Decide(request, Approval(request, line.Text), by, now),
            Verb.Reject => RejectAssistanceRequest.Decide(request, new Rejection(code, line.Text, line.Words.ElementAtOrDefault(1)?.Replace('_', ' ')), by, now, periods),
            Verb.Redirect => RedirectAssistanceRequest.Decide(request, new Redirection(code?.Replace('_', ' '), line.Text), by, now),
            Verb.Consult => Consult(request, cast.Organisation(code ?? "").Id, line.Text, by, now),
            Verb.Open => OpenAssistanceRequest.Decide(request, new Opening(line.Text), by, now, periods),
            Verb.Hold => HoldAssistanceRequest.Decide(request, new HoldReason(code, line.Text), by, now),
            Verb.Resume => ResumeAssistanceRequest.Decide(request, why, by, now),
            Verb.HandOver => HandOverAssistanceRequest.Decide(request, owner.PersonId, Found(owner), by),
            Verb.Unfilled => EndUnfilled.Decide(request, why, by),
            Verb.Deliver => DeliverAssistanceRequest.Decide(request, why, by, now, periods),
            Verb.Close => CloseAssistanceRequest.Decide(request, why, by, now, periods),
            Verb.Withdraw => WithdrawAssistanceRequest.Decide(request, why, by),
            Verb.Cancel => CancelAssistanceRequest.Decide(request, why, by),
            _ => throw new StandstillException($"A request has no verb {line.Verb}.")
        };
    }

    private Decision<AssistanceRequest> Consult(AssistanceRequest request, Guid organisation, string? text, Caller by, DateTimeOffset now) =>
        ConsultOrganisations.Decide(request, new Question([organisation], text), new HashSet<Guid> { organisation }, by, now, periods);

    /// <summary>What accounts would say of one of the cast.</summary>
    private static FoundPeople Found(Caller one) => new(
        new Dictionary<Guid, PersonCard>
        {
            [one.PersonId] = new(one.PersonId, "", "", null, Active: true, [.. one.Memberships.GroupBy(m => m.OrganisationId, (organisation, of) => new MembershipRoles(organisation, [.. of.Select(m => m.Role)]))])
        }, Answered: true);

    /// <summary>Scores that differ from request to request, and never so low that they ask for a note.</summary>
    private static Approval Approval(AssistanceRequest request, string? text)
    {
        var salt = request.Content.Title?.Length ?? 0;
        return new Approval([.. RequestCodes.Criteria.Select((code, place) => new CriterionScore(code, 3 + ((salt + (place * place)) % 3)))], text, ConflictOfInterest: false);
    }
}
