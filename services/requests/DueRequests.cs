using Alliance.Requests.Linking;
using Alliance.Requests.Routing;
using Alliance.Requests.Submitting;
using Alliance.Shared.Storage;

namespace Alliance.Requests;

/// <summary>What the background loop does for requests: it announces their history and lets times pass.</summary>
internal static class DueRequests
{
    public static DueWork<AssistanceRequest> Of(IServiceProvider services)
    {
        var periods = services.GetRequiredService<RequestsSettings>();
        var (store, counters) = (services.GetRequiredService<Store<AssistanceRequest>>(), services.GetRequiredService<Counters>());
        var route = ActivatorUtilities.CreateInstance<RouteByTopic>(services);
        return new DueWork<AssistanceRequest>(store)
        {
            Announce = RequestAnnouncement.Of,
            Follow = (read, entry, ct) => (entry.Verb, entry.To) switch
            {
                (Verb.Reopen, "closed") => FollowUp.Ensure(read, store, counters, ct),
                (Verb.Submit or Verb.Reopen, "submitted") => route.Follow(read.Id, ct),
                _ => Task.CompletedTask
            },
            OnDue = (read, now, _) => Task.FromResult(
                Ticking.Tick(read.Value, now, periods) is { } moved ? new Advance<AssistanceRequest>(moved.Next, Guid.Empty, moved.Steps) : null)
        };
    }
}
