namespace Alliance.Local;

public enum ProcessKind
{
    /// <summary>Has its own store and queues: <c>--topology</c> is run before it starts, and the gateway gets its addresses.</summary>
    Service,

    /// <summary>The one address of the platform.</summary>
    Gateway,
}

/// <summary>One kind of process.</summary>
/// <param name="Name">As in logs, routes and the gateway's clusters.</param>
/// <param name="Project">The project; its program is <c>Alliance.{Project}</c>.</param>
/// <param name="Settings">Environment of its own; <c>{state}</c> stands for the state folder.</param>
public sealed record ProcessSpec(string Name, string Project, ProcessKind Kind, IReadOnlyDictionary<string, string>? Settings = null);

/// <summary>What the platform consists of, in the order of starting.</summary>
public static class ProcessTable
{
    /// <summary>Signs the tokens all others check; asked with switches before any process starts.</summary>
    public const string Accounts = "accounts";

    public static IReadOnlyList<ProcessSpec> All { get; } =
    [
        new(Accounts, "Accounts", ProcessKind.Service),
        new("requests", "Requests", ProcessKind.Service),
        new("notifications", "Notifications", ProcessKind.Service, new Dictionary<string, string>
        {
            // Used as long as Mail__Smtp is not set in the environment.
            ["Mail__Pickup"] = "{state}/mail",
            ["Mail__From"] = "Alliance <no-reply@alliance.example.org>",
        }),
        new("portal", "Portal", ProcessKind.Service, new Dictionary<string, string> { ["Portal__Keys"] = "{state}/data/portal-keys" }),
        new("gateway", "Gateway", ProcessKind.Gateway),
    ];
}
