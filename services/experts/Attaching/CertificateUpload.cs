using Alliance.Shared.Storage;

namespace Alliance.Experts.Attaching;

/// <summary>
/// An upload under way, under the id of its file: written before its first byte, so that whatever a crash leaves of it is found and removed. A file counts
/// only once its profile has it.
/// </summary>
/// <param name="SweepAt">Null: it is over.</param>
internal sealed record CertificateUpload(Guid ExpertId, DateTimeOffset? SweepAt)
{
    public static readonly Declaration<CertificateUpload> Declaration = new("certificateuploads") { DueAt = d => d.Value.SweepAt };

    public static DueWork<CertificateUpload> Due(IServiceProvider services)
    {
        var (experts, files) = (services.GetRequiredService<Store<Expert>>(), services.GetRequiredService<FileChunks>());
        return new DueWork<CertificateUpload>(services.GetRequiredService<Store<CertificateUpload>>())
        {
            OnDue = async (upload, _, ct) =>
            {
                if (await experts.Find(upload.Value.ExpertId, ct) is not { } expert || expert.Value.Files.All(f => f.Id != upload.Id)) await files.Delete(upload.Id, ct);
                return new Advance<CertificateUpload>(upload.Value with { SweepAt = null }, Guid.Empty);
            }
        };
    }
}
