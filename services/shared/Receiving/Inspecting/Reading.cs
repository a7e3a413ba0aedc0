namespace Alliance.Shared.Receiving.Inspecting;

/// <summary>Pieces of a file of which no more than a piece is ever in memory.</summary>
internal static class Reading
{
    public const int Piece = 64 * 1024;

    /// <summary>So many bytes from there, or as many as there are.</summary>
    public static async Task<byte[]> At(this Stream file, long offset, int count, CancellationToken ct)
    {
        if (offset < 0 || offset >= file.Length) return [];
        file.Position = offset;
        var bytes = new byte[Math.Min(count, file.Length - offset)];
        await file.ReadExactlyAsync(bytes, ct);
        return bytes;
    }

    /// <summary>All from there up to <paramref name="end"/>, piece by piece, as long as the reader wants more.</summary>
    public static async Task EachPiece(this Stream file, long offset, long end, Func<ReadOnlyMemory<byte>, bool> more, CancellationToken ct)
    {
        var buffer = new byte[Piece];
        file.Position = offset;
        for (var left = end - offset; left > 0;)
        {
            var read = await file.ReadAsync(buffer.AsMemory(0, (int)Math.Min(Piece, left)), ct);
            if (read == 0) throw new EndOfStreamException();
            left -= read;
            if (!more(buffer.AsMemory(0, read))) return;
        }
    }
}

/// <summary>A part of a file as a stream of its own. The file's position is its.</summary>
internal sealed class Slice(Stream file, long offset, long length) : Stream
{
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => length;
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, length - _read);
        if (count == 0) return 0;
        file.Position = offset + _read;
        var read = await file.ReadAsync(buffer[..count], cancellationToken);
        _read += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
