using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Alliance.Shared.Storage;

/// <summary>
/// One SQLite file per service (WAL, synchronous=FULL). Writes go through one group-committing thread; reads have connections of their own and never wait for it.
/// Several processes may open the same file.
/// </summary>
internal sealed class SqliteEngine : IStorageEngine
{
    private const int MaxIdleReaders = 8;

    /// <summary>A document with more of them waiting is published and marked in parts.</summary>
    private const int MaxEntriesAtOnce = 100;

    private const string RowColumns = "d.id, d.body, d.revision, d.last_no, d.head, d.created_at, d.created_by, d.updated_at, d.updated_by";
    private const int RowColumnCount = 9;

    private readonly string _file;
    private readonly SqliteWriter _writer;
    private readonly ConcurrentBag<SqliteSession> _idleReaders = [];
    private readonly ConcurrentDictionary<Shape, SqliteSave> _saves = new(ReferenceEqualityComparer.Instance);

    public SqliteEngine(string file)
    {
        _file = Path.GetFullPath(file);
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        _writer = new SqliteWriter(new SqliteSession(_file));
    }

    public Task Prepare(IReadOnlyList<Shape> shapes, CancellationToken ct) => Write(s => SqliteSchema.Prepare(s, shapes), ct);

    public Task<Row?> Find(Shape shape, Guid id, CancellationToken ct) =>
        Read(s => s.Query($"SELECT {RowColumns} FROM {shape.Name} d WHERE d.id = $1", ReadRow, id).FirstOrDefault(), ct);

    public Task<Row?> FindByKey(Shape shape, string key, CancellationToken ct) =>
        Read(s => s.Query($"SELECT {RowColumns} FROM {shape.Name}_key k JOIN {shape.Name} d ON d.key = k.key WHERE k.name = $1", ReadRow, key).FirstOrDefault(), ct);

    public Task<WriteOutcome> Save(Shape shape, Write write, CancellationToken ct) => _writer.Run(Saves(shape).Job(write), ct);

    public Task<IReadOnlyList<Hit>> Walk(Shape shape, string facet, string term, Span span, CancellationToken ct)
    {
        var (c, args) = (shape.Name, new List<object?> { SqliteSave.WalkTerm(span.Sort, term) });
        return Hits(shape, span, $"SELECT w.sort, w.id, w.key FROM {c}_walk w WHERE w.term = $1{Bounds(span, "w.sort", "w.id", args)}", args, ct);
    }

    public Task<IReadOnlyList<Hit>> Match(Shape shape, IReadOnlyList<IReadOnlyList<string>> groups, IReadOnlyList<string> prefixes, Span span, CancellationToken ct)
    {
        // The inverted index leads, and the narrow table is looked up for each document it finds. With words they lead, since they are the rarer;
        // terms are then read from that table: a second inverted index would have to be read to its end for each list.
        var (c, column, args) = (shape.Name, $"s.{SqliteSchema.Column(span.Sort)}", new List<object?>());
        var leading = prefixes.Count > 0 ? $"{c}_words" : $"{c}_terms";
        args.Add(prefixes.Count > 0
            ? string.Join(" AND ", prefixes.Select(p => $"\"{p}\"*"))
            : string.Join(" AND ", groups.Select(g => $"({string.Join(" OR ", g.Select(t => $"\"{t}\""))})")));
        var sql = new StringBuilder($"SELECT {column} AS sort, s.id, s.key FROM {leading} CROSS JOIN {c}_sort s ON s.key = {leading}.rowid WHERE {leading} MATCH $1 AND {column} IS NOT NULL");
        if (prefixes.Count > 0)
            foreach (var group in groups)
                sql.Append(CultureInfo.InvariantCulture, $" AND ({string.Join(" OR ", group.Select(HasTerm))})");
        sql.Append(Bounds(span, column, "s.id", args));
        return Hits(shape, span, sql.ToString(), args, ct);

        string HasTerm(string term)
        {
            args.Add($" {term} ");
            return $"instr(s.terms, ${args.Count})";
        }
    }

    public Task<int> Count(Shape shape, string term, int atMost, CancellationToken ct) =>
        Read(s => (int)(long)s.Scalar($"SELECT count(*) FROM (SELECT 1 FROM {shape.Name}_terms WHERE {shape.Name}_terms MATCH $1 LIMIT $2)", $"\"{term}\"", atMost)!, ct);

    /// <summary>Terms are compared by their bytes, so those that begin alike stand together, up to the beginning with its last character one higher.</summary>
    public Task<IReadOnlyList<Tally>> Tally(Shape shape, string beginning, string sort, CancellationToken ct)
    {
        var from = SqliteSave.WalkTerm(sort, beginning);
        var to = from[..^1] + (char)(from[^1] + 1);
        return Read<IReadOnlyList<Tally>>(s => s.Query(
            $"SELECT term, count(*), min(sort), avg(sort) FROM {shape.Name}_walk WHERE term >= $1 AND term < $2 GROUP BY term ORDER BY term",
            r => new Tally(r.GetString(0)[(sort.Length + 1)..], r.GetInt32(1), r.GetInt64(2), r.GetDouble(3)), from, to), ct);
    }

    public Task<IReadOnlyList<HistoryEntry>> History(Shape shape, Guid id, CancellationToken ct) =>
        Read<IReadOnlyList<HistoryEntry>>(s => s.Query(
            $"SELECT {EntryColumns}, t.text, t.salt FROM {shape.Name}_history h LEFT JOIN {shape.Name}_text t ON t.id = h.id AND t.no = h.no WHERE h.id = $1 ORDER BY h.no",
            r => ReadEntry(r, 0) with { Text = r.Text(EntryColumnCount), Salt = r.Text(EntryColumnCount + 1) }, id), ct);

    public Task EraseText(Shape shape, Guid id, long no, CancellationToken ct) =>
        Write(s => s.Execute($"DELETE FROM {shape.Name}_text WHERE id = $1 AND no = $2", id, no), ct);

    /// <summary>
    /// The text index marks a removed document and drops its words when it merges: merged now. Then the log is folded back and cut off; while somebody reads
    /// an old state of it that has to wait for the next fold.
    /// </summary>
    public async Task Scrub(Shape shape, CancellationToken ct)
    {
        var c = shape.Name;
        await Write(s =>
        {
            s.Execute($"INSERT INTO {c}_words ({c}_words) VALUES ('optimize')");
            s.Execute($"INSERT INTO {c}_terms ({c}_terms) VALUES ('optimize')");
        }, ct);
        await Read(s => s.Scalar("PRAGMA wal_checkpoint(TRUNCATE)"), ct);
    }

    public Task<IReadOnlyList<Row>> Outdated(Shape shape, int limit, CancellationToken ct) =>
        Read<IReadOnlyList<Row>>(s => s.Query($"SELECT {RowColumns} FROM {shape.Name} d WHERE d.shape < $1 LIMIT $2", ReadRow, shape.Version, limit), ct);

    public Task Reproject(Shape shape, Row row, Projection projection, CancellationToken ct) => _writer.Run(Saves(shape).ReprojectJob(row, projection), ct);

    public Task<IReadOnlyList<Unpublished>> Unpublished(Shape shape, int limit, CancellationToken ct) => Read<IReadOnlyList<Unpublished>>(s =>
    {
        // One state of the file for both statements.
        s.Execute("BEGIN");
        var waiting = s.Query(
            $"SELECT {RowColumns}, d.published FROM {shape.Name} d WHERE d.pending_since IS NOT NULL ORDER BY d.pending_since, d.key LIMIT $1",
            r => (Row: ReadRow(r), Published: r.GetInt64(RowColumnCount)), limit);
        Unpublished[] unpublished = [.. waiting.Select(w => new Unpublished(w.Row, s.Query(
            $"SELECT {EntryColumns} FROM {shape.Name}_history h WHERE h.id = $1 AND h.no > $2 ORDER BY h.no LIMIT {MaxEntriesAtOnce}",
            r => ReadEntry(r, 0), w.Row.Id, w.Published)))];
        s.Execute("COMMIT");
        return unpublished;
    }, ct);

    public Task MarkPublished(Shape shape, Guid id, long no, CancellationToken ct) =>
        Write(s => s.Execute(
            $"UPDATE {shape.Name} SET published = max(published, $2), pending_since = CASE WHEN last_no <= max(published, $2) THEN NULL ELSE pending_since END WHERE id = $1", id, no), ct);

    public Task<IReadOnlyList<Row>> Timers(Shape shape, DateTimeOffset now, int limit, CancellationToken ct) =>
        Read<IReadOnlyList<Row>>(s => s.Query($"SELECT {RowColumns} FROM {shape.Name} d WHERE d.timer <= $1 ORDER BY d.timer LIMIT $2", ReadRow, now, limit), ct);

    /// <summary>An exclusive lock on a file beside the database: no clock, no renewal, and the kernel frees it when the process is killed.</summary>
    public Task<Lease?> TryLease(CancellationToken ct)
    {
        try
        {
            var held = new FileStream(_file + ".lease", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return Task.FromResult<Lease?>(new Lease(held.DisposeAsync, CancellationToken.None));
        }
        catch (IOException)
        {
            return Task.FromResult<Lease?>(null);
        }
    }

    public Task<long> NextCounter(string name, CancellationToken ct) =>
        _writer.Run(s => (long)s.Scalar("INSERT INTO _counter VALUES ($1, 1) ON CONFLICT DO UPDATE SET value = value + 1 RETURNING value", name)!, ct);

    public Task WriteChunk(Guid file, int index, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var copy = bytes.ToArray();
        return Write(s => s.Execute("INSERT OR REPLACE INTO _chunk VALUES ($1, $2, $3)", file, index, copy), ct);
    }

    public Task<byte[]?> ReadChunk(Guid file, int index, CancellationToken ct) =>
        Read(s => (byte[]?)s.Scalar("SELECT bytes FROM _chunk WHERE file = $1 AND no = $2", file, index), ct);

    public Task DeleteChunks(Guid file, CancellationToken ct) => Write(s => s.Execute("DELETE FROM _chunk WHERE file = $1", file), ct);

    public Task Ping(CancellationToken ct) => Read(s => s.Scalar("SELECT count(*) FROM _shape"), ct);

    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync();
        while (_idleReaders.TryTake(out var reader)) reader.Dispose();
    }

    private SqliteSave Saves(Shape shape) => _saves.GetOrAdd(shape, static s => new SqliteSave(s));

    private async Task Write(Action<SqliteSession> work, CancellationToken ct) => await _writer.Run(s => { work(s); return true; }, ct);

    private Task<TResult> Read<TResult>(Func<SqliteSession, TResult> read, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (!_idleReaders.TryTake(out var session)) session = new SqliteSession(_file);
        try
        {
            var result = read(session);
            if (_idleReaders.Count < MaxIdleReaders) _idleReaders.Add(session);
            else session.Dispose();
            return Task.FromResult(result);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    /// <summary>Index first, bodies of the page after (a cross join keeps SQLite to that order): one statement, so one state of the file.</summary>
    private Task<IReadOnlyList<Hit>> Hits(Shape shape, Span span, string found, List<object?> args, CancellationToken ct)
    {
        var direction = span.Descending ? "DESC" : "ASC";
        args.Add(span.Limit);
        var sql = $"SELECT {RowColumns}, f.sort FROM ({found} ORDER BY 1 {direction}, 2 {direction} LIMIT ${args.Count}) f CROSS JOIN {shape.Name} d ON d.key = f.key ORDER BY f.sort {direction}, f.id {direction}";
        return Read<IReadOnlyList<Hit>>(s => s.Query(sql, r => new Hit(ReadRow(r), r.GetInt64(RowColumnCount)), [.. args]), ct);
    }

    private static string Bounds(Span span, string sort, string id, List<object?> args)
    {
        var sql = new StringBuilder();
        if (span.From is { } from) sql.Append(CultureInfo.InvariantCulture, $" AND {sort} >= {Arg(from)}");
        if (span.To is { } to) sql.Append(CultureInfo.InvariantCulture, $" AND {sort} <= {Arg(to)}");
        if (span.After is { } after) sql.Append(CultureInfo.InvariantCulture, $" AND ({sort}, {id}) {(span.Descending ? '<' : '>')} ({Arg(after.Sort)}, {Arg(after.Id)})");
        return sql.ToString();

        string Arg(object value)
        {
            args.Add(value);
            return $"${args.Count}";
        }
    }

    private static Row ReadRow(SqliteDataReader r) =>
        new(r.Id(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3), r.GetString(4), r.Time(5), r.Id(6), r.Time(7), r.Id(8));

    private const string EntryColumns = "h.no, h.verb, h.actor, h.at, h.code, h.state_from, h.state_to, h.traceparent, h.text_hash, h.previous_hash, h.hash";
    private const int EntryColumnCount = 11;

    private static HistoryEntry ReadEntry(SqliteDataReader r, int at) => new(
        r.GetInt64(at), r.GetString(at + 1), r.Id(at + 2), r.Time(at + 3), r.Text(at + 4), r.Text(at + 5), r.Text(at + 6), r.Text(at + 7), r.Text(at + 8),
        r.GetString(at + 9), r.GetString(at + 10));
}
