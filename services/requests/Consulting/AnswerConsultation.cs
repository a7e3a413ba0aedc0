using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Consulting;

/// <summary>
/// POST …/answer: a consulted organisation says whether it objects; after the last one the review goes on. In review, a coordinator answers an
/// objection: until then nothing is decided.
/// </summary>
internal static class AnswerConsultation
{
    private static readonly InlineValidator<Opinion> OfTheConsulted = new()
    {
        v => v.RuleFor(o => o.Objection).NotNull(),
        v => v.RuleFor(o => o.Text).Prose(FieldRules.LongestText),
        // What it objects to is what must be answered.
        v => v.RuleFor(o => o.Text).NotEmpty().When(o => o.Objection == true)
    };

    private static readonly InlineValidator<Opinion> OfTheCoordinator = new() { v => v.RuleFor(o => o.Text).NotEmpty().Prose(FieldRules.LongestText) };

    public static async Task<IResult> Handle(
        Guid id, Opinion? opinion, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var (said, now) = (opinion ?? new Opinion(), clock.GetUtcNow());
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Answer, reader.Caller, reader.MaySee, read => Decide(read.Value, said, reader.Caller, now), ct,
            entry => entry.Text == Given.Text(said.Text) && (said.Objection is null || entry.Code == OutcomeOf(said)));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Opinion opinion, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.Answer) is { } refusal) return refusal;
        var given = opinion with { Text = Given.Text(opinion.Text) };
        return request.Status == RequestStatus.InConsultation ? Answer(request, given, caller, now) : Reply(request, given, caller, now);
    }

    private static Decision<AssistanceRequest> Answer(AssistanceRequest request, Opinion given, Caller caller, DateTimeOffset now)
    {
        if (Validation.Check(OfTheConsulted, given) is { } faulty) return faulty;
        if (Which(request.Consultations.Where(c => c.IsOpen && caller.SpeaksFor(c.OrganisationId)), given, out var fault) is not { } answered) return fault!;
        var next = request with
        {
            Consultations = Changed(request, answered, answered with { AnsweredAt = now, Outcome = OutcomeOf(given), Text = given.Text })
        };
        if (!next.Consultations.Any(c => c.IsOpen)) next = next with { Status = RequestStatus.InReview, Timers = next.Timers with { ConsultedUntil = null } };
        return new Decision<AssistanceRequest>.Moved(next, new Step(Verb.Answer, request.Status.Wire(), next.Status.Wire(), OutcomeOf(given), given.Text));
    }

    private static Decision<AssistanceRequest> Reply(AssistanceRequest request, Opinion given, Caller caller, DateTimeOffset now)
    {
        if (Validation.Check(OfTheCoordinator, given) is { } faulty) return faulty;
        if (Which(request.Consultations.Where(c => c.IsOpenObjection), given, out var fault) is not { } objection) return fault!;
        return new Decision<AssistanceRequest>.Moved(
            request with { Consultations = Changed(request, objection, objection with { Reply = new ObjectionReply(given.Text!, caller.PersonId, now) }) },
            Transitions.Entry(request, Verb.Answer, text: given.Text));
    }

    /// <summary>The one that is named, or the only one; an organisation may be asked again in a later round, its newest is meant.</summary>
    private static Consultation? Which(IEnumerable<Consultation> open, Opinion given, out Refusal? fault)
    {
        var all = open.ToArray();
        var named = given.OrganisationId is { } id ? [.. all.Where(c => c.OrganisationId == id)] : all;
        fault = named.Length == 0 ? new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("organisationId", "not-asked"))
            : named.Select(c => c.OrganisationId).Distinct().Count() > 1 ? new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("organisationId", "which-consulted"))
            : null;
        return fault is null ? named[^1] : null;
    }

    private static IReadOnlyList<Consultation> Changed(AssistanceRequest request, Consultation before, Consultation after) =>
        [.. request.Consultations.Select(c => ReferenceEquals(c, before) ? after : c)];

    private static string OutcomeOf(Opinion opinion) => opinion.Objection == true ? ConsultationOutcome.Objection : ConsultationOutcome.NoObjection;
}

/// <param name="Objection">Of a consulted organisation; left out by the coordinator who answers one.</param>
/// <param name="Text">Why; an objection says it, and so does the answer to one.</param>
/// <param name="OrganisationId">For which it is said, or to which; needed where there are several.</param>
internal sealed record Opinion(bool? Objection = null, string? Text = null, Guid? OrganisationId = null);
