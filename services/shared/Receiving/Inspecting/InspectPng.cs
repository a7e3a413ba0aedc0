using System.Buffers.Binary;
using System.Text;

namespace Alliance.Shared.Receiving.Inspecting;

/// <summary>PNG, chunk by chunk with its check sums up to its end, after which nothing follows.</summary>
internal static class InspectPng
{
    private const int MostChunks = 20_000;

    /// <summary>What is shown takes four bytes a point in memory, however little the file is.</summary>
    private const long MostPoints = 100_000_000;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Those every reader must know. Any other with a capital first letter is of no PNG.</summary>
    private static readonly string[] Critical = ["IHDR", "PLTE", "IDAT", "IEND"];

    public static async Task<string?> Of(Stream file, CancellationToken ct)
    {
        if (!(await file.At(0, Signature.Length, ct)).AsSpan().SequenceEqual(Signature)) return Fault.Mismatch;
        if (await InspectText.LooksLikeMarkup(file, ct)) return Fault.Markup;
        long at = Signature.Length;
        var hasData = false;
        for (var number = 0; number < MostChunks; number++)
        {
            var head = await file.At(at, 8, ct);
            if (head.Length < 8) return Fault.Broken;
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            var type = Encoding.Latin1.GetString(head, 4, 4);
            var end = at + 8 + length + 4;
            if (end > file.Length || !type.All(char.IsAsciiLetter) || (char.IsAsciiLetterUpper(type[0]) && !Critical.Contains(type)) || (number == 0) != (type == "IHDR")) return Fault.Broken;
            if (type == "IHDR" && await Size(file, at + 8, length, ct) is { } faulty) return faulty;
            if (!await HasItsSum(file, at + 4, end - 4, ct)) return Fault.Broken;
            hasData |= type == "IDAT";
            at = end;
            if (type == "IEND") return !hasData || length > 0 ? Fault.Broken : at < file.Length ? Fault.Hidden : null;
        }
        return Fault.Broken;
    }

    private static async Task<string?> Size(Stream file, long at, uint length, CancellationToken ct)
    {
        if (length != 13) return Fault.Broken;
        var size = await file.At(at, 8, ct);
        long width = BinaryPrimitives.ReadUInt32BigEndian(size), height = BinaryPrimitives.ReadUInt32BigEndian(size.AsSpan(4));
        return width is 0 or > int.MaxValue || height is 0 or > int.MaxValue ? Fault.Broken : width * height > MostPoints ? Fault.Bomb : null;
    }

    private static async Task<bool> HasItsSum(Stream file, long from, long end, CancellationToken ct)
    {
        var sum = new Crc32();
        await file.EachPiece(from, end, piece =>
        {
            sum.Add(piece.Span);
            return true;
        }, ct);
        return sum.Value == BinaryPrimitives.ReadUInt32BigEndian(await file.At(end, 4, ct));
    }
}
