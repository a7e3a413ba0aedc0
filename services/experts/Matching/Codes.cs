using System.Collections.Concurrent;

namespace Alliance.Experts.Matching;

/// <summary>Topics, skills, languages and oblasts as small numbers: comparing ten thousand profiles compares numbers, not texts. The numbers live as long as the process.</summary>
internal static class Codes
{
    /// <summary>What no profile names.</summary>
    public const int Nobodys = -1;

    private static readonly ConcurrentDictionary<string, int> Numbers = new(StringComparer.OrdinalIgnoreCase);

    private static int last;

    /// <summary>A number drawn by two at once is used by one; the other leaves a gap.</summary>
    public static int Of(string code) => Numbers.TryGetValue(code, out var number) ? number : Numbers.GetOrAdd(code, static _ => Interlocked.Increment(ref last));

    /// <summary>For a question: it adds nothing, however often strange codes are asked for.</summary>
    public static int Known(string code) => Numbers.TryGetValue(code, out var number) ? number : Nobodys;

    /// <summary><c>en-GB</c> is spoken as <c>en</c>.</summary>
    public static string Language(string tag) => "language " + tag.Split('-')[0];
}
