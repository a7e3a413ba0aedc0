using System.Text.Json;
using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Experts.Verifying;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Experts.Linking;

/// <summary>
/// A supervisor says by the link until when the expert may go, and what they are at the employer: a position, no name. Nobody signed in, so the actor is nobody,
/// and the consent says that it came by a link. Done once.
/// </summary>
internal sealed partial class ConsentByLink(Store<Expert> store, Store<KnownPerson> people, TimeProvider clock, ILogger<ConsentByLink> log)
{
    /// <summary>The expert may be writing the profile at the same moment.</summary>
    private const int Tries = 3;

    private static readonly InlineValidator<LinkedConsent> Rules = new() { v => v.RuleFor(c => c.Position).NotEmpty().Line(200) };

    /// <summary>Null when the link is of no profile.</summary>
    public async Task<LinkShown?> Show(SignedLink link, CancellationToken ct) =>
        await store.Find(link.DocumentId, ct) is { } read && read.Value.PersonId == link.PersonId
            ? ConsentLink.Of(read, ConsentLink.StateOf(read.Value, link, await InvitationLink.MayAct(link.PersonId, people, ct), clock.GetUtcNow()))
            : null;

    public async Task<IResult> By(SignedLink link, LinkAct act, CancellationToken ct)
    {
        for (var i = 0; i < Tries; i++)
        {
            if (await store.Find(link.DocumentId, ct) is not { } read || read.Value.PersonId != link.PersonId) return Answers.ToHttp(ShowLink.Unknown);
            var state = ConsentLink.StateOf(read.Value, link, await InvitationLink.MayAct(link.PersonId, people, ct), clock.GetUtcNow());
            if (state != LinkState.Open) return Answers.ToHttp(InvitationLink.Refuse(state));
            if (act.Verb != ExpertVerb.EmployerConsent) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("verb", "unknown-code")));
            if (!TryRead(act, out var given)) return Answers.ToHttp(Given.NoBody);
            var decision = Decide(read.Value, given, clock.GetUtcNow());
            if (decision is not Decision<Expert>.Moved moved) return Answers.ToHttp(((Decision<Expert>.Refused)decision).Why);
            if (await store.Save(read, moved.Next, Guid.Empty, moved.Steps, ct) is not SaveResult<Expert>.Saved { Document: var saved }) continue;
            Consented(saved.Id);
            return TypedResults.Ok(ConsentLink.Of(saved, LinkState.Answered));
        }
        return Answers.ToHttp(new Refusal(RefusalKind.Conflict, "stale"));
    }

    public static Decision<Expert> Decide(Expert expert, LinkedConsent given, DateTimeOffset now)
    {
        var kept = given with { Position = Given.Text(given.Position) };
        FieldFault[] faults = [.. RecordConsent.Fault(kept.Until, now) is { } fault ? [fault] : Array.Empty<FieldFault>(), .. Validation.Check(Rules, kept)?.Fields ?? []];
        if (faults.Length > 0) return new Refusal(RefusalKind.Invalid, "invalid", faults);
        return new Decision<Expert>.Moved(
            expert with
            {
                Consent = new EmployerConsent(kept.Until!.Value, Guid.Empty, now, AnswerByLink.Via, kept.Position),
                ConsentAsked = expert.ConsentAsked! with { AnsweredAt = now }
            },
            ExpertTransitions.Entry(expert, ExpertVerb.EmployerConsent));
    }

    private static bool TryRead(LinkAct act, out LinkedConsent read)
    {
        try
        {
            read = act.Body.Deserialize<LinkedConsent>(JsonSerializerOptions.Web) ?? new LinkedConsent(null, null);
            return true;
        }
        catch (JsonException)
        {
            read = new LinkedConsent(null, null);
            return false;
        }
    }

    [LoggerMessage(EventId = 440, Level = LogLevel.Information, Message = "Expert {ExpertId}: employer-consent by link")]
    private partial void Consented(Guid expertId);
}

/// <param name="Until">The last day the consent holds.</param>
/// <param name="Position">Of who says it: "Head of department".</param>
internal sealed record LinkedConsent(DateOnly? Until, string? Position);
