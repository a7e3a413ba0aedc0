using System.Globalization;
using System.Text;
using Alliance.Local;

namespace Alliance.Services.Tests;

/// <summary>One row of a state machine, whichever service's. <paramref name="From"/> null = it begins there.</summary>
internal sealed record DrawnStep(string? From, string Verb, string To, string By);

/// <summary>Draws a service's transition table as its README shows it: between <c>&lt;!-- table: NAME --&gt;</c> and <c>&lt;!-- end --&gt;</c>.</summary>
internal static class Drawing
{
    public static string Of(IEnumerable<DrawnStep> steps)
    {
        // One arrow for one verb, whoever may.
        var arrows = steps.GroupBy(s => (s.From, s.Verb, s.To)).Select(g => (g.Key.From, g.Key.Verb, g.Key.To, By: string.Join(" or ", g.Select(s => Words(s.By))))).ToArray();
        var text = new StringBuilder("\n```mermaid\nstateDiagram-v2\n");
        foreach (var (from, verb, to, by) in arrows) text.Append(CultureInfo.InvariantCulture, $"    {from ?? "[*]"} --> {to}: {verb} ({by})\n");
        foreach (var end in arrows.Select(a => a.To).Distinct().Where(to => arrows.All(a => a.From != to))) text.Append(CultureInfo.InvariantCulture, $"    {end} --> [*]\n");
        text.Append("```\n\n| From | Verb | To | Who |\n|---|---|---|---|\n");
        foreach (var (from, verb, to, by) in arrows) text.Append(CultureInfo.InvariantCulture, $"| {from ?? "–"} | `{verb}` | {to} | {by} |\n");
        return text.Append('\n').ToString();
    }

    /// <summary>Null when the section is as the table says; else where the README as it should be was written.</summary>
    public static string? Differs(string readme, string name, IEnumerable<DrawnStep> steps)
    {
        var path = Path.Combine(Builds.Here().Root, readme);
        var text = File.ReadAllText(path);
        var (begin, end) = ($"<!-- table: {name} -->", "<!-- end -->");
        var start = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var stop = text.IndexOf(end, start, StringComparison.Ordinal);
        if (start < begin.Length || stop < 0) return $"{readme} has no section {begin} … {end}";
        var drawn = Of(steps);
        if (text[start..stop] == drawn) return null;
        var written = Path.Combine(AppContext.BaseDirectory, name + ".README.md");
        File.WriteAllText(written, text[..start] + drawn + text[stop..]);
        return $"{readme} differs from the table of {name}; copy {written} over it";
    }

    /// <summary><c>LateCoordinator</c> → <c>late coordinator</c>.</summary>
    private static string Words(string name) => string.Concat(name.Select((c, i) => char.IsUpper(c) && i > 0 ? " " + char.ToLowerInvariant(c) : char.ToLowerInvariant(c).ToString()));
}
