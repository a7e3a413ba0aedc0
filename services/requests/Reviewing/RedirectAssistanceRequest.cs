using Alliance.Requests.Closing;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Reviewing;

/// <summary>POST …/redirect: a coordinator shows the applicant another programme that can help, and how to reach it. The request ends here.</summary>
internal static class RedirectAssistanceRequest
{
    private static readonly InlineValidator<Redirection> Rules = new()
    {
        v => v.RuleFor(r => r.Programme).NotEmpty().Line(200),
        v => v.RuleFor(r => r.Text).NotEmpty().Prose(FieldRules.LongestText)
    };

    public static async Task<IResult> Handle(
        Guid id, Redirection? redirection, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock, CancellationToken ct)
    {
        var (given, now) = (redirection ?? new Redirection(), clock.GetUtcNow());
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Redirect, reader.Caller, reader.MaySee, read => Decide(read.Value, given, reader.Caller, now), ct,
            entry => entry.Text == Given.Text(given.Text));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Redirection redirection, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.Redirect) is { } refusal) return refusal;
        var given = new Redirection(Given.Text(redirection.Programme), Given.Text(redirection.Text));
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        var next = request.EndedBy(Verb.Redirect).Answered(now) with
        {
            Criteria = [],
            Decision = new ReviewDecision("redirected", null, given.Text!, given.Programme, caller.PersonId, now)
        };
        return new Decision<AssistanceRequest>.Moved(next, Transitions.Entry(request, Verb.Redirect, text: given.Text));
    }
}

/// <param name="Programme">By name.</param>
/// <param name="Text">Why it, and how to reach it.</param>
internal sealed record Redirection(string? Programme = null, string? Text = null);
