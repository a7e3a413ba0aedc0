using System.Text;

namespace Alliance.Shared.Receiving.Inspecting;

/// <summary>Plain text and CSV: UTF-8 without control characters, and not the beginning of a page or a drawing.</summary>
internal static class InspectText
{
    /// <summary>How much of a file programs look at to guess what it is. Source: WHATWG MIME Sniffing, 1,445 bytes.</summary>
    private const int Sniffed = 1_445;

    private static readonly string[] Tags = ["<!doctype", "<html", "<head", "<body", "<script", "<svg", "<iframe", "<?xml", "<!--", "<img", "<style", "<object"];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static async Task<string?> Of(Stream file, CancellationToken ct)
    {
        var start = Encoding.Latin1.GetString(await file.At(0, Sniffed, ct)).TrimStart('\u00EF', '\u00BB', '\u00BF').TrimStart();
        if (Tags.Any(tag => start.StartsWith(tag, StringComparison.OrdinalIgnoreCase))) return Fault.Markup;
        var decoder = Strict.GetDecoder();
        var letters = new char[Reading.Piece + 1];
        string? fault = null;
        try
        {
            await file.EachPiece(0, file.Length, piece =>
            {
                var count = decoder.GetChars(piece.Span, letters, flush: false);
                if (letters.AsSpan(0, count).ContainsAny(Forbidden)) fault = Fault.Mismatch;
                return fault is null;
            }, ct);
            if (fault is null) decoder.GetChars([], letters, flush: true);
        }
        catch (DecoderFallbackException)
        {
            return Fault.NotUtf8;
        }
        return fault;
    }

    /// <summary>Whether the beginning could be taken for a page, wherever in it.</summary>
    public static async Task<bool> LooksLikeMarkup(Stream file, CancellationToken ct)
    {
        var start = Encoding.Latin1.GetString(await file.At(0, Sniffed, ct));
        return ((string[])["<!doctype", "<html", "<script", "<svg", "<iframe"]).Any(tag => start.Contains(tag, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>All control characters but tab, line feed, form feed and carriage return.</summary>
    private static readonly System.Buffers.SearchValues<char> Forbidden =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Except([9, 10, 12, 13]).Append(127).Select(c => (char)c)]);
}
