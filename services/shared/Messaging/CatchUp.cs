using Alliance.Contracts;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Messaging;

/// <summary>What a service does with accounts' messages; the same as its consumers do, so that what is heard twice changes nothing.</summary>
/// <param name="Person">Null: it keeps nothing of people.</param>
public sealed record Announced(Func<OrganisationChanged, CancellationToken, Task> Organisation, Func<PersonChanged, CancellationToken, Task>? Person = null);

/// <summary>
/// At its start a service asks accounts for all that its messages would have said. A request may overtake them: on a fresh platform, or after
/// a store was lost, a service would tell nobody of it, as it would know of no coordinator.
/// </summary>
internal sealed partial class CatchUp(IAccounts accounts, Announced announced, TimeProvider time, ILogger<CatchUp> log) : BackgroundService, IHealthCheck
{
    /// <summary>Accounts may be starting beside us.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    /// <summary>So long it is not ready without having heard; after that it serves with what it knows, and goes on asking.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly long started = time.GetTimestamp();

    private volatile bool done;
    private bool said;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        new HealthCheckResult(Stands(done, time.GetElapsedTime(started))));

    public static HealthStatus Stands(bool heard, TimeSpan waited) => heard ? HealthStatus.Healthy : waited < Patience ? HealthStatus.Unhealthy : HealthStatus.Degraded;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!await Hear(stoppingToken)) await Task.Delay(Again, time, stoppingToken);
        done = true;
    }

    private async Task<bool> Hear(CancellationToken ct)
    {
        try
        {
            var (organisations, people) = (0, 0);
            string? after = null;
            do
            {
                var page = await accounts.AnnouncedOrganisations(after, ct);
                foreach (var one in page.Items) await announced.Organisation(one, ct);
                (organisations, after) = (organisations + page.Items.Count, page.Next);
            }
            while (after is not null);
            if (announced.Person is { } keep)
            {
                do
                {
                    var page = await accounts.AnnouncedPeople(after, ct);
                    foreach (var one in page.Items) await keep(one, ct);
                    (people, after) = (people + page.Items.Count, page.Next);
                }
                while (after is not null);
            }
            Heard(organisations, people);
            return true;
        }
#pragma warning disable CA1031 // Away, too slow, or refused: it is asked again.
        catch (Exception fault) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            if (!said && time.GetElapsedTime(started) >= Patience)
            {
                StillNot(fault.GetType().Name);
                said = true;
            }
            return false;
        }
    }

    [LoggerMessage(EventId = 107, Level = LogLevel.Information, Message = "Heard from accounts of {Organisations} organisations and {People} people")]
    private partial void Heard(int organisations, int people);

    [LoggerMessage(EventId = 108, Level = LogLevel.Warning, Message = "Accounts does not say whom there is ({Fault}); it is asked until it does")]
    private partial void StillNot(string fault);
}

public static class CatchUpSetup
{
    /// <typeparam name="TOrganisations">The consumer of <see cref="OrganisationChanged"/>.</typeparam>
    public static void AddCatchUp<TOrganisations>(this WebApplicationBuilder builder, Func<TOrganisations, Announced> does) where TOrganisations : class, IConsumer<OrganisationChanged>
    {
        ArgumentNullException.ThrowIfNull(does);
        builder.AddCatchUp(services => does(ActivatorUtilities.CreateInstance<TOrganisations>(services)));
    }

    /// <typeparam name="TOrganisations">The consumer of <see cref="OrganisationChanged"/>.</typeparam>
    /// <typeparam name="TPeople">The consumer of <see cref="PersonChanged"/>.</typeparam>
    public static void AddCatchUp<TOrganisations, TPeople>(this WebApplicationBuilder builder, Func<TOrganisations, TPeople, Announced> does)
        where TOrganisations : class, IConsumer<OrganisationChanged>
        where TPeople : class, IConsumer<PersonChanged>
    {
        ArgumentNullException.ThrowIfNull(does);
        builder.AddCatchUp(services => does(ActivatorUtilities.CreateInstance<TOrganisations>(services), ActivatorUtilities.CreateInstance<TPeople>(services)));
    }

    private static void AddCatchUp(this WebApplicationBuilder builder, Func<IServiceProvider, Announced> announced)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<CatchUp>(services, announced(services)));
        builder.Services.AddHostedService(services => services.GetRequiredService<CatchUp>());
        builder.Services.AddHealthChecks().AddCheck<CatchUp>("accounts", tags: ["ready"]);
    }
}
