using System.Runtime.InteropServices;
using Alliance.Local.Demo;

namespace Alliance.Local;

/// <summary>Starts the platform, says what to do next, and stops all of it when it is told to.</summary>
internal static class RunPlatform
{
    public static async Task<int> Run(CommandLine command)
    {
        using var stop = new CancellationTokenSource();
        void OnSignal(PosixSignalContext signal)
        {
            signal.Cancel = true;
            // The second time somebody does not want to wait: what still runs dies with this process.
            if (stop.IsCancellationRequested) Environment.Exit(130);
            stop.Cancel();
        }
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);

        try
        {
            await using var platform = await Platform.Start(new PlatformOptions(command.State, Builds.Here())
            {
                Port = command.Port,
                Say = Console.WriteLine,
                Stories = command.Demo,
                Seed = command.Demo ? (state, address) => MakeDemo.Prepare(state.Path, address, state.Mail) : null,
            }, stop.Token);
            Console.WriteLine(WhatNext(platform));
            await Task.Delay(Timeout.Infinite, stop.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            Console.WriteLine("Stopping     (again: at once)");
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Told to stop while it was starting: everything has been stopped.
        }
        Console.WriteLine("Stopped");
        return 0;
    }

    private static string WhatNext(Platform platform)
    {
        var mail = Environment.GetEnvironmentVariable("Mail__Smtp") is { Length: > 0 } smtp && Uri.TryCreate(smtp, UriKind.Absolute, out var server) ? server.GetLeftPart(UriPartial.Scheme) + server.Host : platform.State.Mail;
        return $"""

            The platform is up: {platform.Address}
              API reference      {platform.Address}reference
            {WhoSignsIn(platform)}
              mails              {mail}
              logs               {platform.State.Logs}
            Ctrl-C stops everything; data stays in {platform.State.Path}.

            """;
    }

    private static string WhoSignsIn(Platform platform)
    {
        List<string> lines = [];
        if (File.Exists(DemoFile.PathIn(platform.State.Path)) && DemoFile.Read(platform.State.Path).Clients is [.., var last])
        {
            lines.Add($"  people             ./run.sh people    (passwords: {DemoFile.PathIn(platform.State.Path)})");
            lines.Add($"  a first call       curl -H \"Authorization: Bearer $(./run.sh token {last.ActsFor})\" {platform.Address}api/requests");
        }
        else
        {
            lines.Add("  people             none yet but the first administrator; ./run.sh --demo adds some to try with");
        }
        // Said here and never again; accounts keeps a hash.
        if (platform.FirstAdministrator.Length > 0) lines.AddRange(["  first administrator", .. platform.FirstAdministrator.Split('\n').Select(line => "    " + line)]);
        return string.Join('\n', lines);
    }
}
