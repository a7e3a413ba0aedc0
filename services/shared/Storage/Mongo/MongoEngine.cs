using System.Text.RegularExpressions;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Alliance.Shared.Storage;

/// <summary>
/// The storage on MongoDB: a document with its whole history is one document there, and a save is one write of it: no transaction, no change stream.
/// This half prepares and reads; saving, marks and chunks stand in MongoWriting.cs. What reaches a query from outside is always a value,
/// or a prefix with every special character escaped.
/// </summary>
internal sealed partial class MongoEngine : IStorageEngine
{
    private const int CollectionExists = 48;
    private readonly IMongoDatabase _database;
    private readonly string _service;
    private readonly MongoLease _lease;
    private readonly MongoTurns _turns = new();

    /// <param name="url">Connection string; its own write concern is overruled by w: majority.</param>
    /// <param name="database">Shared by all services; collections are named <c>{service}_{collection}</c>.</param>
    public MongoEngine(string url, string database, string service)
    {
        var settings = MongoClientSettings.FromConnectionString(url);
        settings.WriteConcern = WriteConcern.WMajority;
        // A secondary may still show work as due that is done.
        settings.ReadPreference = ReadPreference.Primary;
        // The driver keeps one set of connections per settings and process; they end with the process, not with one engine.
        _database = new MongoClient(settings).GetDatabase(database);
        _service = service;
        _lease = new MongoLease(Collection("leases"));
    }

    public async Task Prepare(IReadOnlyList<Shape> shapes, CancellationToken ct)
    {
        foreach (var name in new[] { "leases", "counters", "chunks", "shapes" }) await MakeCollection(name, ct);
        foreach (var shape in shapes)
        {
            await CheckVersion(shape, ct);
            List<CreateIndexModel<BsonDocument>> indexes =
            [
                Index("keys", new BsonDocument("k", 1), unique: true, where: "k"),
                Index("due", new BsonDocument("due", 1), where: "due"),
                Index("waiting", new BsonDocument("w", 1), where: "w"),
                Index("version", new BsonDocument("v", 1)),
                Index("words", new BsonDocument("t", 1)),
                .. shape.Sorts.Select(sort => Index($"by_{sort}", new BsonDocument { { "f", 1 }, { $"s.{sort}", -1 }, { "_id", -1 } }))
            ];
            await MakeCollection(shape.Name, ct);
            await Documents(shape).Indexes.CreateManyAsync(indexes, ct);
        }
    }

    public async Task<Row?> Find(Shape shape, Guid id, CancellationToken ct) => await One(shape, new BsonDocument("_id", MongoForms.Id(id)), ct);

    public async Task<Row?> FindByKey(Shape shape, string key, CancellationToken ct) => await One(shape, new BsonDocument("k", key), ct);

    public Task<IReadOnlyList<Hit>> Walk(Shape shape, string facet, string term, Span span, CancellationToken ct) =>
        Hits(shape, [new BsonDocument("f", term)], span, ct);

    public Task<IReadOnlyList<Hit>> Match(
        Shape shape, IReadOnlyList<IReadOnlyList<string>> groups, IReadOnlyList<string> prefixes, Span span, CancellationToken ct) =>
        Hits(
            shape,
            [
                .. groups.Select(g => new BsonDocument("f", new BsonDocument("$in", new BsonArray(g)))),
                .. prefixes.Select(p => new BsonDocument("t", new BsonRegularExpression("^" + Regex.Escape(p))))
            ],
            span, ct);

    public async Task<int> Count(Shape shape, string term, int atMost, CancellationToken ct) =>
        atMost <= 0 ? 0 : (int)await Documents(shape).CountDocumentsAsync(new BsonDocument("f", term), new CountOptions { Limit = atMost }, ct);

    public async Task<IReadOnlyList<Tally>> Tally(Shape shape, string beginning, string sort, CancellationToken ct)
    {
        var begins = new BsonDocument("f", new BsonRegularExpression("^" + Regex.Escape(beginning)));
        var value = $"$s.{sort}";
        var found = await Documents(shape).Aggregate()
            .Match(new BsonDocument { { "f", begins["f"] }, { $"s.{sort}", new BsonDocument("$gte", long.MinValue) } })
            .Project(new BsonDocument { { "f", 1 }, { $"s.{sort}", 1 } })
            .Unwind("f")
            .Match(begins)
            .Group(new BsonDocument
            {
                { "_id", "$f" }, { "n", new BsonDocument("$sum", 1) }, { "least", new BsonDocument("$min", value) }, { "mean", new BsonDocument("$avg", value) }
            })
            .Sort(new BsonDocument("_id", 1)).ToListAsync(ct);
        return [.. found.Select(d => new Tally(d["_id"].AsString, d["n"].ToInt32(), d["least"].ToInt64(), d["mean"].ToDouble()))];
    }

    public async Task<IReadOnlyList<HistoryEntry>> History(Shape shape, Guid id, CancellationToken ct)
    {
        var found = await Documents(shape).Find(new BsonDocument("_id", MongoForms.Id(id))).Project(new BsonDocument("e", 1)).FirstOrDefaultAsync(ct);
        return found is null ? [] : MongoForms.Entries(found);
    }

    public async Task<IReadOnlyList<Row>> Outdated(Shape shape, int limit, CancellationToken ct) =>
        await Rows(shape, new BsonDocument("v", new BsonDocument("$lt", shape.Version)), new BsonDocument("v", 1), limit, ct);

    public async Task<IReadOnlyList<Row>> Timers(Shape shape, DateTimeOffset now, int limit, CancellationToken ct) =>
        await Rows(shape, new BsonDocument("due", new BsonDocument("$lte", MongoForms.Time(now))), new BsonDocument("due", 1), limit, ct);

    public async Task<IReadOnlyList<Unpublished>> Unpublished(Shape shape, int limit, CancellationToken ct)
    {
        var found = await Documents(shape).Find(new BsonDocument("w", new BsonDocument("$gte", MongoForms.Time(DateTimeOffset.UnixEpoch))))
            .Sort(new BsonDocument("w", 1)).Limit(limit).Project(MongoForms.RowWithUnpublished).ToListAsync(ct);
        return [.. found.Select(d => new Unpublished(MongoForms.Row(d), MongoForms.Entries(d))).Where(u => u.Entries.Count > 0)];
    }

    public Task<Lease?> TryLease(CancellationToken ct) => _lease.TryTake(ct);

    public async Task Ping(CancellationToken ct) => await _database.RunCommandAsync<BsonDocument>(new BsonDocument("ping", 1), cancellationToken: ct);

    public ValueTask DisposeAsync() => _lease.DisposeAsync();

    private async Task<IReadOnlyList<Hit>> Hits(Shape shape, List<BsonDocument> conditions, Span span, CancellationToken ct)
    {
        var sort = $"s.{span.Sort}";
        // A number at all: a document without the sort value is in no list by it.
        conditions.Add(new BsonDocument(sort, new BsonDocument("$gte", span.From ?? long.MinValue)));
        if (span.To is { } to) conditions.Add(new BsonDocument(sort, new BsonDocument("$lte", to)));
        var beyond = span.Descending ? "$lt" : "$gt";
        if (span.After is { } after)
        {
            conditions.Add(new BsonDocument(sort, new BsonDocument(beyond + "e", after.Sort)));
            conditions.Add(new BsonDocument("$or", new BsonArray
            {
                new BsonDocument(sort, new BsonDocument(beyond, after.Sort)),
                new BsonDocument("_id", new BsonDocument(beyond, MongoForms.Id(after.Id)))
            }));
        }
        var direction = span.Descending ? -1 : 1;
        var found = await Documents(shape).Find(new BsonDocument("$and", new BsonArray(conditions)))
            .Sort(new BsonDocument { { sort, direction }, { "_id", direction } }).Limit(span.Limit).Project(MongoForms.RowOnly).ToListAsync(ct);
        return [.. found.Select(d => new Hit(MongoForms.Row(d), d["s"][span.Sort].AsInt64))];
    }

    private async Task<Row?> One(Shape shape, BsonDocument filter, CancellationToken ct) =>
        await Documents(shape).Find(filter).Project(MongoForms.RowOnly).FirstOrDefaultAsync(ct) is { } found ? MongoForms.Row(found) : null;

    private async Task<IReadOnlyList<Row>> Rows(Shape shape, BsonDocument filter, BsonDocument sort, int limit, CancellationToken ct) =>
        [.. (await Documents(shape).Find(filter).Sort(sort).Limit(limit).Project(MongoForms.RowOnly).ToListAsync(ct)).Select(MongoForms.Row)];

    private IMongoCollection<BsonDocument> Documents(Shape shape) => Collection(shape.Name);

    private IMongoCollection<BsonDocument> Collection(string name) => _database.GetCollection<BsonDocument>($"{_service}_{name}");

    /// <summary>Other sorts or walks under the same version would silently leave documents out of lists.</summary>
    private async Task CheckVersion(Shape shape, CancellationToken ct)
    {
        var structure = $"{string.Join(' ', shape.Sorts)}; {string.Join(' ', shape.Walks.Select(w => $"{w.Facet}/{w.Sort}"))}";
        var byName = new BsonDocument("_id", shape.Name);
        var known = await Collection("shapes").Find(byName).FirstOrDefaultAsync(ct);
        if (known?["version"].AsInt32 == shape.Version && known["structure"].AsString != structure)
            throw new InvalidOperationException($"{shape.Name}: sorts or walks were changed, but not the declaration's Version ({shape.Version}): raise it.");
        if (known is not null && known["version"].AsInt32 >= shape.Version) return;
        try
        {
            await Collection("shapes").ReplaceOneAsync(
                byName, new BsonDocument { { "_id", shape.Name }, { "version", shape.Version }, { "structure", structure } }, new ReplaceOptions { IsUpsert = true }, ct);
        }
        catch (MongoWriteException e) when (e.WriteError?.Category == ServerErrorCategory.DuplicateKey)
        {
            // Another copy that starts at the same time was first.
        }
    }

    /// <summary>Made at start: collections that come into being under a race of first writes are a needless risk.</summary>
    private async Task MakeCollection(string name, CancellationToken ct)
    {
        try
        {
            await _database.CreateCollectionAsync($"{_service}_{name}", cancellationToken: ct);
        }
        catch (MongoCommandException e) when (e.Code == CollectionExists)
        {
            // Another start, or another copy of the service, was first.
        }
    }

    private static CreateIndexModel<BsonDocument> Index(string name, BsonDocument keys, bool unique = false, string? where = null) =>
        new(new BsonDocumentIndexKeysDefinition<BsonDocument>(keys), new CreateIndexOptions<BsonDocument>
        {
            Name = name,
            Unique = unique,
            PartialFilterExpression = where is null ? null : new BsonDocument(where, new BsonDocument("$exists", true))
        });
}
