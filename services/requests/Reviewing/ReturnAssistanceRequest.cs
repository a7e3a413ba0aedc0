using Alliance.Requests.Reading;
using Alliance.Requests.Submitting;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Reviewing;

/// <summary>POST …/return: a coordinator, not of the applicant, asks for changes, field by field.</summary>
internal static class ReturnAssistanceRequest
{
    private const int MostComments = 100;

    private static readonly InlineValidator<Comments> Rules = new()
    {
        v => v.RuleFor(c => c.Items).NotEmpty().OverridePropertyName("comments"),
        v => v.RuleForEach(c => c.Items).NotNull().ChildRules(comment =>
        {
            comment.RuleFor(c => c.Field).NotEmpty().Line(200);
            comment.RuleFor(c => c.Text).NotEmpty().Prose(FieldRules.LongestText);
        }).OverridePropertyName("comments")
    };

    public static async Task<IResult> Handle(
        Guid id, Comments? comments, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, Store<SubmittedCopy> copies, TimeProvider clock, CancellationToken ct)
    {
        var (asked, now) = (comments ?? new Comments([]), clock.GetUtcNow());
        // Before the request opens to changes. A refusal or a crash after this leaves a copy of what was indeed submitted.
        if (await store.Find(id, ct) is { } read && read.Revision == ifMatch.Revision && Decide(read.Value, asked, reader.Caller, now) is Decision<AssistanceRequest>.Moved)
            await SubmittedCopy.Keep(read, copies, ct);
        var outcome = await Verbs.Apply(store, id, ifMatch, Verb.Return, reader.Caller, reader.MaySee, read => Decide(read.Value, asked, reader.Caller, now), ct,
            entry => entry.Text == TextOf(asked));
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    private static string TextOf(Comments comments) =>
        string.Join('\n', (comments.Items ?? []).Select(c => $"{Given.Text(c?.Field)}: {Given.Text(c?.Text)}"));

    public static Decision<AssistanceRequest> Decide(AssistanceRequest request, Comments comments, Caller caller, DateTimeOffset now)
    {
        if (Transitions.Refuse(request, caller, Verb.Return) is { } refusal) return refusal;
        // Before anything is made of them.
        if (comments.Items?.Count > MostComments) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("comments", "too-many", MostComments));
        var given = new Comments([.. (comments.Items ?? [])
            .Select(c => c is null ? null! : new FieldComment(Given.Text(c.Field), Given.Text(c.Text)))]);
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        var strange = given.Items
            .Select((c, place) => (c.Field, place))
            .Where(c => !FormPaths.Exists(request.Content, c.Field!))
            .Select(c => new FieldFault($"comments[{c.place}].field", "unknown-field"))
            .ToArray();
        if (strange.Length > 0) return new Refusal(RefusalKind.Invalid, "invalid", strange);

        // The comments on the document go with the next submit; in the history they stay. An approval that was proposed was of another text.
        var text = TextOf(given);
        return new Decision<AssistanceRequest>.Moved(
            request.Answered(now) with { Status = Transitions.Target(request, Verb.Return), Comments = given.Items, Decision = null, Criteria = [] },
            Transitions.Entry(request, Verb.Return, text: text));
    }
}

internal sealed record Comments([property: System.Text.Json.Serialization.JsonPropertyName("comments")] IReadOnlyList<FieldComment> Items);
