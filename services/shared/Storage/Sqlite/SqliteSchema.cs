namespace Alliance.Shared.Storage;

/// <summary>The tables of a service's file. Times are UTC milliseconds, ids 16 big-endian bytes (so that they sort as their text does).</summary>
internal static class SqliteSchema
{
    public static void Prepare(SqliteSession session, IReadOnlyList<Shape> shapes)
    {
        session.Execute("""
            CREATE TABLE IF NOT EXISTS _shape (collection TEXT PRIMARY KEY, version INTEGER NOT NULL, structure TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS _counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
            CREATE TABLE IF NOT EXISTS _chunk (file BLOB NOT NULL, no INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (file, no));
            """);
        foreach (var shape in shapes) Prepare(session, shape);
    }

    private static void Prepare(SqliteSession session, Shape shape)
    {
        var c = shape.Name;
        // {c}: the document. pending_since: when its oldest unpublished entry was written; null = all published. shape: version of the declaration its index rows are of.
        // {c}_sort: sort values, and the terms between spaces, in a narrow table: ordering and filtering thousands of matches reads no bodies.
        // {c}_walk: (sort/facet:value) → documents in sort order. {c}_terms, {c}_words: inverted indexes by rowid = key.
        session.Execute($"""
            CREATE TABLE IF NOT EXISTS {c} (
              key INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, revision INTEGER NOT NULL, last_no INTEGER NOT NULL, head TEXT NOT NULL,
              created_at INTEGER NOT NULL, created_by BLOB NOT NULL, updated_at INTEGER NOT NULL, updated_by BLOB NOT NULL,
              published INTEGER NOT NULL, pending_since INTEGER, timer INTEGER, shape INTEGER NOT NULL, body TEXT NOT NULL);
            CREATE INDEX IF NOT EXISTS {c}_pending ON {c} (pending_since) WHERE pending_since IS NOT NULL;
            CREATE INDEX IF NOT EXISTS {c}_timer ON {c} (timer) WHERE timer IS NOT NULL;
            CREATE INDEX IF NOT EXISTS {c}_shape ON {c} (shape);
            CREATE TABLE IF NOT EXISTS {c}_sort (key INTEGER PRIMARY KEY REFERENCES {c} (key), id BLOB NOT NULL, terms TEXT NOT NULL);
            CREATE TABLE IF NOT EXISTS {c}_walk (term TEXT NOT NULL, sort INTEGER NOT NULL, id BLOB NOT NULL, key INTEGER NOT NULL, PRIMARY KEY (term, sort, id)) WITHOUT ROWID;
            CREATE VIRTUAL TABLE IF NOT EXISTS {c}_terms USING fts5 (t, content='', contentless_delete=1, detail=none, tokenize="ascii tokenchars ':-_.|'");
            CREATE VIRTUAL TABLE IF NOT EXISTS {c}_words USING fts5 (t, content='', contentless_delete=1, detail=none, tokenize='ascii');
            CREATE TABLE IF NOT EXISTS {c}_key (name TEXT PRIMARY KEY, key INTEGER NOT NULL REFERENCES {c} (key)) WITHOUT ROWID;
            CREATE INDEX IF NOT EXISTS {c}_key_held ON {c}_key (key);
            CREATE TABLE IF NOT EXISTS {c}_history (
              id BLOB NOT NULL, no INTEGER NOT NULL, verb TEXT NOT NULL, actor BLOB NOT NULL, at INTEGER NOT NULL, code TEXT, state_from TEXT, state_to TEXT,
              traceparent TEXT, text_hash TEXT, previous_hash TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (id, no)) WITHOUT ROWID;
            CREATE TRIGGER IF NOT EXISTS {c}_history_update BEFORE UPDATE ON {c}_history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
            CREATE TRIGGER IF NOT EXISTS {c}_history_delete BEFORE DELETE ON {c}_history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
            CREATE TABLE IF NOT EXISTS {c}_text (id BLOB NOT NULL, no INTEGER NOT NULL, text TEXT NOT NULL, salt TEXT NOT NULL, PRIMARY KEY (id, no)) WITHOUT ROWID;
            """);
        var present = session.Query($"PRAGMA table_info({c}_sort)", r => r.GetString(1));
        foreach (var sort in shape.Sorts.Where(s => !present.Contains(Column(s))))
            session.Execute($"ALTER TABLE {c}_sort ADD COLUMN {Column(sort)} INTEGER");
        CheckVersion(session, shape);
    }

    /// <summary>The column of {c}_sort for a declared sort.</summary>
    public static string Column(string sort) => $"s_{sort}";

    private static void CheckVersion(SqliteSession session, Shape shape)
    {
        var structure = $"{string.Join(' ', shape.Sorts)}; {string.Join(' ', shape.Walks.Select(w => $"{w.Facet}/{w.Sort}"))}";
        var known = session.Query("SELECT version, structure FROM _shape WHERE collection = $1", r => (Version: r.GetInt32(0), Structure: r.GetString(1)), shape.Name);
        if (known.Count == 1 && known[0].Version == shape.Version && known[0].Structure != structure)
            throw new InvalidOperationException($"{shape.Name}: sorts or walks were changed, but not the declaration's Version ({shape.Version}): raise it.");
        if (known.Count == 1 && known[0].Version > shape.Version) return;
        session.Execute("INSERT INTO _shape VALUES ($1, $2, $3) ON CONFLICT DO UPDATE SET version = excluded.version, structure = excluded.structure",
            shape.Name, shape.Version, structure);
    }
}
