using Alliance.Requests.Handling;
using Alliance.Requests.Reviewing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Routing;

/// <summary>
/// What was handed in goes to the coordinator whose topic it is, where the rules name one and that person may have it. In every other case, and while
/// accounts does not answer, it waits for somebody to take it: nobody waits for the rules.
/// </summary>
internal sealed partial class RouteByTopic(Store<AssistanceRequest> requests, Store<RoutingRules> routing, People people, ILogger<RouteByTopic> log)
{
    public async Task Follow(Guid id, CancellationToken ct)
    {
        if (await requests.Find(id, ct) is not { } read || !Waits(read.Value)) return;
        if ((await routing.Find(RoutingRules.Id, ct))?.Value.For(read.Value.Content.Topics) is not { } person) return;
        if (Decide(read.Value, person, await people.FindNow(person, ct)) is not { } taken) NotTheirs(id, person);
        // Somebody who took it meanwhile has it.
        else if (await requests.Save(read, taken.Next, Guid.Empty, taken.Steps, ct) is SaveResult<AssistanceRequest>.Saved) Routed(id, person);
    }

    /// <param name="found">What accounts says of that person now.</param>
    /// <returns>Null: it waits for somebody to take it.</returns>
    public static Decision<AssistanceRequest>.Moved? Decide(AssistanceRequest request, Guid person, FoundPeople found) =>
        Waits(request) && found.Answered && HandOverAssistanceRequest.Fault(found.Cards.GetValueOrDefault(person), request) is null
            ? TakeAssistanceRequest.Routed(request, person)
            : null;

    /// <summary>An appeal goes to the leads, what was returned back to whom it had.</summary>
    private static bool Waits(AssistanceRequest request) => request is { Status: RequestStatus.Submitted, OwnerId: null, Appeal: null, OnHold: false };

    [LoggerMessage(EventId = 220, Level = LogLevel.Information, Message = "Request {RequestId} goes to coordinator {PersonId} by its topics")]
    private partial void Routed(Guid requestId, Guid personId);

    [LoggerMessage(EventId = 221, Level = LogLevel.Information, Message = "Request {RequestId} waits: by its topics it is coordinator {PersonId}'s, who may not have it, or is not known just now")]
    private partial void NotTheirs(Guid requestId, Guid personId);
}
