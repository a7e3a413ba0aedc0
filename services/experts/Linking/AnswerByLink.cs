using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts.Inviting;
using Alliance.Experts.Knowing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Experts.Linking;

/// <summary>
/// POST /internal/links: the expert's answer to an invitation by the link of the mail. The decisions are those of accept and decline, the actor is the
/// expert; that it came by a link stands with the invitation. Done once: whoever repeats it is told that it is answered.
/// </summary>
internal sealed partial class AnswerByLink(
    SignedLinks links, ConsentByLink consents, Store<Assignment> store, AssignmentSteps steps, Store<KnownPerson> people, TimeProvider clock, ILogger<AnswerByLink> log)
{
    /// <summary>Of an invitation that was answered by a link.</summary>
    public const string Via = "link";

    /// <summary>The reminder at half time may be saved between reading and answering, nothing else twice.</summary>
    private const int Tries = 3;

    public static Task<IResult> Handle([FromHeader(Name = ILinks.TokenHeader)] string? token, LinkAct? act, AnswerByLink answer, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return answer.By(token, act ?? new LinkAct(null, null), ct);
    }

    private async Task<IResult> By(string? token, LinkAct act, CancellationToken ct)
    {
        if (await links.Find(token, ct) is { Purpose: LinkPurpose.EmployerConsent } link) return await consents.By(link, act, ct);
        Outcome<Assignment> outcome = ShowLink.Unknown;
        for (var i = 0; i < Tries; i++)
        {
            if (await ShowLink.Find(token, links, store, ct) is not { } read) return Answers.ToHttp(ShowLink.Unknown);
            var state = InvitationLink.StateOf(read.Value, await InvitationLink.MayAct(read.Value.PersonId, people, ct), clock.GetUtcNow());
            if (state != LinkState.Open) return Answers.ToHttp(InvitationLink.Refuse(state));
            outcome = await Take(read, act, ct);
            if (outcome is not Outcome<Assignment>.Refused { Why.Kind: RefusalKind.Stale }) break;
        }
        if (outcome is not Outcome<Assignment>.Done done) return Answers.ToHttp(outcome, d => InvitationLink.Of(d, LinkState.Answered));
        Answered(done.Document.Id, act.Verb!, done.Document.Value.PersonId);
        return TypedResults.Ok(InvitationLink.Of(done.Document, LinkState.Answered));
    }

    private async Task<Outcome<Assignment>> Take(Stored<Assignment> read, LinkAct act, CancellationToken ct)
    {
        // The roles of the person are of no account: an invitation is answered by who was invited.
        var expert = new Caller(read.Value.PersonId, []);
        var revision = new IfMatch(read.Revision);
        switch (act.Verb)
        {
            case AssignmentVerb.Accept:
                if (!TryRead<Acceptance>(act.Body, out var acceptance)) return NoBody;
                var accepted = await steps.Take(read.Id, revision, AssignmentVerb.Accept, expert, (a, m) => ByLink(AcceptInvitation.Decide(a, acceptance?.ConflictOfInterest, expert, m)), ct);
                return AcceptInvitation.Said(accepted);
            case AssignmentVerb.Decline:
                if (!TryRead<Refused>(act.Body, out var refused)) return NoBody;
                return await steps.Take(read.Id, revision, AssignmentVerb.Decline, expert, (a, m) => ByLink(DeclineInvitation.Decide(a, refused ?? new Refused(), expert, m)), ct);
            default: return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("verb", "unknown-code"));
        }
    }

    public static Decision<Assignment> ByLink(Decision<Assignment> decision) => decision is Decision<Assignment>.Moved moved
        ? moved with { Next = moved.Next with { Invitation = moved.Next.Invitation! with { Via = Via } } }
        : decision;

    private static readonly Refusal NoBody = new(RefusalKind.Invalid, "invalid", new FieldFault("body", "required"));

    private static bool TryRead<T>(JsonObject? body, out T? read) where T : class
    {
        try
        {
            read = body.Deserialize<T>(JsonSerializerOptions.Web);
            return true;
        }
        catch (JsonException)
        {
            read = null;
            return false;
        }
    }

    [LoggerMessage(EventId = 441, Level = LogLevel.Information, Message = "Assignment {AssignmentId}: {Verb} by link, person {PersonId}")]
    private partial void Answered(Guid assignmentId, string verb, Guid personId);
}
