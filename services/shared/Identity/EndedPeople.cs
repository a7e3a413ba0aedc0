using Alliance.Contracts;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Identity;

/// <summary>Whose older tokens are refused, people's and programs', as accounts said last. While accounts is away, what it said stands.</summary>
public sealed class EndedPeople(TimeProvider time)
{
    /// <summary>A token lives at most 10 minutes, and a little longer on a clock that is behind; after that there is nothing left to refuse.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(12);

    private readonly Lock learning = new();
    private volatile Dictionary<Guid, DateTimeOffset> notBefore = [];
    private volatile Dictionary<string, DateTimeOffset> clientsNotBefore = [];

    /// <summary>A token that does not say when it was issued may be an old one.</summary>
    public bool Refuses(Caller caller)
    {
        ArgumentNullException.ThrowIfNull(caller);
        return (notBefore.TryGetValue(caller.PersonId, out var first) && IsOlder(caller, first))
            || (caller.ViaClient is { } client && clientsNotBefore.TryGetValue(client, out var ended) && IsOlder(caller, ended));
    }

    private static bool IsOlder(Caller caller, DateTimeOffset first) => caller.IssuedAt is not { } issued || issued < first;

    /// <summary>Adds an answer to what is known: a person accounts no longer names may still have a token of before.</summary>
    public void Learn(EndedAccess said)
    {
        ArgumentNullException.ThrowIfNull(said);
        lock (learning)
        {
            notBefore = Joined(notBefore, said.Items.Select(p => (p.PersonId, p.NotBefore)));
            clientsNotBefore = Joined(clientsNotBefore, (said.Clients ?? []).Select(c => (c.ClientId, c.NotBefore)));
        }
    }

    private Dictionary<TKey, DateTimeOffset> Joined<TKey>(Dictionary<TKey, DateTimeOffset> before, IEnumerable<(TKey Key, DateTimeOffset NotBefore)> said) where TKey : notnull
    {
        var oldest = time.GetUtcNow() - Kept;
        var next = before.Where(known => known.Value > oldest).ToDictionary();
        foreach (var (key, first) in said)
        {
            if (!next.TryGetValue(key, out var known) || known < first) next[key] = first;
        }
        return next;
    }
}

/// <summary>Asks accounts every 5 seconds whose access ended or changed, and when somebody knows that it did.</summary>
public sealed partial class AskEnded : BackgroundService
{
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    /// <summary>Until the first answer nothing is known, and accounts may be starting beside us.</summary>
    internal static readonly TimeSpan UntilFirst = TimeSpan.FromSeconds(1);

    private readonly IAccounts accounts;
    private readonly EndedPeople ended;
    private readonly TimeProvider time;
    private readonly ILogger<AskEnded> log;
    private bool? answers;

    internal AskEnded(IAccounts accounts, EndedPeople ended, TimeProvider time, ILogger<AskEnded> log) => (this.accounts, this.ended, this.time, this.log) = (accounts, ended, time, log);

    /// <summary>Returns when it is known here, or accounts did not say; then it is known with the next answer.</summary>
    public async Task Now(CancellationToken ct)
    {
        try
        {
            ended.Learn(await accounts.Ended(ct));
        }
#pragma warning disable CA1031 // Away, too slow, or refused: it is asked again before long.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            NotSaid(fault.GetType().Name);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Ask(stoppingToken);
            await Task.Delay(answers is null ? UntilFirst : Every, time, stoppingToken);
        }
    }

    private async Task Ask(CancellationToken ct)
    {
        try
        {
            ended.Learn(await accounts.Ended(ct));
            if (answers != true) Answered();
            answers = true;
        }
#pragma warning disable CA1031 // Away, too slow, or refused: what it said last stands, and it is asked again.
        catch (Exception fault) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (answers == true) Away(fault.GetType().Name);
            if (answers is not null) answers = false;
        }
    }

    [LoggerMessage(EventId = 104, Level = LogLevel.Information, Message = "Accounts says whose access ended")]
    private partial void Answered();

    [LoggerMessage(EventId = 109, Level = LogLevel.Warning, Message = "After a change accounts did not say whose access ended ({Fault}); it is known with its next answer")]
    private partial void NotSaid(string fault);

    [LoggerMessage(EventId = 105, Level = LogLevel.Warning, Message = "Accounts does not say whose access ended ({Fault}); what it said last stands")]
    private partial void Away(string fault);
}
