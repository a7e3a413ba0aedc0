using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Alliance.Platform.Tests.Rules;

/// <summary>What is not done here, found in the compiled code where it can be, in the text otherwise.</summary>
public sealed partial class HabitTests
{
    /// <summary>Calls that block a thread or read a clock nobody can turn.</summary>
    private static readonly string[] Forbidden =
    [
        "System.DateTime::get_Now", "System.DateTime::get_UtcNow", "System.DateTime::get_Today", "System.DateTimeOffset::get_Now", "System.DateTimeOffset::get_UtcNow",
        "System.Threading.Tasks.Task`1::get_Result", "System.Threading.Tasks.ValueTask`1::get_Result", "System.Threading.Tasks.Task::Wait", "System.Threading.Tasks.Task::WaitAll",
        "System.Threading.Tasks.Task::WaitAny", "System.Threading.Thread::Sleep", "System.Guid::NewGuid",
    ];

    /// <summary>Where one of them stands nevertheless, and why.</summary>
    private static readonly Dictionary<(string From, string Call), string> Excused = new()
    {
        [("Alliance.Shared.Hosting.FailPoints", "System.Threading.Thread::Sleep")] = "the process is being killed: the thread must not go on past the fail point",
        [("Alliance.Accounts.Issuing.StartingAlone", "System.Threading.Thread::Sleep")] = "before the host is built nothing can be awaited, and a lock on a file says nothing when it is free",
    };

    [Fact]
    public void Nothing_blocks_and_time_comes_from_the_time_provider() => Nothing(
        from assembly in Code.Ours
        from call in Code.Calls(assembly)
        let name = $"{call.To.DeclaringType.GetElementType().FullName}::{call.To.Name}"
        where Forbidden.Contains(name) && !Excused.ContainsKey((call.From, name))
        select $"{call.From} calls {name}");

    [Fact]
    public void No_method_is_async_void() => Nothing(
        from assembly in (string[])[.. Code.Ours, "Alliance.Testing", "Alliance.Platform.Tests"]
        from type in Code.Load(assembly).GetTypes()
        from method in type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where method.ReturnType == typeof(void) && method.GetCustomAttribute<AsyncStateMachineAttribute>() is not null
        select $"{type.FullName}.{method.Name} is async void");

    /// <summary>Files that wait for a task by force, and why.</summary>
    private static readonly Dictionary<string, string> Waiting = new()
    {
        ["deploy/local/Launcher.cs"] = "one thread forks for all, in a millisecond or two; who starts a process needs it before anything else",
        ["tests/Testing/TestState.cs"] = "a fixture's folder is made in constructors, where nothing can be awaited",
    };

    [Fact]
    public void Nothing_waits_for_a_task_by_force() =>
        Text(ByForce(), "blocks", Code.Sources("services", "gateway", "deploy", "tests").Where(file => !Waiting.ContainsKey(file)));

    [Fact]
    public void Tests_do_not_sleep() => Text(Sleep(), "sleeps; wait for a condition", Code.Sources("tests"));

    /// <summary>By its number a line is found and counted, whatever its words become.</summary>
    [Fact]
    public void The_number_of_a_log_line_is_its_own_within_a_service() => Nothing(
        from service in Code.Sources("services").GroupBy(file => file.Split('/')[1])
        from line in service.SelectMany(file => EventNumber().Matches(Code.Read(file)).Select(match => (file, number: match.Groups[1].Value))).GroupBy(line => line.number)
        where line.Count() > 1
        select $"{service.Key}: {line.Key} in {string.Join(", ", line.Select(l => l.file))}");

    [Fact]
    public void Nothing_is_left_to_do() => Nothing(
        from file in Code.Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".sh", StringComparison.Ordinal) || f.EndsWith(".md", StringComparison.Ordinal))
        where file != Own && LeftOver().IsMatch(Code.Read(file))
        select $"{file} has something left to do");

    [Fact]
    public void No_machine_and_no_private_registry_is_named() => Nothing(
        from file in Code.Files
        where file != Own && !Binary.Contains(Path.GetExtension(file))
        let found = Machine().Match(Code.Read(file))
        where found.Success
        select $"{file} names {found.Value}");

    [Fact]
    public void Every_suppressed_warning_says_why() => Nothing(
        from file in Code.Sources("services", "gateway", "deploy", "tests")
        from suppression in Suppression().Matches(Code.Read(file))
        where !suppression.Value.Contains("Justification", StringComparison.Ordinal)
        select $"{file}: {suppression.Value}");

    private const string Own = "tests/Platform.Tests/Rules/HabitTests.cs";
    private static readonly string[] Binary = [".png", ".ico", ".gz", ".zip", ".woff2", ".webp", ".csv", ".topojson"];

    private static void Text(Regex forbidden, string why, IEnumerable<string> files) => Nothing(
        from file in files
        where file != Own
        let found = forbidden.Match(Code.WithoutComments(Code.Read(file)))
        where found.Success
        select $"{file}: {found.Value} {why}");

    private static void Nothing(IEnumerable<string> faults)
    {
        var all = faults.Distinct().ToArray();
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all));
    }

    [GeneratedRegex(@"GetAwaiter\(\)\s*\.\s*GetResult\(\)|\basync\s+void\b|\)\.Wait\(\)|Async\([^;()]*\)\.Result\b")]
    private static partial Regex ByForce();

    [GeneratedRegex(@"Thread\.Sleep\(")]
    private static partial Regex Sleep();

    [GeneratedRegex(@"\bEventId = (\d+)")]
    private static partial Regex EventNumber();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException")]
    private static partial Regex LeftOver();

    /// <summary>Folders of one machine, and package sources other than the public ones a project names by their well-known names.</summary>
    [GeneratedRegex(@"(?<![\w.$}])/(root|work|home/\w+|Users/\w+)/|[A-Z]:\\Users\\|https?://[^\s""'<>]*(nuget|npm|pypi|registry|artifactory|nexus|proxy\.)[^\s""'<>]*|packageSources", RegexOptions.IgnoreCase)]
    private static partial Regex Machine();

    [GeneratedRegex(@"\[(assembly: )?SuppressMessage\([^\]]*\]", RegexOptions.Singleline)]
    private static partial Regex Suppression();
}
