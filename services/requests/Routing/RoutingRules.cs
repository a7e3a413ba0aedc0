using Alliance.Requests.Codelists;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Routing;

/// <summary>Which coordinator has which topic, as the lead coordinators agreed. One document.</summary>
internal sealed record RoutingRules(IReadOnlyList<RoutingRule> Rules)
{
    /// <summary>There is no other.</summary>
    public static readonly Guid Id = Guid.Parse("01990000-0000-7000-8000-726f7574696e");

    public static readonly Declaration<RoutingRules> Declaration = new("routing");

    /// <summary>The coordinator a request of these topics goes to: the only one its topics name; null where they name none, or several.</summary>
    public Guid? For(IEnumerable<string> topics)
    {
        Guid[] named = [.. Rules.Where(r => topics.Contains(r.Topic)).Select(r => r.PersonId).Distinct()];
        return named is [var only] ? only : null;
    }

    public static Refusal? Check(IReadOnlyList<RoutingRule?> rules)
    {
        FieldFault[] faults =
        [
            .. rules.SelectMany((rule, place) => Faults(rule, $"rules[{place}]")),
            .. rules.Select((rule, place) => (rule?.Topic, place)).Where(r => r.Topic is not null).GroupBy(r => r.Topic).SelectMany(same => same.Skip(1))
                .Select(r => new FieldFault($"rules[{r.place}].topic", "repeated-topic"))
        ];
        return faults.Length == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", faults);
    }

    private static IEnumerable<FieldFault> Faults(RoutingRule? rule, string path)
    {
        if (rule?.Topic is null) yield return new FieldFault($"{path}.topic", "required");
        else if (!Topics.Knows(rule.Topic)) yield return new FieldFault($"{path}.topic", "unknown-code");
        if (rule is null || rule.PersonId == Guid.Empty) yield return new FieldFault($"{path}.personId", "required");
    }
}

/// <param name="PersonId">The coordinator who gets what is submitted on this topic.</param>
internal sealed record RoutingRule(string Topic, Guid PersonId);
