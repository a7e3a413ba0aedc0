using Alliance.Contracts;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Verifying;

/// <summary>
/// POST …/ask-consent: the expert gets a link for their supervisor, who needs no account, and hands it over: no address of a third person is ever in the platform.
/// A link of before is worth nothing then. That a consent came by a link is shown with it to whoever relies on it.
/// </summary>
internal static class AskConsent
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Caller caller, Store<Expert> store, SignedLinks links, RosterSettings settings, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(store, id, ifMatch, ExpertVerb.AskConsent, caller, d => caller.MaySee(d.Value), read => Decide(read.Value, caller, settings, now), ct);
        var document = outcome switch
        {
            Outcome<Expert>.Done done => done.Document,
            // The answer with the link was lost; it can be said once only, so there is another.
            Outcome<Expert>.AlreadyDone already => already.Document,
            _ => null
        };
        var token = document?.Value.ConsentAsked is { } asked ? await links.Issue(LinkPurpose.EmployerConsent, id, document.Value.PersonId, asked.ExpiresAt, ct) : null;
        return Answers.ToHttp(outcome, d => ExpertView.Of(d, caller) with { ConsentLink = token });
    }

    public static Decision<Expert> Decide(Expert expert, Caller caller, RosterSettings settings, DateTimeOffset now)
    {
        if (ExpertTransitions.Refuse(expert, caller, ExpertVerb.AskConsent) is { } refusal) return refusal;
        return new Decision<Expert>.Moved(expert with { ConsentAsked = new ConsentAsked(now, now + settings.ConsentLinkFor) }, ExpertTransitions.Entry(expert, ExpertVerb.AskConsent));
    }
}
