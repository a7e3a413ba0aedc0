using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>The document of the contract suite: something of every kind a declaration can name.</summary>
public sealed record Parcel
{
    public string Status { get; init; } = "new";
    public string Depot { get; init; } = "kyiv";
    public string[] Topics { get; init; } = [];
    public long? At { get; init; }
    public long Weight { get; init; }
    public string? Title { get; init; }
    public string[] Claims { get; init; } = [];
    public DateTimeOffset? Wake { get; init; }
    public int Ticks { get; init; }
}

/// <summary>What a history entry of a parcel becomes on the wire.</summary>
public sealed record ParcelMoved(Guid Id, long No, string Verb);

/// <summary>The declaration of <see cref="Parcel"/>.</summary>
internal static class Parcels
{
    public static readonly Guid Actor = Guid.Parse("0199a1b2-0000-7000-8000-000000000001");

    public static readonly Sort<Parcel> ByAt = new("at", d => d.Value.At);
    public static readonly Sort<Parcel> ByWeight = new("weight", d => d.Value.Weight);
    public static readonly Facet<Parcel> Status = new("status", d => [d.Value.Status], ByAt);
    public static readonly Facet<Parcel> Depot = new("depot", d => [d.Value.Depot], ByAt, ByWeight);
    public static readonly Facet<Parcel> Topic = new("topic", d => d.Value.Topics, ByAt);

    /// <summary>Without a walk of its own: only ever intersected.</summary>
    public static readonly Facet<Parcel> DepotStatus = new("depotstatus", d => [$"{d.Value.Depot}|{d.Value.Status}"]);

    public static Declaration<Parcel> Declared { get; } = new("parcels")
    {
        Sorts = [ByAt, ByWeight],
        Facets = [Status, Depot, Topic, DepotStatus],
        Text = d => [d.Value.Title],
        Keys = d => d.Value.Claims,
        DueAt = d => d.Value.Wake,
        Announces = true
    };

    public static Step Step(string verb, string? text = null, string? code = null) => new(verb, "a", "b", code, text);

    /// <summary>The messages of one entry: one, naming document and number.</summary>
    public static IEnumerable<object> Announce(Stored<Parcel> document, HistoryEntry entry) => [new ParcelMoved(document.Id, entry.No, entry.Verb)];

    public static async Task<Stored<Parcel>> Add(this Store<Parcel> store, Parcel value, CancellationToken ct, params Step[] steps)
    {
        var result = await store.Create(Guid.CreateVersion7(), value, Actor, steps, ct);
        return Assert.IsType<SaveResult<Parcel>.Saved>(result).Document;
    }

    public static async Task<Stored<Parcel>> Change(this Store<Parcel> store, Stored<Parcel> read, Parcel next, CancellationToken ct, params Step[] steps)
    {
        var result = await store.Save(read, next, Actor, steps, ct);
        return Assert.IsType<SaveResult<Parcel>.Saved>(result).Document;
    }

    /// <summary>Everything of a list, page by page.</summary>
    public static async Task<List<Stored<Parcel>>> Walk(this Store<Parcel> store, Query<Parcel> query, CancellationToken ct)
    {
        var all = new List<Stored<Parcel>>();
        for (string? cursor = null; ;)
        {
            var page = await store.List(query with { Cursor = cursor }, ct);
            all.AddRange(page.Items);
            if (page.Next is null) return all;
            cursor = page.Next;
        }
    }
}
