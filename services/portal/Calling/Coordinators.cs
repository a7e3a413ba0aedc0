using System.Globalization;
using Alliance.Portal.Components;
using Alliance.Portal.Wording;

namespace Alliance.Portal.Calling;

/// <summary>Who coordinates, for pages that offer whom something may be given to: the whole list, by name, so that it is looked through with the keyboard and without script.</summary>
internal sealed class Coordinators(IRequestsApi requests, Text text)
{
    /// <summary>Of a list that accounts gives by the hundred; no office has so many.</summary>
    private const int MostPages = 50;

    /// <param name="requestId">Only who may own that request.</param>
    /// <returns>Null: the service does not say.</returns>
    public async Task<IReadOnlyList<CoordinatorLine>?> All(Guid? requestId, CancellationToken ct)
    {
        var found = new List<CoordinatorLine>();
        string? cursor = null;
        for (var pages = 0; pages < MostPages; pages++)
        {
            if ((await requests.Coordinators(requestId, cursor, ct)).Content is not { } page) return null;
            found.AddRange(page.Items ?? []);
            if ((cursor = page.Next) is null) break;
        }
        return [.. found.OrderBy(c => c.Name, StringComparer.Create(CultureInfo.CurrentCulture, ignoreCase: true)).ThenBy(c => c.Id)];
    }

    /// <summary>By name and organisation: two may have one name.</summary>
    public Option Option(CoordinatorLine coordinator) => new(
        $"{coordinator.Id}", text.Said(coordinator.Organisations is { Count: > 0 } names ? $"{coordinator.Name} ({string.Join(", ", names)})" : coordinator.Name));
}
