using Alliance.Requests.Attaching;
using Alliance.Requests.Evaluating;
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
        return new DueWork<AssistanceRequest>(services.GetRequiredService<Store<AssistanceRequest>>())
        {
            Announce = RequestAnnouncement.Of,
            Follow = async (read, entry, ct) =>
            {
                await RemoveAttachment.DropRemoved(read, entry, files, ct);
                await evaluations.Follow(read, entry, ct);
            },
            OnDue = (read, now, _) => Task.FromResult(
                Ticking.Tick(read.Value, now, periods) is { } moved ? new Advance<AssistanceRequest>(moved.Next, Guid.Empty, moved.Steps) : null)
        };
    }
}
