using Alliance.Local;

namespace Alliance.Testing;

/// <summary>Folders for what tests write: beside the builds, emptied when a test run begins, so that logs and data of the last run can be looked at.</summary>
public static class TestState
{
    /// <param name="name">One per fixture; the test project's name is put before it.</param>
    public static string Fresh(string name)
    {
        var builds = Builds.Here();
        var project = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd('/')).Parent!.Name;
        var folder = Path.Combine(builds.Root, ".artifacts", "test-state", $"{project}-{name}");
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
