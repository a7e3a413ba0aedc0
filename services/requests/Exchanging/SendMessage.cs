using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Exchanging;

/// <summary>
/// POST …/messages: the applicant's team writes to the coordinators, or a coordinator to the team; from submit on, whatever becomes of the request: one may
/// ask about a rejection, too. A draft has no other side yet.
/// </summary>
internal static class SendMessage
{
    private const string Sent = "sent";
    private const string Verb = "message";

    private static readonly InlineValidator<NewMessage> Rules = new()
    {
        v => v.RuleFor(m => m.Text).NotEmpty().Prose(FieldRules.LongestText),
        v => v.RuleFor(m => m.Language).LanguageTag()
    };

    public static async Task<IResult> Handle(
        Guid id, NewMessage? form, IdempotencyKey key, Reader reader, Store<AssistanceRequest> requests, Store<RequestMessage> messages, People people, TimeProvider clock,
        CancellationToken ct)
    {
        if (await requests.Find(id, ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (key.Fault() is { } fault) return Answers.ToHttp(fault);
        var outcome = await Send(read, form ?? new NewMessage(), key.Value, reader.Caller, messages, clock.GetUtcNow(), ct);
        var names = await people.Find([reader.Caller.PersonId], ct);
        return Answers.ToHttp(outcome, d => MessageView.Of(d, names));
    }

    public static Decision<RequestMessage> Decide(Stored<AssistanceRequest> read, NewMessage form, Caller caller, CreationKey? createdWith)
    {
        var request = read.Value;
        if (Conversation.SideOf(request, caller) is not { } side) return Conversation.Refuse(request, caller);
        if (request.Submissions == 0) return new Refusal(RefusalKind.Conflict, "wrong-state");
        var given = new NewMessage(Given.Text(form.Text), Given.LanguageTag(form.Language) ?? caller.Language);
        if (Validation.Check(Rules, given) is { } faulty) return faulty;
        return new Decision<RequestMessage>.Moved(
            new RequestMessage(read.Id, side, given.Text!, given.Language, request.Reference, request.OrganisationId, request.OwnerId, createdWith),
            new Step(Verb, From: null, Sent));
    }

    private static async Task<Outcome<RequestMessage>> Send(
        Stored<AssistanceRequest> read, NewMessage form, string? key, Caller caller, Store<RequestMessage> messages, DateTimeOffset now, CancellationToken ct)
    {
        var createdWith = key is null ? null : new CreationKey(caller.PersonId, $"{read.Id}:{key}", Given.HashOf(form));
        var decision = Decide(read, form, caller, createdWith);
        if (decision is not Decision<RequestMessage>.Moved moved) return ((Decision<RequestMessage>.Refused)decision).Why;
        var saved = await messages.Create(Guid.CreateVersion7(now), moved.Next, caller.PersonId, moved.Steps, ct);
        if (saved is not SaveResult<RequestMessage>.Taken taken) return Verbs.From(saved, created: true);
        // The key was used before: the same words get the same answer, others are a mistake of the client.
        var first = await messages.FindByKey(taken.Key, ct);
        return first?.Value.CreatedWith == createdWith && first is not null
            ? new Outcome<RequestMessage>.Created(first)
            : new Refusal(RefusalKind.Unprocessable, "idempotency-key-reused", new FieldFault("Idempotency-Key", "other-body"));
    }
}

/// <param name="Language">BCP 47; absent: that of who writes.</param>
internal sealed record NewMessage(string? Text = null, string? Language = null);
