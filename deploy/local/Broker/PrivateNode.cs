using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Alliance.Local.Broker;

/// <summary>
/// A node of the machine's own <c>rabbitmq-server</c>, for one platform alone: on loopback, as the current user, with its own ports, name server
/// (epmd), credentials and data, all in the state folder.
/// </summary>
public sealed class PrivateNode : RabbitMq
{
    /// <summary>Not the wrapper in /usr/sbin, which changes the user and wants its folders owned so.</summary>
    private const string Server = "/usr/lib/rabbitmq/bin/rabbitmq-server";

    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(20);
    private readonly ReservedPort port = ReservedPort.Take();
    private readonly ReservedPort distribution = ReservedPort.Take();
    private readonly ReservedPort nameServer = ReservedPort.Take();
    private readonly SupervisedProcess names;
    private readonly SupervisedProcess node;

    /// <param name="state">Keeps data and credentials across restarts.</param>
    public PrivateNode(StateFolder state, Action<string> say)
    {
        ArgumentNullException.ThrowIfNull(state);
        var config = Path.Combine(state.Broker, "rabbitmq.conf");
        var (user, password) = Credentials(config, Path.Combine(state.Broker, "data"));
        Url = new Uri($"amqp://{user}:{password}@127.0.0.1:{port.Number}/");
        File.WriteAllText(Path.Combine(state.Broker, "enabled_plugins"), "[].");
        names = new SupervisedProcess(
            new ProcessPlan("rabbitmq-names", Launcher.Find("epmd") ?? "epmd", ["-address", "127.0.0.1", "-port", nameServer.Text()], state.Log("rabbitmq-names"), state.Running, NamesAnswer),
            say);
        node = new SupervisedProcess(
            new ProcessPlan("rabbitmq", Server, [], state.Log("rabbitmq"), state.Running, cancel => Answers(Url, cancel)) { Folder = state.Broker, Environment = Settings(state.Broker, config) },
            say);
    }

    public static bool IsInstalled => File.Exists(Server);

    public override Uri Url { get; }

    public override string Kind => $"private node on 127.0.0.1:{port.Number}";

    public override async Task Start(CancellationToken cancel)
    {
        names.Start();
        await names.WaitReady(cancel, deaths: 3);
        node.Start();
        await node.WaitReady(cancel, deaths: 3);
    }

    /// <summary>kill -9; it is started again.</summary>
    public Task Kill() => node.Kill();

    public override async Task Stop()
    {
        await node.Stop(StopWithin);
        await names.Stop(StopWithin);
    }

    public override async ValueTask DisposeAsync()
    {
        await node.DisposeAsync();
        await names.DisposeAsync();
        foreach (var held in (ReservedPort[])[port, distribution, nameServer]) held.Dispose();
    }

    /// <summary>Made at the first start and given to the node in its configuration, which only its owner may read.</summary>
    private static (string User, string Password) Credentials(string config, string data)
    {
        if (File.Exists(config))
        {
            var lines = File.ReadLines(config).Select(line => line.Split(" = ", 2)).Where(pair => pair.Length == 2).ToDictionary(pair => pair[0], pair => pair[1]);
            if (lines.TryGetValue("default_user", out var known) && lines.TryGetValue("default_pass", out var secret)) return (known, secret);
        }
        // The node takes default_user into account only when it makes its data.
        if (Directory.Exists(data)) throw new CannotStartException($"{config} is missing or damaged, so the broker's password is lost: delete {Path.GetDirectoryName(data)}.");
        var user = $"alliance-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
        var password = RandomNumberGenerator.GetHexString(40, lowercase: true);
        StateFolder.WriteSecret(config, string.Join('\n', $"default_user = {user}", $"default_pass = {password}", "disk_free_limit.absolute = 200MB", ""));
        return (user, password);
    }

    private Dictionary<string, string?> Settings(string home, string config)
    {
        // Variables meant for another node must not reach this one.
        var settings = Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(name => name.StartsWith("RABBITMQ_", StringComparison.Ordinal)).ToDictionary(name => name, _ => (string?)null);
        foreach (var (name, value) in (IEnumerable<(string, string)>)[
            ("HOME", home),
            ("RABBITMQ_NODENAME", "alliance@localhost"),
            ("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_NODE_PORT", port.Text()),
            ("RABBITMQ_DIST_PORT", distribution.Text()),
            ("ERL_EPMD_PORT", nameServer.Text()),
            ("ERL_EPMD_ADDRESS", "127.0.0.1"),
            ("RABBITMQ_CONFIG_FILE", config),
            ("RABBITMQ_CONF_ENV_FILE", Path.Combine(home, "none")),
            ("RABBITMQ_MNESIA_BASE", Path.Combine(home, "data")),
            ("RABBITMQ_LOG_BASE", Path.Combine(home, "log")),
            ("RABBITMQ_PID_FILE", Path.Combine(home, "rabbitmq.pid")),
            ("RABBITMQ_ENABLED_PLUGINS_FILE", Path.Combine(home, "enabled_plugins")),
            // The script then becomes the node itself, so that signals reach it and it dies with the runner; -noinput is what it leaves out in that case.
            ("RABBITMQ_ALLOW_INPUT", "1"),
            ("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-noinput -kernel inet_dist_use_interface {127,0,0,1}"),
        ]) settings[name] = value;
        return settings;
    }

    private async Task<bool> NamesAnswer(CancellationToken cancel)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", nameServer.Number, cancel);
        return true;
    }
}

file static class PortText
{
    public static string Text(this ReservedPort port) => port.Number.ToString(CultureInfo.InvariantCulture);
}
