using System.Net;
using Alliance.Contracts;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Handling;

/// <summary>
/// GET /api/coordinators: a coordinator sees who the others are, as accounts says now: whom a request, a topic or the own work for some days can be given to. With
/// <c>requestId</c> only who may own that request.
/// </summary>
internal static partial class ListCoordinators
{
    public static async Task<IResult> Handle(
        string? requestId, string? cursor, HttpContext http, Reader reader, Store<AssistanceRequest> store, IAccounts accounts, ILogger<Reader> log, CancellationToken ct)
    {
        if (!reader.Caller.IsCoordinator()) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "forbidden"));
        FieldFault[] faults =
        [
            .. http.Request.Query.Keys.Where(name => name is not ("requestId" or "cursor")).Select(name => new FieldFault(name, "no-such-filter")),
            .. requestId is not null && !Guid.TryParse(requestId, out _) ? [new FieldFault("requestId", "not-id")] : Array.Empty<FieldFault>()
        ];
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        AssistanceRequest? request = null;
        if (requestId is not null)
        {
            if (await store.Find(Guid.Parse(requestId), ct) is not { } read || !reader.MaySee(read)) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
            request = read.Value;
        }
        var (page, refusal) = await Ask(accounts, cursor, log, ct);
        if (page is null) return Answers.ToHttp(refusal!);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new CoordinatorList([.. page.Items.Where(c => MayOwn(c, request)).Select(c => new CoordinatorItem(c.Id, c.Name, c.Organisations))], page.Next));
    }

    /// <param name="request">Null: any that is nobody's in particular.</param>
    public static bool MayOwn(CoordinatorCard coordinator, AssistanceRequest? request)
    {
        var person = new PersonCard(coordinator.Id, coordinator.Name, Email: "", Language: null, Active: true, coordinator.Memberships);
        return request is null ? HandOverAssistanceRequest.IsCoordinator(person) : HandOverAssistanceRequest.Fault(person, request) is null;
    }

    private static async Task<(Coordinators? Page, Refusal? Refusal)> Ask(IAccounts accounts, string? cursor, ILogger log, CancellationToken ct)
    {
        try
        {
            using var answer = await accounts.Coordinators(cursor, ct);
            if (answer.Content is { } page) return (page, null);
            if (answer.StatusCode == HttpStatusCode.BadRequest && cursor is not null) return (null, new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("cursor", "cursor")));
            Away(log, $"{answer.StatusCode}");
        }
#pragma warning disable CA1031 // Away, too slow, broken off by the circuit breaker: the caller is told so.
        catch (Exception away) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Away(log, away.GetType().Name);
        }
        return (null, new Refusal(RefusalKind.Unavailable, "accounts-away"));
    }

    [LoggerMessage(EventId = 245, Level = LogLevel.Warning, Message = "Accounts did not say who coordinates ({Fault})")]
    private static partial void Away(ILogger log, string fault);
}

internal sealed record CoordinatorList(IReadOnlyList<CoordinatorItem> Items, string? Next);

/// <param name="Organisations">Names of those they coordinate for.</param>
internal sealed record CoordinatorItem(Guid Id, string Name, IReadOnlyList<string> Organisations);
