using MongoDB.Bson;

namespace Alliance.Shared.Storage;

/// <summary>
/// The one stored form of a document: <c>{ _id, r: revision, n: last number, h: head, o: mark of the last save, v: declaration version,
/// b: body, f: [facet terms], s: {sort: value}, t: [words], k: [unique keys], due, pub: published number, w: waiting since,
/// e: [entries, with the mark of their save at its last one], ca, cb, ua, ub }</c>.
/// <c>k</c>, <c>due</c> and <c>w</c> are absent when there is nothing to say, so their indexes hold only what matters.
/// </summary>
internal static class MongoForms
{
    /// <summary>Lists and reads leave the history and what only indexes need where it is.</summary>
    public static readonly BsonDocument RowOnly = new() { { "e", 0 }, { "t", 0 }, { "f", 0 }, { "k", 0 } };

    /// <summary>The document and those entries that are still to be published, without texts.</summary>
    public static readonly BsonDocument RowWithUnpublished = BsonDocument.Parse(
        """
        { r: 1, n: 1, h: 1, b: 1, ca: 1, cb: 1, ua: 1, ub: 1,
          e: { $map: { input: { $filter: { input: "$e", as: "x", cond: { $gt: ["$$x.no", "$pub"] } } }, as: "x",
               in: { no: "$$x.no", verb: "$$x.verb", by: "$$x.by", at: "$$x.at", code: "$$x.code", from: "$$x.from", to: "$$x.to",
                     trace: "$$x.trace", textHash: "$$x.textHash", prev: "$$x.prev", hash: "$$x.hash" } } } }
        """);

    public static BsonBinaryData Id(Guid id) => new(id, GuidRepresentation.Standard);

    public static Row Row(BsonDocument stored) => new(
        Guid(stored["_id"]), MongoJson.Write(stored["b"]), stored["r"].AsInt64, stored["n"].AsInt64, stored["h"].AsString,
        Time(stored["ca"]), Guid(stored["cb"]), Time(stored["ua"]), Guid(stored["ub"]));

    /// <summary>What every save sets; at creation together with <see cref="Born"/>.</summary>
    public static BsonDocument Set(Shape shape, Write write, BsonValue save)
    {
        var next = write.Next;
        var set = new BsonDocument
        {
            { "r", next.Revision }, { "n", next.LastNo }, { "h", next.Head }, { "o", save }, { "b", MongoJson.Read(next.Body) },
            { "ua", Time(next.UpdatedAt) }, { "ub", Id(next.UpdatedBy) }
        };
        if (write.After.Keys.Count > 0) set["k"] = new BsonArray(write.After.Keys);
        return set.AddRange(Indexed(shape, write.After));
    }

    public static BsonDocument Born(Row row) => new() { { "_id", Id(row.Id) }, { "ca", Time(row.CreatedAt) }, { "cb", Id(row.CreatedBy) } };

    /// <summary>What the indexes are made of; absent fields are named by <see cref="Absent"/>.</summary>
    public static BsonDocument Indexed(Shape shape, Projection projection)
    {
        var set = new BsonDocument
        {
            { "v", shape.Version },
            { "f", new BsonArray(projection.Terms.Values.SelectMany(terms => terms)) },
            { "s", new BsonDocument(projection.Sorts.Select(s => new BsonElement(s.Key, s.Value))) },
            { "t", new BsonArray(projection.Words) }
        };
        if (projection.Timer is { } timer) set["due"] = Time(timer);
        return set;
    }

    public static BsonDocument Absent(Projection projection, bool keysToo)
    {
        var unset = new BsonDocument();
        if (projection.Timer is null) unset["due"] = "";
        if (keysToo && projection.Keys.Count == 0) unset["k"] = "";
        return unset;
    }

    public static BsonDocument Entry(HistoryEntry entry)
    {
        var form = new BsonDocument { { "no", entry.No }, { "verb", entry.Verb }, { "by", Id(entry.ActorId) }, { "at", Time(entry.At) } };
        foreach (var (name, value) in new[]
                 {
                     ("code", entry.Code), ("from", entry.From), ("to", entry.To), ("trace", entry.Traceparent), ("textHash", entry.TextHash),
                     ("prev", entry.PreviousHash), ("hash", entry.Hash), ("text", entry.Text), ("salt", entry.Salt)
                 })
        {
            if (value is not null) form[name] = value;
        }
        return form;
    }

    public static HistoryEntry[] Entries(BsonDocument stored)
    {
        return stored.TryGetValue("e", out var entries) ? [.. entries.AsBsonArray.Select(e => Entry(e.AsBsonDocument))] : [];

        static HistoryEntry Entry(BsonDocument e) => new(
            e["no"].AsInt64, e["verb"].AsString, Guid(e["by"]), Time(e["at"]), Text(e, "code"), Text(e, "from"), Text(e, "to"),
            Text(e, "trace"), Text(e, "textHash"), e["prev"].AsString, e["hash"].AsString, Text(e, "text"), Text(e, "salt"));

        static string? Text(BsonDocument e, string name) => e.TryGetValue(name, out var value) && value is BsonString text ? text.Value : null;
    }

    public static BsonDateTime Time(DateTimeOffset time) => new(time.ToUnixTimeMilliseconds());

    private static DateTimeOffset Time(BsonValue value) => DateTimeOffset.FromUnixTimeMilliseconds(value.AsBsonDateTime.MillisecondsSinceEpoch);

    private static Guid Guid(BsonValue value) => value.AsBsonBinaryData.ToGuid(GuidRepresentation.Standard);
}
