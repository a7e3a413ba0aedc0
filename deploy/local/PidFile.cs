using System.Globalization;

namespace Alliance.Local;

/// <summary>
/// Which process runs under a name, so that the next start can end what a killed runner left. The start time tells it from another process that
/// got the same number since.
/// </summary>
public static class PidFile
{
    public static void Write(string folder, string name, int processId)
    {
        if (StartTime(processId) is { } started) File.WriteAllText(PathOf(folder, name), $"{processId} {Boot()} {started}");
    }

    public static void Delete(string folder, string name) => File.Delete(PathOf(folder, name));

    /// <summary>Ends every process that is named in the folder and still the one that was meant; returns their names.</summary>
    public static async Task<IReadOnlyList<string>> EndOrphans(string folder, CancellationToken cancel)
    {
        List<string> ended = [];
        foreach (var file in Directory.GetFiles(folder, "*.pid"))
        {
            if (Read(file) is { } orphan && IsAlive(orphan))
            {
                Launcher.Kill(orphan.ProcessId);
                // Its port and its files are free only when it is gone.
                while (IsAlive(orphan)) await Task.Delay(20, cancel);
                ended.Add($"{Path.GetFileNameWithoutExtension(file)} (process {orphan.ProcessId})");
            }
            File.Delete(file);
        }
        return ended;
    }

    /// <summary>In clock ticks since the machine started; null = no such process, or one that has ended and waits for its parent.</summary>
    internal static long? StartTime(int processId)
    {
        try
        {
            // The name, second, is in brackets and may hold anything; after it: state (field 3) … start time (field 22).
            var line = File.ReadAllText($"/proc/{processId}/stat");
            var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : long.Parse(fields[19], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static bool IsAlive(Entry entry) => entry.Boot == Boot() && StartTime(entry.ProcessId) == entry.Started;

    private static Entry? Read(string file) =>
        File.ReadAllText(file).Split(' ') is [var id, var boot, var started]
        && int.TryParse(id, CultureInfo.InvariantCulture, out var processId) && long.TryParse(started, CultureInfo.InvariantCulture, out var ticks)
            ? new Entry(processId, boot, ticks)
            : null;

    private static string Boot()
    {
        const string Id = "/proc/sys/kernel/random/boot_id";
        return File.Exists(Id) ? File.ReadAllText(Id).Trim() : "-";
    }

    private static string PathOf(string folder, string name) => Path.Combine(folder, $"{name}.pid");

    private sealed record Entry(int ProcessId, string Boot, long Started);
}
