namespace Alliance.Local;

/// <summary>What one platform keeps on this machine, and the lock that lets only one runner use it. Readable by its owner alone.</summary>
public sealed class StateFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private readonly FileStream? held;

    private StateFolder(string path, FileStream? held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    public string Data => Folder("data");

    public string Logs => Folder("logs");

    public string Broker => Folder("broker");

    /// <summary>Pid files of the running processes.</summary>
    public string Running => Folder("run");

    public string Identity => Folder("identity");

    /// <summary>Credentials and keys of accounts.</summary>
    public string Accounts => Folder("accounts");

    public string Mail => Folder("mail");

    public string Log(string process) => System.IO.Path.Combine(Logs, $"{process}.log");

    /// <exception cref="CannotStartException">Another runner holds the folder.</exception>
    public static StateFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        FileStream held;
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            held = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new CannotStartException($"{path} cannot be written by this user: choose another folder with --state.", fault);
        }
        catch (IOException fault)
        {
            throw new CannotStartException($"A platform already runs with the state folder {path}: stop it first, or choose another folder with --state and another port with --port.", fault);
        }
        return new StateFolder(path, held);
    }

    /// <summary>That of a platform that was started before and may run now: nothing is locked, so only what several processes may do at once is done with it.</summary>
    public static StateFolder OfStarted(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        return File.Exists(System.IO.Path.Combine(path, "identity", "secrets.json"))
            ? new StateFolder(path, held: null)
            : throw new CannotStartException($"{path} is of no platform yet: start it once (./run.sh), or name another folder with --state.");
    }

    /// <summary>Writes a file only its owner may read, whole or not at all.</summary>
    public static void WriteSecret(string path, string text)
    {
        var next = path + ".new";
        File.Delete(next);
        using (var file = new FileStream(next, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        using (var writer = new StreamWriter(file))
        {
            writer.Write(text);
        }
        File.Move(next, path, overwrite: true);
    }

    /// <summary>The log of the last run stays readable beside that of this one.</summary>
    public void KeepLastLogs()
    {
        foreach (var log in Directory.GetFiles(Logs, "*.log"))
        {
            if (!log.EndsWith(".previous.log", StringComparison.Ordinal)) File.Move(log, System.IO.Path.ChangeExtension(log, ".previous.log"), overwrite: true);
        }
    }

    public void Dispose() => held?.Dispose();

    private string Folder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name), OwnerOnly).FullName;
}
