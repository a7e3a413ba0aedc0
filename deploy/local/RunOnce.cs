using System.Diagnostics;
using System.Text;

namespace Alliance.Local;

/// <summary>Runs a program once, to its end. What it says to the person may be a password: it never comes near a log.</summary>
internal static class RunOnce
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(120);

    /// <param name="input">Given on its standard input; null = none.</param>
    /// <returns>What it wrote for the person, without the lines of its log.</returns>
    public static async Task<string> Run(ProcessPlan plan, string[] options, string? input, CancellationToken cancel)
    {
        var called = string.Join(' ', options.Prepend(plan.Name));
        var start = new ProcessStartInfo(plan.Program, options)
        {
            WorkingDirectory = plan.Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var (name, value) in plan.Environment)
        {
            if (value is null) start.Environment.Remove(name);
            else start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Within);
        try
        {
            var said = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            if (input is not null) await process.StandardInput.WriteAsync(input.AsMemory(), deadline.Token);
            process.StandardInput.Close();
            await process.WaitForExitAsync(deadline.Token);
            if (process.ExitCode == 0) return ForThePerson(await said);
            throw new CannotStartException($"{called} ended with exit code {process.ExitCode}:\n{string.Join('\n', (await errors + await said).Split('\n').TakeLast(20))}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new CannotStartException($"{called} did not end within {Within.TotalSeconds:0} s.");
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Lines of the log are JSON objects.</summary>
    private static string ForThePerson(string said) => string.Join('\n', said.Split('\n').Where(line => line.Trim() is { Length: > 0 } text && text[0] != '{'));
}
