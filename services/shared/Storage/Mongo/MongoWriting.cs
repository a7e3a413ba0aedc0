using Alliance.Shared.Hosting;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Alliance.Shared.Storage;

/// <summary>The writing half: saves, marks, counters, chunks.</summary>
internal sealed partial class MongoEngine
{
    private const int DuplicateKey = 11000;
    private const int OutOfDiskSpace = 14031;

    /// <summary>The server gave up this write for the sake of another one (DocumentDB: a deadlock over unique keys): nothing of it was done.</summary>
    private const int WriteConflict = 112;

    /// <summary>How often a save goes again: after a conflict, or because the key it collided with was free when asked for.</summary>
    private const int Attempts = 20;

    public async Task<WriteOutcome> Save(Shape shape, Write write, CancellationToken ct)
    {
        FailPoints.Reach("before-commit");
        using var turn = await _turns.Wait(write.After.Keys.Except(write.Before?.Keys ?? []), ct);
        var outcome = await Write(shape, write, ct);
        FailPoints.Reach("after-commit");
        return outcome;
    }

    /// <summary>Index entries go with what they were made of.</summary>
    public Task Scrub(Shape shape, CancellationToken ct) => Task.CompletedTask;

    public async Task EraseText(Shape shape, Guid id, long no, CancellationToken ct) =>
        await Documents(shape).UpdateOneAsync(
            new BsonDocument { { "_id", MongoForms.Id(id) }, { "e.no", no } },
            new BsonDocument("$unset", new BsonDocument { { "e.$.text", "" }, { "e.$.salt", "" } }), cancellationToken: ct);

    public async Task Reproject(Shape shape, Row row, Projection projection, CancellationToken ct) =>
        await Documents(shape).UpdateOneAsync(
            new BsonDocument { { "_id", MongoForms.Id(row.Id) }, { "r", row.Revision } },
            Update(MongoForms.Indexed(shape, projection), MongoForms.Absent(projection, keysToo: false)), cancellationToken: ct);

    public async Task MarkPublished(Shape shape, Guid id, long no, CancellationToken ct)
    {
        // Everything is out: the document leaves the index of waiting ones. The number in the filter keeps a save that came meanwhile due.
        var all = await Documents(shape).UpdateOneAsync(
            new BsonDocument { { "_id", MongoForms.Id(id) }, { "n", no }, { "pub", new BsonDocument("$lt", no) } },
            Update(new BsonDocument("pub", no), new BsonDocument("w", "")), cancellationToken: ct);
        if (all.MatchedCount == 0)
            await Documents(shape).UpdateOneAsync(
                new BsonDocument { { "_id", MongoForms.Id(id) }, { "n", new BsonDocument("$gt", no) }, { "pub", new BsonDocument("$lt", no) } },
                Update(new BsonDocument("pub", no), []), cancellationToken: ct);
    }

    public async Task<long> NextCounter(string name, CancellationToken ct)
    {
        var byName = new BsonDocument("_id", name);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // Never as an upsert: DocumentDB was seen to give 1 to several who made the counter at once.
                var after = await Collection("counters").FindOneAndUpdateAsync<BsonDocument>(
                    byName, new BsonDocument("$inc", new BsonDocument("n", 1L)),
                    new FindOneAndUpdateOptions<BsonDocument> { ReturnDocument = ReturnDocument.After }, ct);
                if (after is not null) return after["n"].AsInt64;
                await Collection("counters").InsertOneAsync(new BsonDocument { { "_id", name }, { "n", 0L } }, cancellationToken: ct);
            }
            catch (MongoException e) when (CodeOf(e) is DuplicateKey or WriteConflict && attempt < Attempts)
            {
                // Another made it (it is there now), or was in the way.
            }
        }
    }

    public async Task WriteChunk(Guid file, int index, ReadOnlyMemory<byte> bytes, CancellationToken ct) =>
        await Collection("chunks").ReplaceOneAsync(
            new BsonDocument("_id", ChunkId(file, index)), new BsonDocument { { "_id", ChunkId(file, index) }, { "d", new BsonBinaryData(bytes.ToArray()) } },
            new ReplaceOptions { IsUpsert = true }, ct);

    public async Task<byte[]?> ReadChunk(Guid file, int index, CancellationToken ct) =>
        (await Collection("chunks").Find(new BsonDocument("_id", ChunkId(file, index))).FirstOrDefaultAsync(ct))?["d"].AsBsonBinaryData.Bytes;

    // From "{file}:" up to the next character after the colon.
    public async Task DeleteChunks(Guid file, CancellationToken ct) =>
        await Collection("chunks").DeleteManyAsync(new BsonDocument("_id", new BsonDocument { { "$gte", $"{file}:" }, { "$lt", $"{file};" } }), ct);

    private static string ChunkId(Guid file, int index) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{file}:{index:D8}");

    private async Task<WriteOutcome> Write(Shape shape, Write write, CancellationToken ct)
    {
        var mark = ObjectId.GenerateNewId();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                // A refusal may be the answer to a repetition by the driver, of a write that had arrived.
                return new WriteOutcome(await Send(shape, write, mark, ct) || await Arrived(shape, write, mark, ct) ? WriteStatus.Saved : WriteStatus.Stale);
            }
            catch (MongoException e) when (CodeOf(e) is DuplicateKey or WriteConflict)
            {
                if (await Arrived(shape, write, mark, ct)) return new WriteOutcome(WriteStatus.Saved);
                if (await WhyRefused(shape, write, ct) is { } refusal) return refusal;
                if (attempt == Attempts) throw;
                // Those who collided come back one after the other. Chance only spreads them.
#pragma warning disable CA5394
                await Task.Delay(Random.Shared.Next(1, 5 * attempt), ct);
#pragma warning restore CA5394
            }
            catch (MongoException e) when (CodeOf(e) == OutOfDiskSpace)
            {
                throw new StorageFullException("The storage is full.", e);
            }
            catch (Exception e) when (e is MongoException or TimeoutException or IOException)
            {
                // It may have arrived. Only an answer from the storage settles that; without one the caller gets the first failure.
                if (!await ArrivedForSure(shape, write, mark, ct)) throw;
                return new WriteOutcome(WriteStatus.Saved);
            }
        }
    }

    private async Task<bool> Send(Shape shape, Write write, ObjectId mark, CancellationToken ct)
    {
        var set = MongoForms.Set(shape, write, mark);
        var entries = new BsonArray(write.Entries.Select(MongoForms.Entry));
        // Not the hash: two who do the same in the same millisecond make the same entry.
        if (entries.Count > 0) entries[^1]["o"] = mark;
        var waiting = shape.Announces && entries.Count > 0 ? MongoForms.Time(write.Entries[0].At) : null;
        if (write.Next.Revision == 1)
        {
            var created = MongoForms.Born(write.Next).AddRange(set).AddRange(new BsonDocument { { "pub", shape.Announces ? 0 : write.Next.LastNo }, { "e", entries } });
            if (waiting is not null) created["w"] = waiting;
            await Documents(shape).InsertOneAsync(created, cancellationToken: ct);
            return true;
        }
        if (!shape.Announces) set["pub"] = write.Next.LastNo;
        var update = Update(set, MongoForms.Absent(write.After, keysToo: true));
        if (entries.Count > 0) update["$push"] = new BsonDocument("e", new BsonDocument("$each", entries));
        // The oldest one waiting counts; absent counts as later than all.
        if (waiting is not null) update["$min"] = new BsonDocument("w", waiting);
        var result = await Documents(shape).UpdateOneAsync(
            new BsonDocument { { "_id", MongoForms.Id(write.Next.Id) }, { "r", write.Next.Revision - 1 } }, update, cancellationToken: ct);
        return result.MatchedCount == 1;
    }

    /// <summary>The server says that something is taken, not what: its message is no contract, so each is asked for. Null = it is free by now.</summary>
    private async Task<WriteOutcome?> WhyRefused(Shape shape, Write write, CancellationToken ct)
    {
        var id = MongoForms.Id(write.Next.Id);
        var revision = await Documents(shape).Find(new BsonDocument("_id", id)).Project(new BsonDocument("r", 1)).FirstOrDefaultAsync(ct);
        if ((revision?["r"].AsInt64 ?? 0) != write.Next.Revision - 1) return new WriteOutcome(WriteStatus.Stale);
        var holders = await Documents(shape)
            .Find(new BsonDocument { { "k", new BsonDocument("$in", new BsonArray(write.After.Keys)) }, { "_id", new BsonDocument("$ne", id) } })
            .Project(new BsonDocument("k", 1)).ToListAsync(ct);
        var held = holders.SelectMany(h => h["k"].AsBsonArray).Select(k => k.AsString).ToHashSet(StringComparer.Ordinal);
        return write.After.Keys.FirstOrDefault(held.Contains) is { } taken ? new WriteOutcome(WriteStatus.Taken, taken) : null;
    }

    /// <summary>
    /// Whether a save whose answer was lost is there: its mark is the last one, or, when others saved upon it, stands at its newest entry.
    /// A write, though it changes nothing: its answer waits for the same majority. An autosave that was saved upon leaves no trace and counts as unknown.
    /// </summary>
    private async Task<bool> Arrived(Shape shape, Write write, ObjectId mark, CancellationToken ct)
    {
        BsonArray either = [new BsonDocument("o", mark), new BsonDocument("e.o", mark)];
        var found = await Documents(shape).UpdateOneAsync(
            new BsonDocument { { "_id", MongoForms.Id(write.Next.Id) }, { "$or", either } },
            new BsonDocument("$set", new BsonDocument("cb", MongoForms.Id(write.Next.CreatedBy))), cancellationToken: ct);
        return found.MatchedCount == 1;
    }

    private async Task<bool> ArrivedForSure(Shape shape, Write write, ObjectId mark, CancellationToken ct)
    {
        try
        {
            return await Arrived(shape, write, mark, ct);
        }
        catch (Exception e) when (e is MongoException or TimeoutException or IOException)
        {
            return false;
        }
    }

    private static BsonDocument Update(BsonDocument set, BsonDocument unset)
    {
        var update = new BsonDocument("$set", set);
        if (unset.ElementCount > 0) update["$unset"] = unset;
        return update;
    }

    private static int CodeOf(MongoException e) => e switch
    {
        MongoWriteException write => write.WriteError?.Code ?? 0,
        MongoCommandException command => command.Code,
        _ => 0
    };
}
