using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Verifying;

/// <summary>POST …/employer-consent: the employer's administrator, or a coordinator who has it on paper, records until when the employer lets the expert go.</summary>
internal static class RecordConsent
{
    public static async Task<IResult> Handle(
        Guid id, GivenConsent? consent, IfMatch ifMatch, Caller caller, Store<Expert> store, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, ExpertVerb.EmployerConsent, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, consent?.Until, caller, now), ct);
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller));
    }

    public static Decision<Expert> Decide(Expert expert, DateOnly? until, Caller caller, DateTimeOffset now)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.EmployerConsent) is { } refusal) return refusal;
        if (Fault(until, now) is { } fault) return new Refusal(RefusalKind.Invalid, "invalid", fault);
        var last = until!.Value;
        if (expert.Consent?.Until == last && expert.Consent.By == caller.PersonId) return new Decision<Expert>.AlreadyDone();
        return new Decision<Expert>.Moved(
            expert with { Consent = new EmployerConsent(last, caller.PersonId, now) },
            ExpertTransitions.Entry(expert, ExpertVerb.EmployerConsent));
    }

    /// <summary>From today on, at most five years.</summary>
    public static FieldFault? Fault(DateOnly? until, DateTimeOffset now)
    {
        if (until is not { } last) return new FieldFault("until", "required");
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var latest = today.AddYears(5);
        return last < today || last > latest ? new FieldFault("until", "out-of-range", today, latest) : null;
    }
}

/// <param name="Until">The last day the consent holds.</param>
internal sealed record GivenConsent(DateOnly? Until);
