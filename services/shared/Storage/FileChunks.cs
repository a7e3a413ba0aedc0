using System.Security.Cryptography;

namespace Alliance.Shared.Storage;

/// <summary>Length in bytes and SHA-256 (hex, lower case) of what was written: kept in the document that names the file.</summary>
public sealed record StoredFile(long Length, string Sha256);

/// <summary>Files as numbered chunks of 256 KB in the service's own storage. A file that no document names is garbage and does no harm.</summary>
public sealed class FileChunks
{
    internal const int ChunkBytes = 256 * 1024;

    private readonly IStorageEngine _engine;

    internal FileChunks(IStorageEngine engine) => _engine = engine;

    /// <summary>Writes the whole stream, replacing what stood under the id. The file is complete only when this returns.</summary>
    public async Task<StoredFile> Write(Guid id, Stream content, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(content);
        await _engine.DeleteChunks(id, ct);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ChunkBytes];
        long length = 0;
        for (var index = 0; ; index++)
        {
            var read = await content.ReadAtLeastAsync(buffer, ChunkBytes, throwOnEndOfStream: false, ct);
            if (read == 0) break;
            hash.AppendData(buffer, 0, read);
            await _engine.WriteChunk(id, index, buffer.AsMemory(0, read), ct);
            length += read;
            if (read < ChunkBytes) break;
        }
        return new StoredFile(length, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Copies the file into <paramref name="target"/>, one chunk in memory at a time.</summary>
    /// <returns>False when there is no such file (an empty one is none).</returns>
    public async Task<bool> CopyTo(Guid id, Stream target, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(target);
        for (var index = 0; ; index++)
        {
            if (await _engine.ReadChunk(id, index, ct) is not { } chunk) return index > 0;
            await target.WriteAsync(chunk, ct);
            if (chunk.Length < ChunkBytes) return true;
        }
    }

    /// <summary>To read it from any place, one chunk in memory at a time; asynchronously only.</summary>
    /// <param name="length">As <see cref="StoredFile.Length"/> says.</param>
    public Stream Open(Guid id, long length) => new ChunkStream(_engine, id, length);

    public Task Delete(Guid id, CancellationToken ct) => _engine.DeleteChunks(id, ct);
}
