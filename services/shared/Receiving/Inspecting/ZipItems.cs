using System.Buffers.Binary;
using System.Text;

namespace Alliance.Shared.Receiving.Inspecting;

/// <summary>One entry of an archive.</summary>
/// <param name="IsPacked">Deflated; otherwise as it is.</param>
/// <param name="DataAt">Where its bytes begin.</param>
internal sealed record ZipItem(string Name, bool IsPacked, uint Sum, long Packed, long Size, long At, long DataAt);

/// <summary>
/// The entries of a ZIP, read strictly: the directory at the very end, every byte before it an entry's, both descriptions of an entry the same, names that
/// stay within. What one reader could see and another not is refused. Source: PKWARE APPNOTE 6.3.
/// </summary>
internal static class ZipItems
{
    private const int MostItems = 2_000;
    private const int LongestDirectory = 1024 * 1024;
    private const int EndLength = 22, HeadLength = 30, LineLength = 46;
    private const int Encrypted = 1, SizesFollow = 8;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<(IReadOnlyList<ZipItem> Items, string? Fault)> Of(Stream file, CancellationToken ct)
    {
        if ((await file.At(0, 4, ct)) is not [(byte)'P', (byte)'K', 3, 4]) return ([], Fault.Mismatch);
        var end = await file.At(file.Length - EndLength, EndLength, ct);
        if (end is not [(byte)'P', (byte)'K', 5, 6, 0, 0, 0, 0, .., 0, 0]) return ([], Fault.Hidden);
        int count = BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10));
        long length = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12)), directory = BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16));
        if (count > MostItems || length > LongestDirectory) return ([], Fault.Bomb);
        if (directory + length + EndLength != file.Length) return ([], Fault.Hidden);
        var (items, fault) = Lines(await file.At(directory, (int)length, ct), count);
        return fault is null ? await Heads(file, items, directory, ct) : ([], fault);
    }

    private static (List<ZipItem> Items, string? Fault) Lines(byte[] directory, int count)
    {
        var items = new List<ZipItem>(count);
        var at = 0;
        for (var n = 0; n < count; n++)
        {
            if (directory.Length - at < LineLength) return ([], Fault.Broken);
            var line = directory.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(line) != 0x02014B50) return ([], Fault.Broken);
            var (flags, method) = (BinaryPrimitives.ReadUInt16LittleEndian(line[8..]), BinaryPrimitives.ReadUInt16LittleEndian(line[10..]));
            int name = BinaryPrimitives.ReadUInt16LittleEndian(line[28..]), extra = BinaryPrimitives.ReadUInt16LittleEndian(line[30..]), remark = BinaryPrimitives.ReadUInt16LittleEndian(line[32..]);
            if ((flags & Encrypted) != 0) return ([], Fault.Encrypted);
            if (method is not (0 or 8) || directory.Length - at < LineLength + name + extra + remark) return ([], Fault.Broken);
            var attributes = BinaryPrimitives.ReadUInt32LittleEndian(line[38..]);
            if (NameOf(line.Slice(LineLength, name)) is not { } text || IsLink(attributes)) return ([], Fault.Paths);
            items.Add(new ZipItem(text, method == 8, BinaryPrimitives.ReadUInt32LittleEndian(line[16..]), BinaryPrimitives.ReadUInt32LittleEndian(line[20..]),
                BinaryPrimitives.ReadUInt32LittleEndian(line[24..]), BinaryPrimitives.ReadUInt32LittleEndian(line[42..]), DataAt: 0));
            at += LineLength + name + extra + remark;
        }
        if (items.DistinctBy(i => i.Name, StringComparer.OrdinalIgnoreCase).Count() < items.Count) return ([], Fault.Hidden);
        return at == directory.Length ? (items, null) : ([], Fault.Hidden);
    }

    /// <summary>In the order they lie in, without a gap.</summary>
    private static async Task<(IReadOnlyList<ZipItem> Items, string? Fault)> Heads(Stream file, List<ZipItem> lines, long directory, CancellationToken ct)
    {
        var items = new List<ZipItem>(lines.Count);
        long at = 0;
        foreach (var line in lines.OrderBy(l => l.At))
        {
            if (line.At != at) return ([], Fault.Hidden);
            var head = await file.At(at, HeadLength, ct);
            if (head.Length < HeadLength || BinaryPrimitives.ReadUInt32LittleEndian(head) != 0x04034B50) return ([], Fault.Broken);
            var flags = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(6));
            int name = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(26)), extra = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(28));
            var method = BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(8));
            var sizesFollow = (flags & SizesFollow) != 0;
            if (NameOf(await file.At(at + HeadLength, name, ct)) != line.Name || (method == 8) != line.IsPacked || (flags & Encrypted) != 0
                || (!sizesFollow && BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(18)) != line.Packed)
                || (!line.IsPacked && line.Packed != line.Size)) return ([], Fault.Hidden);
            var data = at + HeadLength + name + extra;
            at = data + line.Packed;
            if (at > directory) return ([], Fault.Broken);
            // The sizes once more, with or without a mark before them.
            if (sizesFollow) at += (await file.At(at, 4, ct)) is [(byte)'P', (byte)'K', 7, 8] ? 16 : 12;
            items.Add(line with { DataAt = data });
        }
        return at == directory ? (items, null) : ([], Fault.Hidden);
    }

    /// <summary>Null: it leads out of the archive, or is read differently by different programs.</summary>
    private static string? NameOf(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var name = Strict.GetString(bytes);
            return name.Length == 0 || name[0] == '/' || name.Any(c => char.IsControl(c) || c is '\\' or ':') || name.Split('/').Any(part => part is ".." or ".") ? null : name;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Of Unix: the file type in the upper half of the attributes.</summary>
    private static bool IsLink(uint attributes) => ((attributes >> 16) & 0xF000) == 0xA000;
}
