using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Erasing;

/// <summary>What is left of a person that was erased: when, which services have dropped what they had, and until the last has, by what they find the rest.</summary>
/// <param name="Traces">Null once every service is done.</param>
internal sealed record Erasure(DateTimeOffset At, ErasedTraces? Traces, IReadOnlyList<ErasedIn> Done)
{
    /// <summary>Those that keep something of people.</summary>
    public static readonly IReadOnlyList<string> Services = ["requests", "experts", "notifications"];

    public IReadOnlyList<string> Waiting => [.. Services.Except(Done.Select(d => d.Service))];

    /// <summary>Null when it is known already, or no such service is waited for.</summary>
    public Erasure? After(PersonErasureDone done)
    {
        if (!Waiting.Contains(done.Service)) return null;
        var next = this with { Done = [.. Done, new ErasedIn(done.Service, done.At)] };
        return next.Waiting.Count == 0 ? next with { Traces = null } : next;
    }
}

internal sealed record ErasedIn(string Service, DateTimeOffset At);

/// <summary>How far an erasure is. The id is the pseudonym under which histories go on.</summary>
/// <param name="Waiting">Services that have not said yet that they are done.</param>
internal sealed record ErasureView(Guid PersonId, long Revision, DateTimeOffset At, IReadOnlyList<ErasedIn> Done, IReadOnlyList<string> Waiting)
{
    public static ErasureView Of(Stored<Person> person) => new(person.Id, person.Revision, person.Value.Erased!.At, person.Value.Erased.Done, person.Value.Erased.Waiting);
}

internal sealed record ErasureList(IReadOnlyList<ErasureView> Items, string? Next);
