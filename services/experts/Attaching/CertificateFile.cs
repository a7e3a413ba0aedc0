using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Attaching;

/// <summary>The paper of a certificate. Its bytes are stored under the id; the certificate names it.</summary>
/// <param name="Name">As it was called where it came from.</param>
/// <param name="Kind">A code of <see cref="CertificateFiles.Kinds"/>.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">Hex, lower case.</param>
internal sealed record CertificateFile(Guid Id, string Name, string Kind, long Length, string Sha256, DateTimeOffset At)
{
    /// <summary>Of its entries in the history: kind and id, never the name.</summary>
    public string Code => $"{Kind}/{Id}";
}

/// <summary>The rules of a profile's files. Pure.</summary>
internal static class CertificateFiles
{
    /// <summary>Of the history; in no state do they lead anywhere.</summary>
    public const string Attach = "attach-file", Remove = "remove-file";

    public const int FileMegabytes = 5;

    /// <summary>Of all files of one profile.</summary>
    public const int ProfileMegabytes = 50;

    public const long FileBytes = FileMegabytes * 1024L * 1024;

    /// <summary>What a paper looks like.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["pdf", "jpg", "png"];

    /// <summary>Bytes that one more file may have, where it takes the place of another.</summary>
    public static long Room(Expert expert, int place) =>
        ProfileMegabytes * 1024L * 1024 - expert.Files.Where(f => f.Id != expert.Profile.Certificates[place].File).Sum(f => f.Length);

    /// <summary>A file is named by the certificate it was attached to, or by nobody: an id of another is none.</summary>
    public static Refusal? Check(Profile profile, Profile before)
    {
        var known = before.Certificates.Select(c => c.File).OfType<Guid>().ToHashSet();
        FieldFault[] faults =
        [
            .. profile.Certificates.Select((c, place) => (c.File, place)).Where(c => c.File is { } file && !known.Remove(file)).Select(c => new FieldFault($"certificates[{c.place}].file", "unknown-id"))
        ];
        return faults.Length == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", faults);
    }

    /// <summary>Without the files that no certificate names any more, and an entry for each, by which its bytes go.</summary>
    public static (Expert Next, IReadOnlyList<Step> Steps) Kept(Expert next)
    {
        var gone = next.Files.Where(f => next.Profile.Certificates.All(c => c.File != f.Id)).ToArray();
        return gone.Length == 0 ? (next, []) : (next with { Files = [.. next.Files.Except(gone)] }, [.. gone.Select(f => Entry(next, Remove, f))]);
    }

    public static Step Entry(Expert expert, string verb, CertificateFile file)
    {
        var status = Wire<ExpertStatus>.Of(expert.Status);
        return new Step(verb, status, status, file.Code);
    }

    /// <summary>Follows from the entry, and again until it is marked: a crash leaves no bytes of what was removed.</summary>
    public static async Task DropRemoved(Stored<Expert> expert, HistoryEntry entry, FileChunks files, CancellationToken ct)
    {
        if (entry.Verb == Remove && FileOf(entry) is { } id && expert.Value.Files.All(f => f.Id != id)) await files.Delete(id, ct);
    }

    /// <summary>The bytes of the file that the entry is about, if it is about one.</summary>
    public static async Task Drop(HistoryEntry entry, FileChunks files, CancellationToken ct)
    {
        if (FileOf(entry) is { } id) await files.Delete(id, ct);
    }

    private static Guid? FileOf(HistoryEntry entry) => entry.Verb is Attach or Remove && Guid.TryParse(entry.Code?.Split('/')[^1], out var id) ? id : null;
}
