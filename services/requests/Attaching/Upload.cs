using Alliance.Shared.Storage;

namespace Alliance.Requests.Attaching;

/// <summary>
/// An upload under way, under the id of its file: written before its first byte, so that whatever a crash leaves of it is found and removed. A file counts
/// only once its request names it.
/// </summary>
/// <param name="SweepAt">Null: it is over.</param>
internal sealed record Upload(Guid RequestId, DateTimeOffset? SweepAt)
{
    public static readonly Declaration<Upload> Declaration = new("uploads") { DueAt = d => d.Value.SweepAt };

    public static DueWork<Upload> Due(IServiceProvider services)
    {
        var (requests, files) = (services.GetRequiredService<Store<AssistanceRequest>>(), services.GetRequiredService<FileChunks>());
        return new DueWork<Upload>(services.GetRequiredService<Store<Upload>>())
        {
            OnDue = async (upload, _, ct) =>
            {
                if (!await IsAttached(upload, requests, ct)) await files.Delete(upload.Id, ct);
                return new Advance<Upload>(upload.Value with { SweepAt = null }, Guid.Empty);
            }
        };
    }

    private static async Task<bool> IsAttached(Stored<Upload> upload, Store<AssistanceRequest> requests, CancellationToken ct) =>
        await requests.Find(upload.Value.RequestId, ct) is { } request && request.Value.Attachments.Any(a => a.Id == upload.Id && a.IsThere);
}
