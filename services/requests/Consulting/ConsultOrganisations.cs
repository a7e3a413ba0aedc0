using Alliance.Requests.Reading;
using Alliance.Requests.Recognising;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Consulting;

/// <summary>POST …/consult: a coordinator asks other members what they think of a request. They read it as participants, from then on.</summary>
internal static class ConsultOrganisations
{
    private const int MostOrganisations = 10;

    private static readonly InlineValidator<Question> Rules = new()
    {
        v => v.RuleFor(q => q.Organisations).NotEmpty(),
        v => v.RuleFor(q => q.Text).NotEmpty().Prose(FieldRules.LongestText)
    };

    public static async Task<IResult> Handle(
        Guid id, Question? question, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, Store<KnownOrganisation> organisations, RequestsSettings periods,
        TimeProvider clock, CancellationToken ct)
    {
        var (asked, now) = (question ?? new Question(), clock.GetUtcNow());
        var members = new HashSet<Guid>();
        // Not for who may not consult: which organisations are members is not told to everybody.
        if (reader.Caller.IsCoordinator())
        {
            foreach (var organisation in (asked.Organisations ?? []).Distinct().Take(MostOrganisations))
            {
                if (await organisations.Find(organisation, ct) is { Value.IsActive: true }) members.Add(organisation);
            }
        }
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Consult, reader.Caller, reader.MaySee, read => Decide(read.Value, asked, members, reader.Caller, now, periods), ct,
            entry => entry.Code == asked.Organisations?.Distinct().LastOrDefault().ToString() && entry.Text == Given.Text(asked.Text));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    /// <param name="members">Which of those named are Active members, as far as is known here.</param>
    public static Decision<AssistanceRequest> Decide(
        AssistanceRequest request, Question question, IReadOnlySet<Guid> members, Caller caller, DateTimeOffset now, RequestsSettings periods)
    {
        if (Transitions.Refuse(request, caller, Verb.Consult) is { } refusal) return refusal;
        // Nobody but the applicant and coordinators reads it.
        if (AssistanceRequests.VisibilityOf(request) == AssistanceRequests.Restricted) return new Refusal(RefusalKind.Conflict, "restricted");
        if (question.Organisations?.Count > MostOrganisations)
            return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("organisations", "too-many", MostOrganisations));
        var given = new Question(question.Organisations ?? [], Given.Text(question.Text));
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        var strange = given.Organisations!
            .Select((organisation, place) => new FieldFault($"organisations[{place}]", organisation == request.OrganisationId ? "the-applicant" : members.Contains(organisation) ? "" : "no-member"))
            .Where(fault => fault.Code.Length > 0)
            .ToArray();
        if (strange.Length > 0) return new Refusal(RefusalKind.Invalid, "invalid", strange);

        Guid[] asked = [.. given.Organisations!.Distinct()];
        var next = request with
        {
            Status = Transitions.Target(request, Verb.Consult),
            Consultations = [.. request.Consultations, .. asked.Select(organisation => new Consultation(organisation, now, given.Text!))],
            // A hold that began before shifts by its whole length when it ends.
            Timers = request.Timers with { ConsultedUntil = periods.Days.Add(request.Held?.Since ?? now, periods.ConsultationTakes) }
        };
        // One entry for each: the history alone tells who was asked, and each of them is told by its own.
        return new Decision<AssistanceRequest>.Moved(next, [.. asked.Select((organisation, place) => new Step(
            Verb.Consult, (place == 0 ? request.Status : next.Status).Wire(), next.Status.Wire(), organisation.ToString(), place == asked.Length - 1 ? given.Text : null))]);
    }
}

/// <param name="Organisations">Active members, not the applicant.</param>
/// <param name="Text">What they are asked.</param>
internal sealed record Question(IReadOnlyList<Guid>? Organisations = null, string? Text = null);
