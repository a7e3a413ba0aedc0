using Alliance.Experts.Knowing;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Matching;

/// <summary>Brings the picture of the roster up to date from the service's own store, once a second.</summary>
internal sealed partial class RefreshRoster(
    RosterInMemory roster, Store<Expert> experts, Store<KnownPerson> people, Store<Assignment> assignments, MatchingSettings settings, ILogger<RefreshRoster> log)
    : BackgroundService
{
    private readonly Changes<KnownPerson> changedPeople = new(people, KnownPerson.Everybody, KnownPerson.UpdatedAt);
    private readonly Changes<Assignment> changedAssignments = new(assignments, Assignments.All, Assignments.UpdatedAt);
    private readonly Changes<Expert> changedExperts = new(experts, Roster.Everybody, Roster.UpdatedAt);
    private bool published;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(settings.RefreshEvery);
        do
        {
            try
            {
                await Refresh(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // A store that does not answer now may at the next look; the picture stays as it was.
            catch (Exception e)
#pragma warning restore CA1031
            {
                NotRefreshed(e.GetType().Name);
            }
        }
        while (await Next(clock, stoppingToken));
    }

    private async Task Refresh(CancellationToken ct)
    {
        var changes = 0;
        // Profiles last: each is made once, with the people and the work known by then.
        await foreach (var person in changedPeople.Read(ct)) { roster.Changed(person.Id, person.Value); changes++; }
        await foreach (var assignment in changedAssignments.Read(ct)) { roster.Changed(assignment.Id, assignment.Value); changes++; }
        await foreach (var expert in changedExperts.Read(ct)) { roster.Changed(expert.Id, expert.Value); changes++; }
        if (changes == 0 && published) return;
        roster.Publish();
        if (!published) Loaded(changes);
        published = true;
    }

    private static async Task<bool> Next(PeriodicTimer clock, CancellationToken stop)
    {
        try
        {
            return await clock.WaitForNextTickAsync(stop);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    [LoggerMessage(EventId = 420, Level = LogLevel.Information, Message = "The roster is in memory: {Documents} documents read")]
    private partial void Loaded(int documents);

    [LoggerMessage(EventId = 421, Level = LogLevel.Warning, Message = "The roster could not be refreshed ({Fault}); the picture stays")]
    private partial void NotRefreshed(string fault);
}
