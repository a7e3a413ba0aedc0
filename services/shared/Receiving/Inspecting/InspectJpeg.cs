using System.Buffers.Binary;

namespace Alliance.Shared.Receiving.Inspecting;

/// <summary>
/// JPEG, segment by segment up to its end. Phones put a second picture after the first (a larger range of light, a depth map): nothing but such pictures
/// follows. Source: ITU-T T.81, CIPA DC-007.
/// </summary>
internal static class InspectJpeg
{
    private const int MostSegments = 20_000;
    private const long MostPoints = 200_000_000;

    public static async Task<string?> Of(Stream file, CancellationToken ct)
    {
        if ((await file.At(0, 3, ct)) is not [0xFF, 0xD8, 0xFF]) return Fault.Mismatch;
        if (await InspectText.LooksLikeMarkup(file, ct)) return Fault.Markup;
        for (long at = 0; ;)
        {
            var (end, fault) = await Picture(file, at, ct);
            if (fault is not null) return at == 0 ? fault : Fault.Hidden;
            if (end == file.Length) return null;
            if ((await file.At(end, 3, ct)) is not [0xFF, 0xD8, 0xFF]) return Fault.Hidden;
            at = end;
        }
    }

    /// <returns>Where the picture that begins there ends, or what is wrong with it.</returns>
    private static async Task<(long End, string? Fault)> Picture(Stream file, long at, CancellationToken ct)
    {
        at += 2;
        var hasSize = false;
        for (var number = 0; number < MostSegments; number++)
        {
            var head = await file.At(at, 4, ct);
            if (head.Length < 2 || head[0] != 0xFF) return (0, Fault.Broken);
            // Any number of fill bytes may stand before a marker.
            if (head[1] == 0xFF)
            {
                at++;
                continue;
            }
            if (head[1] == 0xD9) return hasSize ? (at + 2, null) : (0, Fault.Broken);
            if (head.Length < 4 || head[1] is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8)) return (0, Fault.Broken);
            var length = BinaryPrimitives.ReadUInt16BigEndian(head.AsSpan(2));
            if (length < 2 || at + 2 + length > file.Length) return (0, Fault.Broken);
            if (head[1] is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                var size = await file.At(at + 5, 4, ct);
                if (length < 8 || (long)BinaryPrimitives.ReadUInt16BigEndian(size) * BinaryPrimitives.ReadUInt16BigEndian(size.AsSpan(2)) > MostPoints) return (0, Fault.Bomb);
                hasSize = true;
            }
            var scan = head[1] == 0xDA;
            at += 2 + length;
            if (scan && (at = await EndOfScan(file, at, ct)) < 0) return (0, Fault.Broken);
        }
        return (0, Fault.Broken);
    }

    /// <returns>Where the next marker stands that is no restart and no stuffed byte; -1: the file ends before.</returns>
    private static async Task<long> EndOfScan(Stream file, long from, CancellationToken ct)
    {
        var (at, found, marked) = (from, -1L, false);
        await file.EachPiece(from, file.Length, piece =>
        {
            foreach (var b in piece.Span)
            {
                if (marked && b is not (0x00 or 0xFF or (>= 0xD0 and <= 0xD7)))
                {
                    found = at - 1;
                    return false;
                }
                marked = b == 0xFF;
                at++;
            }
            return true;
        }, ct);
        return found;
    }
}
