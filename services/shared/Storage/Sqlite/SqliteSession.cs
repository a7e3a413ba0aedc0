using Microsoft.Data.Sqlite;

namespace Alliance.Shared.Storage;

/// <summary>One connection with its prepared statements; used by one thread at a time. Parameters are $1, $2 … in order.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int BusyMilliseconds = 10_000;

    /// <summary>Lists with many values have a text each; a bound keeps them from filling memory.</summary>
    private const int MostCommands = 256;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, SqliteCommand> _commands = [];

    /// <summary>Opens the file, makes the promises of durability and reads them back: a file that cannot keep them is not used.</summary>
    public SqliteSession(string file)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
            DefaultTimeout = BusyMilliseconds / 1000
        }.ToString());
        try
        {
            _connection.Open();
            // Freed cells are overwritten: an erased text is gone from the file too. The log is folded back every 16 MB, which is a tenth faster than at 4.
            Execute($"PRAGMA busy_timeout={BusyMilliseconds}; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=4000; PRAGMA cache_size=-8000");
            MustBe("busy_timeout", $"{BusyMilliseconds}");
            MustBe("journal_mode", "wal");
            MustBe("synchronous", "2");
            MustBe("foreign_keys", "1");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }

        void MustBe(string pragma, string expected)
        {
            var actual = Scalar($"PRAGMA {pragma}")?.ToString();
            if (actual != expected) throw new InvalidOperationException($"SQLite {file}: PRAGMA {pragma} is {actual}, not {expected}; is the folder on a local disk?");
        }
    }

    public int Execute(string sql, params ReadOnlySpan<object?> args) => Command(sql, args).ExecuteNonQuery();

    public object? Scalar(string sql, params ReadOnlySpan<object?> args) => Command(sql, args).ExecuteScalar();

    public List<TResult> Query<TResult>(string sql, Func<SqliteDataReader, TResult> read, params ReadOnlySpan<object?> args)
    {
        using var reader = Command(sql, args).ExecuteReader();
        var results = new List<TResult>();
        while (reader.Read()) results.Add(read(reader));
        return results;
    }

    public void Dispose()
    {
        Forget();
        _connection.Dispose();
    }

    private void Forget()
    {
        foreach (var command in _commands.Values) command.Dispose();
        _commands.Clear();
    }

    private SqliteCommand Command(string sql, ReadOnlySpan<object?> args)
    {
        if (!_commands.TryGetValue(sql, out var command))
        {
            if (_commands.Count == MostCommands) Forget();
            command = _connection.CreateCommand();
#pragma warning disable CA2100 // Made of declared names (a-z only) and constants; every value is a parameter.
            command.CommandText = sql;
#pragma warning restore CA2100
            for (var i = 1; i <= args.Length; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            _commands[sql] = command;
        }
        for (var i = 0; i < args.Length; i++) command.Parameters[i].Value = Stored(args[i]);
        return command;
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset at => at.ToUnixTimeMilliseconds(),
        _ => value
    };
}

internal static class SqliteReading
{
    public static Guid Id(this SqliteDataReader reader, int column) => new(reader.GetFieldValue<byte[]>(column), bigEndian: true);

    public static DateTimeOffset Time(this SqliteDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public static string? Text(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
