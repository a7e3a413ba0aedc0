using Alliance.Shared.Storage;

namespace Alliance.Requests.Reporting;

/// <summary>
/// What is counted of every request that was submitted, in memory: a board and a statistic with any filters are a pass over small records and read no document. Brought
/// up to date from the service's own store at each question (a walk of the index on the time of change), so that a count holds what was saved before it was asked.
/// </summary>
internal sealed class RequestFigures(Store<AssistanceRequest> store) : IDisposable
{
    private readonly SemaphoreSlim one = new(1, 1);
    private readonly Changes<AssistanceRequest> changes = new(store, AssistanceRequests.Reader, AssistanceRequests.UpdatedAt, AssistanceRequests.SubmittedReader);
    private readonly Dictionary<Guid, int> places = [];

    private FigureTable table = FigureTable.Empty;

    public async Task<FigureTable> Now(CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            List<(int, RequestFigure)>? changed = null;
            await foreach (var document in changes.Read(ct))
            {
                if (!places.TryGetValue(document.Id, out var place)) places[document.Id] = place = places.Count;
                (changed ??= []).Add((place, RequestFigure.Of(document)));
            }
            return changed is null ? table : table = table.With(changed);
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();
}

/// <summary>Reads all of them once after the start, so that nobody who looks at a board waits for it.</summary>
internal sealed partial class LoadFigures(RequestFigures figures, ILogger<LoadFigures> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            var table = await figures.Now(stoppingToken);
            Loaded(table.Count);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { }
#pragma warning disable CA1031 // A store that does not answer now may when somebody asks.
        catch (Exception e)
#pragma warning restore CA1031
        {
            NotLoaded(e.GetType().Name);
        }
    }

    [LoggerMessage(EventId = 240, Level = LogLevel.Information, Message = "The figures are in memory: {Requests} requests")]
    private partial void Loaded(int requests);

    [LoggerMessage(EventId = 241, Level = LogLevel.Warning, Message = "The figures could not be read ({Fault}); they are when somebody asks for them")]
    private partial void NotLoaded(string fault);
}
