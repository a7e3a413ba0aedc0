namespace Alliance.Shared.Storage;

/// <summary>A stored file, read from any place, with one chunk of it in memory. Reading is asynchronous only.</summary>
internal sealed class ChunkStream(IStorageEngine engine, Guid id, long length) : Stream
{
    private byte[] _chunk = [];
    private int _index = -1;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get; set; }

    /// <exception cref="EndOfStreamException">A chunk is missing: it was deleted while it was read.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= length || buffer.Length == 0) return 0;
        var index = (int)(Position / FileChunks.ChunkBytes);
        if (index != _index)
        {
            _chunk = await engine.ReadChunk(id, index, cancellationToken) ?? throw new EndOfStreamException($"File {id} has no chunk {index}.");
            _index = index;
        }
        var within = (int)(Position % FileChunks.ChunkBytes);
        var count = Math.Min(buffer.Length, _chunk.Length - within);
        if (count <= 0) throw new EndOfStreamException($"File {id} is shorter than it was.");
        _chunk.AsMemory(within, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
