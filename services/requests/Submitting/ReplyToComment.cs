using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Submitting;

/// <summary>POST …/reply: while it is theirs to change, the applicant's team answers a comment in words; the owner is told. The last answer counts.</summary>
internal static class ReplyToComment
{
    private static readonly InlineValidator<Reply> Rules = new()
    {
        v => v.RuleFor(r => r.Field).NotEmpty().Line(200),
        v => v.RuleFor(r => r.Text).NotEmpty().Prose(FieldRules.LongestText)
    };

    public static async Task<IResult> Handle(Guid id, Reply? reply, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var given = Of(reply);
        var outcome = await Verbs.Apply(
            store, id, ifMatch, Verb.Reply, reader.Caller, reader.MaySee, read => Decide(read.Value, given, reader.Caller), ct, entry => entry.Text == TextOf(given));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Reply reply, Caller caller)
    {
        if (Transitions.Refuse(request, caller, Verb.Reply) is { } refusal) return refusal;
        var given = Of(reply);
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        if (request.Comments.FirstOrDefault(c => c.Field == given.Field) is not { } comment)
            return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("field", "no-comment"));
        if (comment.Answer == given.Text) return new Decision<AssistanceRequest>.AlreadyDone();
        return new Decision<AssistanceRequest>.Moved(
            request with { Comments = [.. request.Comments.Select(c => c == comment ? c with { Answer = given.Text } : c)] },
            Transitions.Entry(request, Verb.Reply, text: TextOf(given)));
    }

    private static Reply Of(Reply? reply) => new(Given.Text(reply?.Field), Given.Text(reply?.Text));

    private static string TextOf(Reply reply) => $"{reply.Field}: {reply.Text}";
}

/// <param name="Field">The path the comment is about.</param>
internal sealed record Reply(string? Field = null, string? Text = null);
