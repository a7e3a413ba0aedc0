using System.Collections.Concurrent;
using Alliance.Contracts;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Identity;

/// <summary>Names and addresses, asked from accounts when they are needed and remembered for a minute, so that a page of a history is one question.</summary>
public sealed partial class People(IAccounts accounts, TimeProvider time, ILogger<People> log)
{
    /// <summary>What accounts answers at once.</summary>
    public const int AtOnce = 100;

    private const int MostKept = 10_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, (PersonCard? Card, DateTimeOffset Until)> known = new();

    /// <summary>Those of these people whom accounts knows. While it does not answer, those remembered; never an exception for that.</summary>
    public async Task<FoundPeople> Find(IEnumerable<Guid> ids, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var found = new Dictionary<Guid, PersonCard>();
        var unknown = new List<Guid>();
        foreach (var id in ids.Where(id => id != Guid.Empty).Distinct())
        {
            if (!known.TryGetValue(id, out var kept) || kept.Until <= now) unknown.Add(id);
            else if (kept.Card is { } card) found[id] = card;
        }
        foreach (var batch in unknown.Chunk(AtOnce))
        {
            if (await Ask(batch, ct) is not { } cards) return new FoundPeople(found, Answered: false);
            foreach (var card in cards) found[card.Id] = card;
            Remember(batch, found, now + Kept);
        }
        return new FoundPeople(found, Answered: true);
    }

    /// <summary>One person as accounts knows it now, not as remembered: for writing to, and for what roles decide.</summary>
    public async Task<FoundPeople> FindNow(Guid id, CancellationToken ct) =>
        await Ask([id], ct) is { } cards ? new FoundPeople(cards.Where(card => card.Id == id).ToDictionary(card => card.Id), Answered: true) : FoundPeople.NotAsked;

    private async Task<IReadOnlyList<PersonCard>?> Ask(Guid[] ids, CancellationToken ct)
    {
        try
        {
            return (await accounts.People(ids, ct)).Items;
        }
#pragma warning disable CA1031 // Away, too slow, broken off by the circuit breaker: a name is never worth failing for.
        catch (Exception away) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            Away(ids.Length, away.GetType().Name);
            return null;
        }
    }

    private void Remember(Guid[] asked, Dictionary<Guid, PersonCard> found, DateTimeOffset until)
    {
        // All at once: who is asked for again is soon known again.
        if (known.Count + asked.Length > MostKept) known.Clear();
        foreach (var id in asked) known[id] = (found.GetValueOrDefault(id), until);
    }

    [LoggerMessage(EventId = 106, Level = LogLevel.Warning, Message = "Accounts did not say who {Count} people are ({Fault})")]
    private partial void Away(int count, string fault);
}

/// <param name="Answered">False: accounts did not answer for all of them, so who is missing here may exist.</param>
public sealed record FoundPeople(IReadOnlyDictionary<Guid, PersonCard> Cards, bool Answered)
{
    public static readonly FoundPeople NotAsked = new(new Dictionary<Guid, PersonCard>(), Answered: false);

    public string? NameOf(Guid id) => Cards.GetValueOrDefault(id)?.Name;
}
