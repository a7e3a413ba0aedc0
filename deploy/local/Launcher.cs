using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Alliance.Local;

/// <summary>
/// Starts a program in a session of its own (a Ctrl-C at the terminal reaches the runner only, which then stops all in order), its output in a file,
/// and so that the kernel kills it when this process dies, however it dies.
/// </summary>
public static class Launcher
{
    /// <summary>The output goes straight to the file: no reader in between that could fall behind or die first.</summary>
    private const string ToLog = """log=$0; exec "$@" >>"$log" 2>&1 </dev/null""";

    private static readonly string? SetSid = Find("setsid");
    private static readonly string? SetPriv = Find("setpriv");
    private static readonly BlockingCollection<Action> Work = [];

    // The parent-death signal is tied to the thread that forked: that of the pool may end at any time, this one never does.
    private static readonly Thread Forking = StartThread();

    public static Process Launch(string program, IEnumerable<string> arguments, string folder, string log, IReadOnlyDictionary<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var start = new ProcessStartInfo("/bin/sh") { UseShellExecute = false, WorkingDirectory = folder };
        List<string> line = ["-c", ToLog, log];
        if (SetSid is not null) line.Add(SetSid);
        if (SetPriv is not null) line.AddRange([SetPriv, "--pdeathsig", "KILL", "--"]);
        line.Add(program);
        line.AddRange(arguments);
        foreach (var part in line) start.ArgumentList.Add(part);
        foreach (var (name, value) in environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }

        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Debug.Assert(Forking.IsAlive, "the thread that forks must outlive every child");
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(start)!);
            }
            catch (Exception fault) when (fault is System.ComponentModel.Win32Exception or IOException)
            {
                started.SetException(fault);
            }
        });
        // Forking takes a millisecond or two on the thread above.
        return started.Task.GetAwaiter().GetResult();
    }

    /// <summary>Asks to stop (SIGTERM).</summary>
    public static void Terminate(int processId) => _ = Signal(processId, 15);

    /// <summary>Ends at once (SIGKILL): the process and what it started in its session.</summary>
    public static void Kill(int processId)
    {
        if (SetSid is not null) _ = Signal(-processId, 9);
        _ = Signal(processId, 9);
    }

    public static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Concat(["/usr/bin", "/usr/sbin", "/bin", "/sbin"])
            .Where(folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static Thread StartThread()
    {
        var thread = new Thread(() =>
        {
            foreach (var work in Work.GetConsumingEnumerable()) work();
        })
        { IsBackground = true, Name = "forking" };
        thread.Start();
        return thread;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Signal(int processId, int signal);
}
