using System.Collections.Concurrent;
using System.Globalization;
using Alliance.Local;

namespace Alliance.Testing;

/// <summary>Folders for what tests write: beside the builds, emptied when a test run begins, so that logs and data of the last run can be looked at.</summary>
public static class TestState
{
    /// <summary>
    /// How often each name was asked for in this run. No folder is used twice in one: a connection that a stopped host has left open unlinks the database's
    /// log by its path when it goes, and would take the log of the next host.
    /// </summary>
    private static readonly ConcurrentDictionary<string, int> Asked = new();

    /// <param name="name">One per fixture; the test project's name is put before it.</param>
    public static string Fresh(string name)
    {
        var builds = Builds.Here();
        var project = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name;
        var times = Asked.AddOrUpdate(name, 1, (_, before) => before + 1);
        var folder = Path.Combine(builds.Root, ".artifacts", "test-state", string.Create(CultureInfo.InvariantCulture, $"{project}-{name}{(times == 1 ? "" : $"-{times}")}"));
        if (Directory.Exists(folder))
        {
            // A platform that still runs there, of a run that was killed, is ended by pid file before its files go.
            var running = Path.Combine(folder, "run");
            if (Directory.Exists(running)) PidFile.EndOrphans(running, CancellationToken.None).GetAwaiter().GetResult();
            Directory.Delete(folder, recursive: true);
        }
        return Directory.CreateDirectory(folder).FullName;
    }
}
