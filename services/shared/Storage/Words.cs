using System.Buffers;
using System.Globalization;
using System.Text;

namespace Alliance.Shared.Storage;

/// <summary>
/// Splits text into the words it is found by, the same for both engines and for what is searched: folded by NFKD, lower case, without marks;
/// й, ї and ў stay letters of their own, ґ counts as г; apostrophes inside a word and soft hyphens vanish.
/// </summary>
internal static class Words
{
    private const int MaxLength = 40;
    private const int SoftHyphen = 0xAD;

    private static readonly SearchValues<char> NoCharacters = SearchValues.Create(['\uFFFE', '\uFFFF', .. Enumerable.Range(0xFDD0, 32).Select(c => (char)c)]);

    /// <summary>A bound on what one document may cost: about 12 pages of text. Words beyond it are not found.</summary>
    private const int MaxWords = 2000;

    public static IReadOnlyList<string> Of(IEnumerable<string?> texts)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            if (text is null) continue;
            foreach (var word in Split(text))
            {
                if (words.Count == MaxWords) return [.. words];
                words.Add(word);
            }
        }
        return [.. words];
    }

    public static IEnumerable<string> Split(string text)
    {
        var runes = Runes(text);
        var word = new StringBuilder(MaxLength);
        var full = false;
        for (var i = 0; i < runes.Length; i++)
        {
            var rune = runes[i];
            // U+02BC, the modifier apostrophe, is a letter to Unicode, so it is looked for first.
            if (IsApostrophe(rune))
            {
                if (word.Length > 0 && i + 1 < runes.Length && Rune.IsLetter(runes[i + 1])) continue;
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                Append(rune);
                continue;
            }
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark)
            {
                Recompose((char)rune.Value);
                continue;
            }
            else if (rune.Value == SoftHyphen) continue;

            if (word.Length == 0) continue;
            yield return word.ToString();
            word.Clear();
            full = false;
        }
        if (word.Length > 0) yield return word.ToString();

        void Append(Rune rune)
        {
            // A pair that does not fit whole ends the word; nothing shorter comes after it.
            full |= word.Length + rune.Utf16SequenceLength > MaxLength;
            if (full) return;
            if (rune.IsBmp) word.Append(Fold((char)rune.Value));
            else word.Append(Rune.ToLowerInvariant(rune).ToString());
        }

        void Recompose(char mark)
        {
            if (word.Length == 0 || full) return;
            word[^1] = (word[^1], mark) switch
            {
                ('и', '\u0306') => 'й',
                ('і', '\u0308') => 'ї',
                ('у', '\u0306') => 'ў',
                var (letter, _) => letter
            };
        }
    }

    /// <summary>Half a surrogate pair (only ever an attack or a bug) counts as a sign; it cannot be normalised.</summary>
    private static Rune[] Runes(string text)
    {
        if (text.AsSpan().ContainsAnyInRange('\ud800', '\udfff')) text = string.Concat(text.EnumerateRunes());
        // Noncharacters (U+FFFE, U+FFFF, U+FDD0…) make Normalize throw.
        if (text.AsSpan().ContainsAny(NoCharacters)) text = string.Concat(text.Select(c => NoCharacters.Contains(c) ? ' ' : c));
        // Else "№5" would be the word "no5", and 5 not be found; an acute accent typed for an apostrophe would be a space.
        return [.. text.Replace('№', ' ').Replace('´', '\'').Normalize(NormalizationForm.FormKD).EnumerateRunes()];
    }

    private static bool IsApostrophe(Rune rune) => rune.IsBmp && (char)rune.Value is '\'' or '’' or 'ʼ' or '‘' or '`';

    private static char Fold(char c) => char.ToLowerInvariant(c) switch
    {
        'ґ' => 'г',
        'ł' => 'l',
        'ø' => 'o',
        'đ' => 'd',
        'ı' => 'i',
        var lower => lower
    };
}
