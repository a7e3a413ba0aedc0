namespace Alliance.Local.Broker;

/// <summary>
/// Which broker to use: the one named by <c>RABBITMQ_URL</c>; else a private node of the rabbitmq-server on this machine; else a container when Docker
/// answers; else, as root on Debian, the package is installed. The local program comes before Docker: an image that cannot be fetched costs 20 s.
/// </summary>
public static class FindBroker
{
    public const string DefaultImage = "rabbitmq:3.13";

    public static async Task<RabbitMq> Find(StateFolder state, BrokerChoice choice, Action<string> say, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(choice);
        if (choice.Url is { } url) return new ElsewhereBroker(url);
        if (choice.Only is null or "node" && PrivateNode.IsInstalled) return new PrivateNode(state, say);
        if (choice.Only is null or "docker" && await DockerNode.CanRun(choice.Image, cancel)) return new DockerNode(state, choice.Image);
        if (choice.Only is "docker") throw new CannotStartException($"Docker does not answer, or has no image {choice.Image} and cannot fetch it in 20 s: choose another with ALLIANCE_RABBITMQ_IMAGE.");
        await Install(state.Log("install-rabbitmq"), say, cancel);
        return new PrivateNode(state, say);
    }

    /// <summary>Installs Debian's package without letting it start its own service, which would listen on every address.</summary>
    public static async Task Install(string log, Action<string> say, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(say);
        const string Otherwise = "No RabbitMQ found: install it (apt-get install rabbitmq-server), start Docker, or name a broker with RABBITMQ_URL.";
        if (!Environment.IsPrivilegedProcess || !File.Exists("/usr/bin/apt-get")) throw new CannotStartException(Otherwise);
        say("RabbitMQ     not on this machine: installing Debian's package, without its service …");
        using var install = Launcher.Launch("/bin/bash", [Path.Combine(AppContext.BaseDirectory, "install-packages.sh"), "rabbitmq-server"], "/", log, new Dictionary<string, string?>());
        try
        {
            await install.WaitForExitAsync(cancel);
        }
        catch (OperationCanceledException)
        {
            // The script puts the machine's policy back when it is asked to stop.
            Launcher.Terminate(install.Id);
            await install.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        if (install.ExitCode != 0 || !PrivateNode.IsInstalled) throw new CannotStartException($"{Otherwise} Installing it failed:\n{SupervisedProcess.LastLines(log)}");
    }
}

/// <summary>What the person, or the test, wants of the broker.</summary>
/// <param name="Url">One that runs elsewhere; null = find one.</param>
/// <param name="Image">For Docker.</param>
/// <param name="Only"><c>node</c> or <c>docker</c>; null = the first that is there.</param>
public sealed record BrokerChoice(Uri? Url, string Image, string? Only)
{
    public static BrokerChoice From(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var url = environment("RABBITMQ_URL");
        var only = environment("ALLIANCE_BROKER");
        if (!string.IsNullOrEmpty(url) && !(Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme == "amqp"))
            throw new CannotStartException("RABBITMQ_URL is not an address like amqp://user:password@127.0.0.1:5672/: correct it, or unset it to use a private broker.");
        if (only is not (null or "" or "node" or "docker")) throw new CannotStartException($"ALLIANCE_BROKER is {only}: set it to node or docker, or unset it.");
        return new BrokerChoice(
            string.IsNullOrEmpty(url) ? null : new Uri(url),
            environment("ALLIANCE_RABBITMQ_IMAGE") is { Length: > 0 } image ? image : FindBroker.DefaultImage,
            string.IsNullOrEmpty(only) ? null : only);
    }
}
