using System.Reflection;
using System.Runtime.CompilerServices;
using Alliance.Requests.Evaluating;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>What is stored leaves null out, so that a member that must be there may never be null: the document could not be read again.</summary>
public sealed class StoredRecordsTests
{
    [Fact]
    public void An_evaluation_without_a_reference_is_read_as_it_was_written()
    {
        var written = new Evaluation
        {
            RequestId = Guid.CreateVersion7(), OrganisationId = Guid.CreateVersion7(), Stage = Evaluation.Completion, Respondent = Evaluation.Expert, Status = EvaluationStatus.Asked,
            AskedAt = new DateTimeOffset(2026, 11, 26, 10, 0, 0, TimeSpan.Zero)
        };
        var stored = new Stored<Evaluation>(Guid.CreateVersion7(), written, 1, 1, HistoryChain.Start, written.AskedAt, Guid.Empty, written.AskedAt, Guid.Empty);
        Assert.Equal(written, new Projector<Evaluation>(Evaluations.Declaration).Read(Projector<Evaluation>.Write(stored)).Value);
    }

    [Fact]
    public void Nothing_that_may_be_null_must_be_there()
    {
        var nullability = new NullabilityInfoContext();
        Assembly[] services = [typeof(Alliance.Requests.AssistanceRequest).Assembly, typeof(Alliance.Experts.Expert).Assembly, typeof(Alliance.Notifications.Telling.Notice).Assembly, typeof(Alliance.Accounts.Organisation).Assembly, typeof(Declaration<>).Assembly];
        var roots = services.SelectMany(a => a.GetTypes()).SelectMany(t => t.GetMembers(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Select(m => m switch { FieldInfo field => field.FieldType, MethodInfo method => method.ReturnType, _ => null })
            .Where(t => t is { IsGenericType: true } && t.GetGenericTypeDefinition() == typeof(Declaration<>)).Select(t => t!.GenericTypeArguments[0]).Where(t => !t.IsGenericParameter).ToHashSet();
        Assert.Contains(typeof(Alliance.Experts.Expert), roots);
        Assert.True(roots.Count > 10, $"only {roots.Count} kinds of documents were found");

        HashSet<Type> seen = [.. roots];
        var left = new Queue<Type>(roots);
        List<string> faults = [];
        while (left.TryDequeue(out var type))
        {
            foreach (var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public))
            {
                if (property.GetCustomAttribute<RequiredMemberAttribute>() is not null && (Nullable.GetUnderlyingType(property.PropertyType) is not null || nullability.Create(property).WriteState == NullabilityState.Nullable))
                    faults.Add($"{type.Name}.{property.Name}");
                foreach (var inner in property.PropertyType.GenericTypeArguments.Append(property.PropertyType))
                    if (services.Contains(inner.Assembly) && !inner.IsEnum && seen.Add(inner)) left.Enqueue(inner);
            }
        }
        Assert.Empty(faults);
    }
}
