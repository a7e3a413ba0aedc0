namespace Alliance.Accounts.Issuing;

/// <summary>
/// Of several copies that start at once on one folder, one at a time makes what is not there yet (keys, tables, the known clients); the others find it
/// made. Held by a lock on a file, which the system gives back whatever becomes of its holder.
/// </summary>
internal static class StartingAlone
{
    private const string File = "starting.lock";

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(20);

    /// <summary>Making keys takes some seconds on a slow machine.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static IDisposable In(string folder)
    {
        PrepareFolder(folder);
        for (var waited = TimeSpan.Zero; ; waited += LookEvery)
        {
            if (Open(folder, lastTry: waited >= Longest) is { } held) return held;
            // Before the host is built there is nothing that could wait otherwise.
            Thread.Sleep(LookEvery);
        }
    }

    /// <summary>Closed to others, for all that is put there later too.</summary>
    public static void PrepareFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <returns>Why nothing can be kept in this folder; null when it can.</returns>
    public static string? Unusable(string folder)
    {
        try
        {
            In(folder).Dispose();
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.GetType().Name;
        }
    }

    private static FileStream? Open(string folder, bool lastTry)
    {
        try
        {
            return new FileStream(Path.Combine(folder, File), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (!lastTry && System.IO.File.Exists(Path.Combine(folder, File)))
        {
            return null;
        }
    }
}
