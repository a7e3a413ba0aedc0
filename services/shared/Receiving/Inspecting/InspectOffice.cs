using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Alliance.Shared.Receiving.Inspecting;

/// <summary>
/// Documents of an office, which are archives: the entries unpacked one after the other, never more than a piece of one in memory; none a bomb, an archive, a
/// program or a macro; and the kind the name says. Sources: ECMA-376 part 2, OpenDocument 1.3 part 2.
/// </summary>
internal static class InspectOffice
{
    private const long MostUnpacked = 200L * 1024 * 1024;

    /// <summary>Text packs to a fiftieth at best; what packs better, from this size on, is no document.</summary>
    private const long RatioFrom = 1024 * 1024, MostRatio = 100;

    private const int LongestDescription = 1024 * 1024;
    private const string Types = "[Content_Types].xml", OpenType = "mimetype", Manifest = "META-INF/manifest.xml";

    /// <summary>ZIP, RAR, 7z, gzip, bzip2, xz, cabinet; programs of Windows, Linux; the older office, which holds macros and packages.</summary>
    private static readonly byte[][] Foreign =
    [
        [(byte)'P', (byte)'K', 3, 4], [(byte)'R', (byte)'a', (byte)'r', (byte)'!'], [0x37, 0x7A, 0xBC, 0xAF], [0x1F, 0x8B, 8], [(byte)'B', (byte)'Z', (byte)'h'], [0xFD, 0x37, 0x7A, 0x58],
        [(byte)'M', (byte)'S', (byte)'C', (byte)'F'], [(byte)'M', (byte)'Z'], [0x7F, (byte)'E', (byte)'L', (byte)'F'], [0xD0, 0xCF, 0x11, 0xE0]
    ];

    /// <param name="main">The content type of the main part.</param>
    public static async Task<string?> OpenXml(Stream file, string main, CancellationToken ct)
    {
        var (items, fault) = await ZipItems.Of(file, ct);
        if (fault is not null) return fault;
        if (items.Any(i => i.Name.Contains("vbaProject", StringComparison.OrdinalIgnoreCase) || i.Name.Contains("/activeX/", StringComparison.OrdinalIgnoreCase))) return Fault.Macros;
        if (!items.Any(i => i.Name == Types)) return Fault.Mismatch;
        return await Unpack(file, items, (name, text) => name == Types ? TypesFault(text, main) : RelationsFault(text),
            name => name == Types || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase), ct);
    }

    /// <param name="mediaType">What its first entry says.</param>
    public static async Task<string?> OpenDocument(Stream file, string mediaType, CancellationToken ct)
    {
        var (items, fault) = await ZipItems.Of(file, ct);
        if (fault is not null) return fault;
        if (items[0] is not { Name: OpenType, IsPacked: false } || !items.Any(i => i.Name == Manifest)) return Fault.Mismatch;
        if (items.Any(i => i.Size > 0 && (i.Name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || i.Name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase)))) return Fault.Macros;
        return await Unpack(file, items, (name, text) => name == OpenType
            ? text.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(mediaType)) ? null : Fault.Mismatch
            : ManifestFault(text), name => name is OpenType or Manifest, ct);
    }

    private static async Task<string?> Unpack(
        Stream file, IReadOnlyList<ZipItem> items, Func<string, byte[], string?> read, Func<string, bool> isDescription, CancellationToken ct)
    {
        if (items.Sum(i => i.Size) > MostUnpacked || items.Any(i => i.Size > RatioFrom && i.Size / Math.Max(1, i.Packed) > MostRatio)) return Fault.Bomb;
        var buffer = new byte[Reading.Piece];
        foreach (var item in items)
        {
            using var kept = isDescription(item.Name) ? new MemoryStream() : null;
            try
            {
                await using var slice = new Slice(file, item.DataAt, item.Packed);
                await using var content = item.IsPacked ? new DeflateStream(slice, CompressionMode.Decompress) : (Stream)slice;
                var sum = new Crc32();
                long size = 0;
                for (int count; (count = await content.ReadAtLeastAsync(buffer, 8, throwOnEndOfStream: false, ct)) > 0; size += count)
                {
                    // It says less than it is.
                    if (size + count > item.Size) return Fault.Bomb;
                    if (size == 0 && Foreign.Any(f => buffer.AsSpan(0, count).StartsWith(f))) return Fault.Nested;
                    sum.Add(buffer.AsSpan(0, count));
                    if (kept is null) continue;
                    if (size + count > LongestDescription) return Fault.Bomb;
                    kept.Write(buffer, 0, count);
                }
                if (size != item.Size || sum.Value != item.Sum) return Fault.Broken;
                if (kept is not null && read(item.Name, kept.ToArray()) is { } fault) return fault;
            }
            catch (Exception unreadable) when (unreadable is InvalidDataException or XmlException)
            {
                return Fault.Broken;
            }
        }
        return null;
    }

    private static string? TypesFault(byte[] text, string main)
    {
        var types = Attributes(text, "ContentType").Select(a => a["ContentType"]!).ToArray();
        if (types.Any(t => t.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || t.Contains("vbaProject", StringComparison.OrdinalIgnoreCase))) return Fault.Macros;
        return types.Contains(main, StringComparer.OrdinalIgnoreCase) ? null : Fault.Mismatch;
    }

    /// <summary>A link is followed by who reads; a template, a picture, an object would be loaded as soon as the document is opened.</summary>
    private static string? RelationsFault(byte[] text) =>
        Attributes(text, "TargetMode").Any(a => string.Equals(a["TargetMode"], "External", StringComparison.OrdinalIgnoreCase)
            && a.GetValueOrDefault("Type")?.EndsWith("/hyperlink", StringComparison.OrdinalIgnoreCase) != true)
            ? Fault.Active
            : null;

    private static string? ManifestFault(byte[] text)
    {
        using var reader = Xml(text);
        while (reader.Read())
        {
            if (reader.LocalName == "encryption-data") return Fault.Encrypted;
        }
        return null;
    }

    /// <summary>The attributes of every element that has this one.</summary>
    private static IEnumerable<Dictionary<string, string?>> Attributes(byte[] text, string having)
    {
        using var reader = Xml(text);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element || reader.GetAttribute(having) is null) continue;
            var attributes = new Dictionary<string, string?>(StringComparer.Ordinal);
            while (reader.MoveToNextAttribute()) attributes[reader.LocalName] = reader.Value;
            yield return attributes;
        }
    }

    private static XmlReader Xml(byte[] text) =>
        XmlReader.Create(new MemoryStream(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = LongestDescription });
}
