using System.Collections;
using System.Reflection;
using MassTransit;

namespace Alliance.Platform.Tests.Rules;

/// <summary>
/// What crosses a boundary is written down in Contracts.txt: names and namespaces are the exchanges on the broker, queue names are where messages wait.
/// A property is added at the end, never renamed; a renamed queue strands what lies in the old one.
/// </summary>
public sealed class ContractTests
{
    private const string Pinned = "tests/Platform.Tests/Rules/Contracts.txt";

    [Fact]
    public void Messages_and_queues_are_those_written_down()
    {
        var now = string.Concat(Types().Concat(Queues()).Select(line => line + "\n"));
        var pinned = Code.Files.Contains(Pinned) ? Code.Read(Pinned) : "";
        if (now != pinned)
        {
            var written = Path.Combine(AppContext.BaseDirectory, "Contracts.txt");
            File.WriteAllText(written, now);
            var (added, gone) = (now.Split('\n').Except(pinned.Split('\n')), pinned.Split('\n').Except(now.Split('\n')));
            Assert.Fail($"{Pinned} differs; if that is meant, copy {written} over it.\n" + string.Join('\n', gone.Select(l => "- " + l).Concat(added.Select(l => "+ " + l))));
        }
    }

    private static IEnumerable<string> Types() =>
        from type in Code.Load("Alliance.Contracts").GetExportedTypes().OrderBy(t => t.FullName, StringComparer.Ordinal)
        from line in type.IsEnum ? [$"{type.FullName}({string.Join(", ", Enum.GetNames(type))})"] : type is { IsAbstract: true, IsSealed: true } ? Codes(type) : Message(type)
        select line;

    private static IEnumerable<string> Message(Type type) =>
        [$"{type.FullName}({string.Join(", ", type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetMethod!.IsPublic).Select(p => $"{Name(p)} {p.Name}"))})"];

    private static IEnumerable<string> Codes(Type type) =>
        from list in type.GetProperties(BindingFlags.Public | BindingFlags.Static)
        where typeof(IEnumerable).IsAssignableFrom(list.PropertyType)
        select $"{type.FullName}.{list.Name}: {string.Join(" ", ((IEnumerable)list.GetValue(null)!).Cast<object>())}";

    private static string Name(PropertyInfo property)
    {
        var nullable = new NullabilityInfoContext().Create(property).ReadState == NullabilityState.Nullable;
        return Name(Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) + (nullable ? "?" : "");
    }

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    /// <summary>Each consumer names its queue in a constant beside it.</summary>
    private static IEnumerable<string> Queues() =>
        from service in Code.Services
        from consumer in Code.Types(service)
        let messages = consumer.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>)).Select(i => i.GetGenericArguments()[0].Name)
        where consumer.IsAssignableTo(typeof(IConsumer)) && !consumer.IsAbstract
        let queue = (string?)consumer.GetField("Queue", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)?.GetRawConstantValue()
        orderby queue
        select $"queue {queue ?? "without a name"}: {string.Join(", ", messages)} -> {consumer.FullName}";
}
