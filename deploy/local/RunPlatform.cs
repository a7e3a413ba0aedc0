using System.Runtime.InteropServices;

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
            await using var platform = await Platform.Start(new PlatformOptions(command.State, Builds.Here()) { Port = command.Port, Say = Console.WriteLine }, stop.Token);
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
        var somebody = platform.People.People.FirstOrDefault(person => person.Has("authority-signatory"))?.Email ?? "<person>";
        var mail = Environment.GetEnvironmentVariable("Mail__Smtp") is { Length: > 0 } smtp && Uri.TryCreate(smtp, UriKind.Absolute, out var server) ? server.GetLeftPart(UriPartial.Scheme) + server.Host : platform.State.Mail;
        return $"""

            The platform is up: {platform.Address}
              API reference      {platform.Address}reference
              people             ./run.sh people
              a token            ./run.sh token {somebody}
              a first call       curl -H "Authorization: Bearer $(./run.sh token {somebody})" {platform.Address}api/requests
              mails              {mail}
              logs               {platform.State.Logs}
            Ctrl-C stops everything; data stays in {platform.State.Path}.

            """;
    }
}
