using System.Text.Json;
using System.Threading.RateLimiting;
using Alliance.Contracts;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Requests.Evaluating;

/// <summary>
/// <c>/internal/links</c> of requests: GET shows what a participants' link is for and changes nothing, POST takes one participant's answer. Nobody is asked who they
/// are; the key of the form tells a form that is sent twice. Taken in number up to a setting, in speed up to another: the link is for everybody who has it.
/// </summary>
internal sealed partial class AnswerByLink(
    SignedLinks links, Store<AssistanceRequest> requests, Store<Evaluation> evaluations, RequestsSettings periods, TimeProvider clock, ILogger<AnswerByLink> log) : IAsyncDisposable
{
    /// <summary>The only verb of such a link.</summary>
    public const string Verb = "evaluate";

    private const int LongestKey = 64;

    public static readonly Refusal Unknown = new(RefusalKind.Unknown, "unknown-link");

    private readonly PartitionedRateLimiter<Guid> limiter = PartitionedRateLimiter.Create<Guid, Guid>(whole => RateLimitPartition.GetFixedWindowLimiter(
        whole, _ => new FixedWindowRateLimiterOptions { PermitLimit = periods.ParticipantsPerMinute, Window = TimeSpan.FromMinutes(1) }));

    public static async Task<IResult> Show([FromHeader(Name = ILinks.TokenHeader)] string? token, AnswerByLink answer, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await answer.Find(token, ct) is { } whole ? TypedResults.Ok(await answer.Shown(whole, await answer.StateOf(whole, ct), ct)) : Answers.ToHttp(Unknown);
    }

    public static Task<IResult> Act([FromHeader(Name = ILinks.TokenHeader)] string? token, LinkAct? act, AnswerByLink answer, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return answer.Take(token, act ?? new LinkAct(null, null), ct);
    }

    public ValueTask DisposeAsync() => limiter.DisposeAsync();

    private async Task<IResult> Take(string? token, LinkAct act, CancellationToken ct)
    {
        if (await Find(token, ct) is not { } whole) return Answers.ToHttp(Unknown);
        if (act.Verb != Verb) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("verb", "unknown-code")));
        if (!TryRead(act, out var form)) return Answers.ToHttp(Given.NoBody);
        var key = Given.Text(form!.FormKey);
        if (key is null || key.Length > LongestKey || !key.All(char.IsAsciiLetterOrDigit)) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("formKey", "required")));
        // The same form once more: it is told what the first was told.
        if (await evaluations.FindByKey(Evaluations.FormKeyOf(whole.Id, key), ct) is not null) return TypedResults.Ok(await Shown(whole, LinkState.Answered, ct));
        if (await StateOf(whole, ct) is not LinkState.Open and var state)
            return Answers.ToHttp(new Refusal(RefusalKind.Conflict, state == LinkState.Expired ? "link-expired" : "link-moved-on"));
        var (given, refusal) = form.Evaluation.Read(whole.Value);
        if (given is null) return Answers.ToHttp(refusal!);
        using var permit = await limiter.AcquireAsync(whole.Id, 1, ct);
        if (!permit.IsAcquired) return Answers.ToHttp(new Refusal(RefusalKind.TooMany, "too-many-answers"));
        return await Keep(whole, given, key, ct) ? TypedResults.Ok(await Shown(whole, LinkState.Answered, ct)) : Answers.ToHttp(new Refusal(RefusalKind.Conflict, "link-moved-on"));
    }

    /// <summary>In the next free place; false when there is none left.</summary>
    private async Task<bool> Keep(Stored<Evaluation> whole, EvaluationAnswer given, string formKey, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var taken = await evaluations.Count(Evaluations.PartOf, whole.Id.ToString(), periods.MostParticipants, ct);
        for (var place = taken + 1; place <= periods.MostParticipants; place++)
        {
            var answer = whole.Value with
            {
                Status = EvaluationStatus.Given, AskedAt = now, NextAt = null, GivenAt = now, Answer = given, PartOf = whole.Id, Place = place, FormKey = formKey
            };
            var saved = await evaluations.Create(Guid.CreateVersion7(now), answer, Guid.Empty, [new Step(EvaluationVerb.Give, null, EvaluationStatus.Given.Wire())], ct);
            if (saved is SaveResult<Evaluation>.Saved)
            {
                Taken(whole.Value.RequestId, place);
                return true;
            }
            // Sent twice at the same moment.
            if (saved is SaveResult<Evaluation>.Taken { Key: var key } && key == Evaluations.FormKeyOf(whole.Id, formKey)) return true;
        }
        return false;
    }

    private async Task<Stored<Evaluation>?> Find(string? token, CancellationToken ct) =>
        await links.Find(token, ct) is { Purpose: LinkPurpose.Evaluate } link ? await evaluations.Find(link.DocumentId, ct) : null;

    private async Task<string> StateOf(Stored<Evaluation> whole, CancellationToken ct) =>
        whole.Value.AskedAt + periods.EvaluationOpen <= clock.GetUtcNow() ? LinkState.Expired
        : await evaluations.Count(Evaluations.PartOf, whole.Id.ToString(), periods.MostParticipants, ct) >= periods.MostParticipants ? LinkState.MovedOn
        : LinkState.Open;

    /// <summary>What any participant knows: they were there.</summary>
    private async Task<LinkShown> Shown(Stored<Evaluation> whole, string state, CancellationToken ct)
    {
        var request = (await requests.Find(whole.Value.RequestId, ct))?.Value;
        return new LinkShown(
            LinkPurpose.Evaluate, state, whole.Id, Guid.Empty, request?.Status.Wire() ?? "", whole.Value.RequestId, whole.Value.Reference, whole.Value.AskedAt + periods.EvaluationOpen, Period: null,
            DeliveryMode: null, SecurityZone: null, request is null ? null : AssistanceRequests.OblastOf(request), request?.Content.Topics ?? [], 0, []);
    }

    private static bool TryRead(LinkAct act, out ParticipantForm? form)
    {
        try
        {
            form = act.Body is { } body ? new ParticipantForm(body.Deserialize<EvaluationForm>(JsonSerializerOptions.Web)!, body["formKey"]?.GetValue<string>()) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            form = null;
        }
        return form is not null;
    }

    private sealed record ParticipantForm(EvaluationForm Evaluation, string? FormKey);

    [LoggerMessage(EventId = 230, Level = LogLevel.Information, Message = "Request {RequestId}: a participant answered by link, place {Place}")]
    private partial void Taken(Guid requestId, int place);
}
