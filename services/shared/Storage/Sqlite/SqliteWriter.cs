using System.Threading.Channels;
using Alliance.Shared.Hosting;
using Microsoft.Data.Sqlite;

namespace Alliance.Shared.Storage;

/// <summary>
/// Group commit: one thread takes what waits (up to 256 jobs), runs it in one transaction, commits once, then answers. The promise of
/// synchronous=FULL at a part of its price, since saves that wait for the disk together share its write.
/// </summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    private const int MaxBatch = 256;
    private const int MaxWaiting = 2048;

    private readonly Channel<Job> _waiting = Channel.CreateBounded<Job>(MaxWaiting);
    private readonly AutoResetEvent _arrived = new(false);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SqliteSession _session;

    public SqliteWriter(SqliteSession session)
    {
        _session = session;
        new Thread(Work) { IsBackground = true, Name = "sqlite-writer" }.Start();
    }

    /// <summary>
    /// Runs the job in the next transaction and answers when that is on disk. A job decides every refusal before its first write, and may run again.
    /// Cancelling counts until the job stands in the queue; from then on its outcome is waited for, since it will happen.
    /// </summary>
    public async Task<TResult> Run<TResult>(Func<SqliteSession, TResult> work, CancellationToken ct)
    {
        var job = new Job<TResult>(work);
        await _waiting.Writer.WriteAsync(job, ct);
        _arrived.Set();
        return await job.Answer;
    }

    private void Work()
    {
        var batch = new List<Job>(MaxBatch);
        while (true)
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var job)) batch.Add(job);
            if (batch.Count > 0) Commit(batch);
            else if (_waiting.Reader.Completion.IsCompleted) break;
            else _arrived.WaitOne();
        }
        _session.Dispose();
        _ended.SetResult();
    }

    private void Commit(List<Job> batch)
    {
        var committed = false;
        try
        {
            _session.Execute("BEGIN IMMEDIATE");
        }
#pragma warning disable CA1031 // Every caller gets it.
        catch (Exception e)
#pragma warning restore CA1031
        {
            foreach (var job in batch) job.Fail(Translate(e));
            return;
        }
        try
        {
            foreach (var job in batch) job.Execute(_session);
            FailPoints.Reach("before-commit");
            _session.Execute("COMMIT");
            committed = true;
            FailPoints.Reach("after-commit");
            foreach (var job in batch) job.Complete();
        }
#pragma warning disable CA1031 // Every caller gets his own.
        catch (Exception e)
#pragma warning restore CA1031
        {
            if (!committed) Rollback();
            if (committed || batch.Count == 1)
            {
                foreach (var job in batch) job.Fail(Translate(e));
                return;
            }
            // One of them is poisoned; alone it hurts nobody else.
            foreach (var job in batch) Commit([job]);
        }
    }

    private void Rollback()
    {
        try
        {
            _session.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            // SQLite has rolled back by itself (disk full, I/O error).
        }
    }

    private static Exception Translate(Exception e) => e is SqliteException { SqliteErrorCode: 13 /* SQLITE_FULL */ }
        ? new StorageFullException("The storage is full.", e)
        : e;

    public async ValueTask DisposeAsync()
    {
        // What was accepted is still written; the thread ends when the queue is complete and empty.
        if (!_waiting.Writer.TryComplete()) return;
        _arrived.Set();
        await _ended.Task;
        _arrived.Dispose();
    }

    private abstract class Job
    {
        public abstract void Execute(SqliteSession session);

        public abstract void Complete();

        public abstract void Fail(Exception e);
    }

    private sealed class Job<TResult>(Func<SqliteSession, TResult> work) : Job
    {
        private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TResult _result = default!;

        public Task<TResult> Answer => _answer.Task;

        public override void Execute(SqliteSession session) => _result = work(session);

        public override void Complete() => _answer.SetResult(_result);

        public override void Fail(Exception e) => _answer.TrySetException(e);
    }
}
