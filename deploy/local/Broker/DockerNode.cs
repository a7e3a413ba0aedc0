using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alliance.Local.Broker;

/// <summary>A RabbitMQ container for one platform alone; its data in a volume of its own, kept across restarts.</summary>
public sealed class DockerNode : RabbitMq
{
    /// <summary>For everything that may have to be fetched or may not answer: a person waits.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ReservedPort port = ReservedPort.Take();
    private readonly string image;
    private readonly string name;
    private readonly string user;
    private readonly string password;

    public DockerNode(StateFolder state, string image)
    {
        ArgumentNullException.ThrowIfNull(state);
        this.image = image;
        name = "alliance-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state.Path)))[..12];
        var secret = Path.Combine(state.Broker, "container-password");
        if (!File.Exists(secret)) StateFolder.WriteSecret(secret, RandomNumberGenerator.GetHexString(40, lowercase: true));
        user = name;
        password = File.ReadAllText(secret);
        Url = new Uri($"amqp://{user}:{password}@127.0.0.1:{port.Number.ToString(CultureInfo.InvariantCulture)}/");
    }

    public override Uri Url { get; }

    public override string Kind => $"container {name} ({image}) on 127.0.0.1:{port.Number}";

    /// <summary>Whether Docker answers and has, or fetches in time, the image.</summary>
    public static async Task<bool> CanRun(string image, CancellationToken cancel)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Patience);
        try
        {
            return await Docker(["version", "--format", "{{.Server.Version}}"], deadline.Token) is { Code: 0 }
                && (await Docker(["image", "inspect", "--format", "{{.Id}}", image], deadline.Token) is { Code: 0 }
                    || await Docker(["pull", "--quiet", image], deadline.Token) is { Code: 0 });
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return false;
        }
    }

    public override async Task Start(CancellationToken cancel)
    {
        if (await Docker(["start", name], cancel) is not { Code: 0 } || !await HasOurPort(cancel))
        {
            // One of an earlier run, killed before it could be removed, has another port.
            await Docker(["rm", "--force", name], cancel);
            var run = await Docker(
            [
                "run", "--detach", "--name", name, "--hostname", "alliance", "--publish", $"127.0.0.1:{port.Number}:5672",
                // Without values: taken from the client's environment, so that they stand in no process list.
                "--env", "RABBITMQ_DEFAULT_USER", "--env", "RABBITMQ_DEFAULT_PASS",
                "--volume", $"{name}:/var/lib/rabbitmq", image,
            ], cancel);
            if (run.Code != 0) throw new CannotStartException($"Docker cannot run {image}: {run.Output} Install rabbitmq-server, set RABBITMQ_URL, or choose an image with ALLIANCE_RABBITMQ_IMAGE.");
        }
        var waited = Stopwatch.StartNew();
        while (!await Answers(Url, cancel))
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(60)) throw new CannotStartException($"RabbitMQ in the container {name} does not answer after 60 s: see docker logs {name}.");
            await Task.Delay(200, cancel);
        }
    }

    public override async Task Stop() => await Docker(["stop", "--time", "15", name], CancellationToken.None);

    public override async ValueTask DisposeAsync()
    {
        await Stop();
        await Docker(["rm", "--force", name], CancellationToken.None);
        port.Dispose();
    }

    private async Task<bool> HasOurPort(CancellationToken cancel) =>
        await Docker(["port", name, "5672"], cancel) is { Code: 0 } published && published.Output.EndsWith($":{port.Number}", StringComparison.Ordinal);

    private Task<(int Code, string Output)> Docker(string[] arguments, CancellationToken cancel) =>
        Docker(arguments, cancel, ("RABBITMQ_DEFAULT_USER", user), ("RABBITMQ_DEFAULT_PASS", password));

    private static async Task<(int Code, string Output)> Docker(string[] arguments, CancellationToken cancel, params (string Name, string Value)[] environment)
    {
        if (Launcher.Find("docker") is not { } program) return (-1, "docker is not installed.");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        using var docker = Process.Start(start)!;
        docker.StandardInput.Close();
        try
        {
            var (output, errors) = (docker.StandardOutput.ReadToEndAsync(cancel), docker.StandardError.ReadToEndAsync(cancel));
            await docker.WaitForExitAsync(cancel);
            return (docker.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            docker.Kill();
            throw;
        }
    }
}
