using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Alliance.Shared.Receiving.Inspecting;

/// <summary>
/// PDF: begins with its head, ends with its end, and its cross-reference stands where it says. Nothing in it runs, starts or hides a file, as far as its names
/// tell; what lies in packed objects the virus scan sees. Source: ISO 32000-2, 7.5 and 12.6.
/// </summary>
internal static partial class InspectPdf
{
    private const int Tail = 1_024;

    /// <summary>Within so much of the end a reader of archives looks for theirs: 22 bytes and the longest remark.</summary>
    private const int ArchiveTail = 22 + ushort.MaxValue;

    private const int LongestName = 16;

    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["JavaScript"] = Fault.Active,
        ["Launch"] = Fault.Active,
        ["RichMedia"] = Fault.Active,
        ["ImportData"] = Fault.Active,
        ["EmbeddedFile"] = Fault.Nested,
        ["EmbeddedFiles"] = Fault.Nested,
        ["Encrypt"] = Fault.Encrypted
    };

    public static async Task<string?> Of(Stream file, CancellationToken ct)
    {
        if (!Head().IsMatch(Encoding.Latin1.GetString(await file.At(0, 16, ct)))) return Fault.Mismatch;
        if (await InspectText.LooksLikeMarkup(file, ct)) return Fault.Markup;
        var end = Encoding.Latin1.GetString(await file.At(Math.Max(0, file.Length - ArchiveTail), ArchiveTail, ct));
        if (end.Contains("PK\u0005\u0006", StringComparison.Ordinal)) return Fault.Hidden;
        var tail = end[Math.Max(0, end.Length - Tail)..];
        if (End().Match(tail) is not { Success: true } ended) return tail.Contains("%%EOF", StringComparison.Ordinal) ? Fault.Hidden : Fault.Broken;
        if (!long.TryParse(ended.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            || !Table().IsMatch(Encoding.Latin1.GetString(await file.At(at, 32, ct)))) return Fault.Broken;
        return await WhatItsNamesSay(file, ct);
    }

    private static async Task<string?> WhatItsNamesSay(Stream file, CancellationToken ct)
    {
        string? fault = null;
        var name = new StringBuilder(LongestName);
        var (inName, escape, value) = (false, 0, 0);
        await file.EachPiece(0, file.Length, piece =>
        {
            foreach (var b in piece.Span)
            {
                if (inName && escape > 0 && Uri.IsHexDigit((char)b))
                {
                    // #4A is a way to write J.
                    value = (value << 4) | Convert.ToInt32(((char)b).ToString(), 16);
                    if (--escape == 0) name.Append((char)value);
                    continue;
                }
                if (inName && b == '#')
                {
                    (escape, value) = (2, 0);
                    continue;
                }
                if (inName && char.IsAsciiLetterOrDigit((char)b) && name.Length < LongestName)
                {
                    name.Append((char)b);
                    continue;
                }
                if (inName && Names.TryGetValue(name.ToString(), out fault)) return false;
                inName = b == '/';
                escape = 0;
                name.Clear();
            }
            return true;
        }, ct);
        return fault;
    }

    [GeneratedRegex(@"\A%PDF-[12]\.[0-9][\r\n \t]")]
    private static partial Regex Head();

    [GeneratedRegex(@"startxref\s+([0-9]{1,10})\s+%%EOF\s*\z")]
    private static partial Regex End();

    [GeneratedRegex(@"\A\s*(xref\b|[0-9]+\s+[0-9]+\s+obj\b)")]
    private static partial Regex Table();
}
