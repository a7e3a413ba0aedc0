using Alliance.Accounts.SigningIn;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Alliance.Accounts.Issuing;

/// <summary>Once an hour the records of tokens and authorizations that nothing can be done with any more go, and the wrong passwords that count no more.</summary>
internal sealed partial class PruneTokens(IServiceScopeFactory scopes, ProviderSettings settings, TimeProvider time, ILogger<PruneTokens> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Every, time, stoppingToken);
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await Prune(scope.ServiceProvider, settings, time.GetUtcNow(), stoppingToken);
            }
#pragma warning disable CA1031 // Tidying up is tried again in an hour.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                NotPruned(fault.GetType().Name);
            }
        }
    }

    public static async Task Prune(IServiceProvider services, ProviderSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        // As long as the longest chain: a used token must stay known, so that its second use is.
        var before = now - settings.SessionLifetime;
        await services.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, ct);
        await services.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, ct);
        var forgotten = (now - settings.LockedFor).ToUnixTimeSeconds();
        await services.GetRequiredService<CredentialsDb>().FailedAttempts.Where(a => a.At <= forgotten).ExecuteDeleteAsync(ct);
    }

    [LoggerMessage(EventId = 601, Level = LogLevel.Warning, Message = "Old tokens were not removed ({Fault})")]
    private partial void NotPruned(string fault);
}
