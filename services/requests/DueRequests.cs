using Alliance.Requests.Attaching;
using Alliance.Requests.Counting;
using Alliance.Requests.Evaluating;
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
        var evaluations = services.GetRequiredService<AskForEvaluations>();
        var files = services.GetRequiredService<FileChunks>();
        var periods = services.GetRequiredService<RequestsSettings>();
        var (store, counters) = (services.GetRequiredService<Store<AssistanceRequest>>(), services.GetRequiredService<Counters>());
        // Made when it is first needed: a program that only fills the stores has no way to accounts.
        var route = new Lazy<RouteByTopic>(() => ActivatorUtilities.CreateInstance<RouteByTopic>(services));
        return new DueWork<AssistanceRequest>(store)
        {
            Announce = RequestAnnouncement.Of,
            Follow = async (read, entry, ct) =>
            {
                await RemoveAttachment.DropRemoved(read, entry, files, ct);
                await evaluations.Follow(read, entry, ct);
                if (entry is { Verb: Verb.Reopen, To: "closed" }) await Successor.Ensure(read, store, counters, ct);
                if (entry is { Verb: Verb.Submit or Verb.Reopen, To: "submitted" }) await route.Value.Follow(read.Id, ct);
            },
            OnDue = (read, now, _) => Task.FromResult(
                Ticking.Tick(read.Value, now, periods) is { } moved ? new Advance<AssistanceRequest>(moved.Next, Guid.Empty, moved.Steps)
                // It is saved as it is: its clock runs from then on, since nobody was promised anything before.
                : Settling.IsOwed(read.Value) ? new Advance<AssistanceRequest>(read.Value, read.UpdatedBy)
                : null)
        };
    }
}
