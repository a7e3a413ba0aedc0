using System.Runtime.CompilerServices;
using System.Text;
using Alliance.Requests;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>The table and the diagram of the service's README are drawn from <see cref="Transitions.Table"/>.</summary>
public sealed class ReadmeTests
{
    private const string Begin = "<!-- drawn from Transitions.cs -->";
    private const string End = "<!-- end -->";

    [Fact]
    public void The_readme_shows_the_table_as_it_is()
    {
        var path = Path.Combine(Path.GetDirectoryName(Here())!, "../../../services/requests/README.md");
        var readme = File.ReadAllText(path);
        var (from, to) = (readme.IndexOf(Begin, StringComparison.Ordinal), readme.IndexOf(End, StringComparison.Ordinal));
        Assert.True(from >= 0 && to > from, $"README.md has lost its marks {Begin} and {End}");
        var drawn = readme[..from] + Begin + "\n\n" + Diagram() + "\n" + Table() + "\n" + readme[to..];
        if (drawn == readme) return;
        var written = Path.Combine(AppContext.BaseDirectory, "requests-README.md");
        File.WriteAllText(written, drawn);
        Assert.Fail($"services/requests/README.md differs from the table; copy {written} over it.");
    }

    /// <summary>What leads from every open state, or back to the same, would hide the rest: it stands in the table.</summary>
    private static string Diagram()
    {
        var text = new StringBuilder("```mermaid\nstateDiagram-v2\n    [*] --> Draft: draft (editor)\n");
        var arrows = Transitions.Table.GroupBy(t => (t.Verb, t.By, t.Provided, Stays: t.From == t.To))
            .Where(g => !g.Key.Stays && g.Count() < RequestStatuses.Open.Count).SelectMany(g => g)
            .GroupBy(t => (t.From, t.To, t.Verb));
        foreach (var arrow in arrows.OrderBy(a => a.Key.From).ThenBy(a => a.Key.To))
            text.Append("    ").Append(arrow.Key.From).Append(" --> ").Append(arrow.Key.To).Append(": ").Append(arrow.Key.Verb)
                .Append(" (").AppendJoin(", ", arrow.Select(t => Who(t.By)).Distinct()).Append(")\n");
        foreach (var end in Enum.GetValues<RequestStatus>().Where(s => s != RequestStatus.Draft && !RequestStatuses.Open.Contains(s)))
            text.Append("    ").Append(end).Append(" --> [*]\n");
        return text.Append("```\n").ToString();
    }

    private static string Table()
    {
        var text = new StringBuilder("| Verb | Who | From | To |\n|---|---|---|---|\n");
        foreach (var row in Transitions.Table.GroupBy(t => (t.Verb, t.By, t.Provided, To: t.From == t.To ? "(stays)" : t.To.Wire())))
        {
            var from = row.Select(t => t.From).ToArray();
            text.Append("| `").Append(row.Key.Verb).Append("` | ").Append(Who(row.Key.By)).Append(Conditions(row.Key.Provided)).Append(" | ").Append(from.SequenceEqual(RequestStatuses.Open) ? "any open" : from.Length == Enum.GetValues<RequestStatus>().Length - 1 ? "any but discarded" : string.Join(", ", from.Select(s => s.Wire())))
                .Append(" | ").Append(row.Key.To).Append(" |\n");
        }
        return text.ToString();
    }

    private static string Conditions(Provided provided) => string.Concat(Enum.GetValues<Provided>().Where(p => p != Provided.Always && provided.HasFlag(p)).Select(p => p switch
    {
        Provided.NotOnHold => ", not on hold",
        Provided.OnHold => ", on hold",
        Provided.NotByTheProposer => ", not the proposer",
        Provided.NotDecidedBefore => ", not who decided before an appeal",
        Provided.AppealIsTheirs => ", an appeal: a lead who did not decide before",
        Provided.NoOpenObjection => ", no objection open",
        Provided.OpenObjection => ", an objection is open",
        Provided.AnswerAwaited => ", whose answer is awaited",
        Provided.NotAppealed => ", once and in time",
        Provided.NotReopened => ", once and in time",
        Provided.FollowUpAsked => ", when it is time to ask",
        _ => throw new InvalidOperationException($"{p} has no words here.")
    }));

    private static string Who(By by) => by switch { By.LeadCoordinator => "lead coordinator", By.Consulted => "consulted organisation", _ => by.ToString().ToLowerInvariant() };

    private static string Here([CallerFilePath] string path = "") => path;
}
