using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Matching;

/// <summary>POST …/open: a coordinator (or the time the applicant named) opens an approved request to experts, or one that found nobody once more.</summary>
internal static class OpenAssistanceRequest
{
    public static async Task<IResult> Handle(
        Guid id, Opening? opening, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, RequestsSettings periods, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Open, reader.Caller, reader.MaySee, read => Decide(read.Value, opening ?? new Opening(), reader.Caller, now, periods), ct,
            entry => entry.Text == Reasoned.Of(new Reasoned(opening?.Reason)));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Opening opening, Caller caller, DateTimeOffset now, RequestsSettings periods)
    {
        if (Transitions.Refuse(request, caller, Verb.Open) is { } refusal) return refusal;
        var reason = new Reasoned(opening.Reason);
        if (Reasoned.Optional(reason) is { } faulty) return faulty;
        if (opening.ClosesAt <= now) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("closesAt", "in-the-past"));
        return Opened(request, Reasoned.Of(reason), opening.ClosesAt?.ToUniversalTime() ?? StillToCome(request.Timers.ClosesAt, now), now, periods);
    }

    /// <summary>Whoever is on a need already counts at once.</summary>
    public static Decision<AssistanceRequest>.Moved Opened(AssistanceRequest request, string? reason, DateTimeOffset? closesAt, DateTimeOffset now, RequestsSettings periods)
    {
        var opened = request with { Status = Transitions.Target(request, Verb.Open), Timers = new RequestTimers(ClosesAt: closesAt) };
        var followed = ComputedStatus.Follow(opened, now, periods);
        return new(followed.Next, [Transitions.Entry(request, Verb.Open, text: reason), .. followed.Steps]);
    }

    /// <summary>An end that has passed would end it again at once; without one it goes on until somebody ends it.</summary>
    public static DateTimeOffset? StillToCome(DateTimeOffset? closesAt, DateTimeOffset now) => closesAt > now ? closesAt : null;
}

/// <param name="ClosesAt">When matching ends; left out, what the applicant named, if that is still to come.</param>
internal sealed record Opening(string? Reason = null, DateTimeOffset? ClosesAt = null);
