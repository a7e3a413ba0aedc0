using System.Collections.Concurrent;
using Alliance.Shared.Identity;

namespace Alliance.Portal.Calling;

/// <summary>Names of people and organisations, asked when a page shows them.</summary>
internal sealed class Names(People people, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private const int MostKept = 5_000;
    private const int AtOnce = 4;

    private static readonly Dictionary<Guid, string> Nobody = [];
    private readonly ConcurrentDictionary<Guid, (string? Name, bool IsAssociation, DateTimeOffset Until)> organisations = new();

    /// <summary>The people accounts knows of these.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> People(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0) return Nobody;
        return (await people.Find(ids, ct)).Cards.ToDictionary(c => c.Key, c => c.Value.Name);
    }

    /// <summary>Those whose opinion of a request is asked, by id.</summary>
    public async Task<IReadOnlyDictionary<string, string?>> Consulted(IOrganisationsApi api, Doc request, CancellationToken ct)
    {
        var found = new Dictionary<string, string?>();
        foreach (var id in Drafting.Answers.Rows(request, "consultations").Select(c => c.Guid("organisationId")).OfType<Guid>().Distinct()) found[id.ToString()] = await Organisation(api, id, ct);
        return found;
    }

    /// <summary>Those that accounts tells, by id; few at a time.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Organisations(IOrganisationsApi api, IEnumerable<Guid> ids, CancellationToken ct)
    {
        var found = new ConcurrentDictionary<Guid, string>();
        await Parallel.ForEachAsync(ids.Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (id, stop) =>
        {
            if (await Organisation(api, id, stop) is { } name) found[id] = name;
        });
        return found;
    }

    /// <summary>The name of an organisation this person may read; null where accounts does not tell.</summary>
    public async Task<string?> Organisation(IOrganisationsApi api, Guid? id, CancellationToken ct) => id is { } known ? (await Known(api, known, ct)).Name : null;

    /// <summary>Of one of this person's own organisations: it writes for authorities and asks for nothing itself.</summary>
    public async Task<bool> IsAssociation(IOrganisationsApi api, Guid id, CancellationToken ct) => (await Known(api, id, ct)).IsAssociation;

    private async Task<(string? Name, bool IsAssociation)> Known(IOrganisationsApi api, Guid id, CancellationToken ct)
    {
        if (organisations.TryGetValue(id, out var kept) && kept.Until > time.GetUtcNow()) return (kept.Name, kept.IsAssociation);
        var found = (await api.Read(id, ct)).Content is { } json ? new Doc(json) : null;
        var (name, isAssociation) = (found?.Text("legalName"), found?.Text("type") == "association");
        if (organisations.Count > MostKept) organisations.Clear();
        organisations[id] = (name, isAssociation, time.GetUtcNow() + Kept);
        return (name, isAssociation);
    }
}
