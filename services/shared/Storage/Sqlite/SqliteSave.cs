using System.Globalization;

namespace Alliance.Shared.Storage;

/// <summary>The statements of one collection, and one save of it: what differs is computed on the caller's thread, the writer only executes.</summary>
internal sealed class SqliteSave
{
    private readonly Shape _shape;
    private readonly string _exists, _current, _insert, _update, _entry, _text, _holder, _held, _claim, _release;
    private readonly string _addWalk, _dropWalk, _dropAllWalks, _setSorts, _setTerms, _dropTerms, _setWords, _dropWords, _reproject;

    public SqliteSave(Shape shape)
    {
        var c = shape.Name;
        _shape = shape;
        _exists = $"SELECT 1 FROM {c} WHERE id = $1";
        _current = $"SELECT key, shape FROM {c} WHERE id = $1 AND revision = $2";
        _insert = $"""
            INSERT INTO {c} (id, revision, last_no, head, created_at, created_by, updated_at, updated_by, published, pending_since, timer, shape, body)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING key
            """;
        // $6: published when entries are not announced, else null. $7: time of these entries when they are to be announced, else null.
        _update = $"""
            UPDATE {c} SET revision = $2, last_no = $3, head = $4, updated_at = $5, published = coalesce($6, published),
              pending_since = coalesce(pending_since, $7), timer = $8, shape = $9, body = $10, updated_by = $11 WHERE key = $1
            """;
        _entry = $"INSERT INTO {c}_history VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        _text = $"INSERT INTO {c}_text VALUES ($1, $2, $3, $4)";
        _holder = $"SELECT key FROM {c}_key WHERE name = $1";
        _held = $"SELECT name FROM {c}_key WHERE key = $1";
        _claim = $"INSERT INTO {c}_key VALUES ($1, $2)";
        _release = $"DELETE FROM {c}_key WHERE name = $1";
        _addWalk = $"INSERT OR REPLACE INTO {c}_walk VALUES ($1, $2, $3, $4)";
        _dropWalk = $"DELETE FROM {c}_walk WHERE term = $1 AND sort = $2 AND id = $3";
        _dropAllWalks = $"DELETE FROM {c}_walk WHERE id = $1";
        var columns = shape.Sorts.Select(SqliteSchema.Column).ToArray();
        _setSorts = $"INSERT OR REPLACE INTO {c}_sort (key, id, terms{string.Concat(columns.Select(s => $", {s}"))}) VALUES ($1, $2, $3{string.Concat(columns.Select((_, i) => $", ${i + 4}"))})";
        _setTerms = $"INSERT INTO {c}_terms (rowid, t) VALUES ($1, $2)";
        _dropTerms = $"DELETE FROM {c}_terms WHERE rowid = $1";
        _setWords = $"INSERT INTO {c}_words (rowid, t) VALUES ($1, $2)";
        _dropWords = $"DELETE FROM {c}_words WHERE rowid = $1";
        _reproject = $"UPDATE {c} SET timer = $2, shape = $3 WHERE key = $1";
    }

    public Func<SqliteSession, WriteOutcome> Job(Write write)
    {
        var next = write.Next;
        var isNew = write.Before is null;
        var changed = Change.Between(_shape, write.Before, write.After);
        long? published = _shape.Announces ? null : next.LastNo;
        DateTimeOffset? pendingSince = _shape.Announces && write.Entries.Count > 0 ? next.UpdatedAt : null;
        return session =>
        {
            // Every refusal first: a job that refuses has written nothing.
            long key = 0;
            var writtenBy = _shape.Version;
            if (isNew)
            {
                if (session.Scalar(_exists, next.Id) is not null) return new WriteOutcome(WriteStatus.Stale);
            }
            else
            {
                var current = session.Query(_current, r => (Key: r.GetInt64(0), Shape: r.GetInt32(1)), next.Id, next.Revision - 1);
                if (current.Count == 0) return new WriteOutcome(WriteStatus.Stale);
                (key, writtenBy) = current[0];
            }
            foreach (var name in write.After.Keys)
                if (session.Scalar(_holder, name) is long holder && holder != key) return new WriteOutcome(WriteStatus.Taken, name);

            if (isNew)
                key = (long)session.Scalar(_insert, next.Id, next.Revision, next.LastNo, next.Head, next.CreatedAt, next.CreatedBy, next.UpdatedAt, next.UpdatedBy,
                    published ?? 0, pendingSince, write.After.Timer, _shape.Version, next.Body)!;
            else
                session.Execute(_update, key, next.Revision, next.LastNo, next.Head, next.UpdatedAt, published, pendingSince, write.After.Timer, _shape.Version, next.Body, next.UpdatedBy);
            foreach (var e in write.Entries)
            {
                session.Execute(_entry, next.Id, e.No, e.Verb, e.ActorId, e.At, e.Code, e.From, e.To, e.Traceparent, e.TextHash, e.PreviousHash, e.Hash);
                if (e.Text is not null) session.Execute(_text, next.Id, e.No, e.Text, e.Salt);
            }
            SetKeys(session, key, isNew, write.After.Keys);
            if (writtenBy == _shape.Version) SetIndexes(session, key, next.Id, changed);
            else ResetIndexes(session, key, next.Id, write.After);
            return new WriteOutcome(WriteStatus.Saved);
        };
    }

    /// <summary>Index rows and timer anew, at a start with a changed declaration. Skipped when the document was saved since.</summary>
    public Func<SqliteSession, bool> ReprojectJob(Row row, Projection projection) => session =>
    {
        var current = session.Query(_current, r => r.GetInt64(0), row.Id, row.Revision);
        if (current.Count == 0) return false;
        session.Execute(_reproject, current[0], projection.Timer, _shape.Version);
        ResetIndexes(session, current[0], row.Id, projection);
        return true;
    };

    /// <summary>Compared with what is really held, not with what the read document should hold: a changed declaration leaves no key behind.</summary>
    private void SetKeys(SqliteSession session, long key, bool isNew, IReadOnlyList<string> names)
    {
        IReadOnlyList<string> held = isNew ? [] : session.Query(_held, r => r.GetString(0), key);
        foreach (var name in held.Except(names)) session.Execute(_release, name);
        foreach (var name in names.Except(held)) session.Execute(_claim, name, key);
    }

    private void SetIndexes(SqliteSession session, long key, Guid id, Change change)
    {
        foreach (var (term, sort) in change.DroppedWalks) session.Execute(_dropWalk, term, sort, id);
        foreach (var (term, sort) in change.AddedWalks) session.Execute(_addWalk, term, sort, id, key);
        if (change.Sorts is { } sorts) session.Execute(_setSorts, [key, id, .. sorts]);
        if (change.Terms is { } terms) SetTokens(session, change.IsNew, _dropTerms, _setTerms, key, terms);
        if (change.Words is { } words) SetTokens(session, change.IsNew, _dropWords, _setWords, key, words);
    }

    /// <summary>The rows are of another version, so the difference to them is not known: all go (the walks by a scan: seldom, once a document) and are made again.</summary>
    private void ResetIndexes(SqliteSession session, long key, Guid id, Projection projection)
    {
        session.Execute(_dropAllWalks, id);
        SetIndexes(session, key, id, Change.Between(_shape, null, projection) with { IsNew = false });
    }

    private static void SetTokens(SqliteSession session, bool isNew, string drop, string set, long key, string tokens)
    {
        if (!isNew) session.Execute(drop, key);
        if (tokens.Length > 0) session.Execute(set, key, tokens);
    }

    /// <summary>Index rows to write; null = as they are. <paramref name="Sorts"/>: the columns of {c}_sort after key and id.</summary>
    private sealed record Change(
        bool IsNew, IEnumerable<(string Term, long Sort)> DroppedWalks, IEnumerable<(string Term, long Sort)> AddedWalks,
        object?[]? Sorts, string? Terms, string? Words)
    {
        public static Change Between(Shape shape, Projection? before, Projection after)
        {
            var (old, now) = (before is null ? [] : Walks(shape, before), Walks(shape, after));
            var sorts = shape.Sorts.Select(s => Value(after, s)).ToArray();
            var sameSorts = before is not null && shape.Sorts.Select(s => Value(before, s)).SequenceEqual(sorts);
            var terms = Terms(after);
            var sameTerms = before is not null && Terms(before) == terms;
            return new Change(
                before is null, [.. old.Except(now)], [.. now.Except(old)],
                sameSorts && sameTerms ? null : [$" {terms} ", .. sorts.Cast<object?>()],
                sameTerms ? null : terms,
                before is not null && after.HasWordsOf(before) ? null : string.Join(' ', after.Words));

            static string Terms(Projection p) => string.Join(' ', p.Terms.Values.SelectMany(t => t));
        }

        private static long? Value(Projection projection, string sort) => projection.Sorts.TryGetValue(sort, out var value) ? value : null;

        private static HashSet<(string, long)> Walks(Shape shape, Projection projection)
        {
            var rows = new HashSet<(string, long)>();
            foreach (var (facet, sort) in shape.Walks)
                if (projection.Sorts.TryGetValue(sort, out var value))
                    foreach (var term in projection.Terms[facet]) rows.Add((WalkTerm(sort, term), value));
            return rows;
        }
    }

    /// <summary>First column of {c}_walk: one index for each pair of sort and facet, all in one table.</summary>
    public static string WalkTerm(string sort, string term) => string.Create(CultureInfo.InvariantCulture, $"{sort}/{term}");
}
