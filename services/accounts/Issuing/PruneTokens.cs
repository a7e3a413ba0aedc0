using OpenIddict.Abstractions;

namespace Alliance.Accounts.Issuing;

/// <summary>Once an hour the records of tokens and authorizations that nothing can be done with any more go.</summary>
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
                // As long as the longest chain: a used token must stay known, so that its second use is.
                var before = time.GetUtcNow() - settings.RefreshTokenLifetime;
                await scope.ServiceProvider.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(before, stoppingToken);
                await scope.ServiceProvider.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(before, stoppingToken);
            }
#pragma warning disable CA1031 // Tidying up is tried again in an hour.
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                NotPruned(fault.GetType().Name);
            }
        }
    }

    [LoggerMessage(EventId = 601, Level = LogLevel.Warning, Message = "Old tokens were not removed ({Fault})")]
    private partial void NotPruned(string fault);
}
