using System.Globalization;

namespace Alliance.Local;

/// <summary>One process that will run: which kind, which copy, where it listens.</summary>
/// <param name="Copy">From 1.</param>
public sealed record ProcessPlace(ProcessSpec Spec, int Copy, int Port)
{
    public string Name => Copy == 1 ? Spec.Name : $"{Spec.Name}-{Copy.ToString(CultureInfo.InvariantCulture)}";

    public Uri Address => new($"http://127.0.0.1:{Port.ToString(CultureInfo.InvariantCulture)}");
}

/// <summary>What all processes of one platform are told alike.</summary>
/// <param name="Accounts">Folder of the credentials and keys.</param>
public sealed record SharedSettings(string State, string Data, string Accounts, Secrets Secrets, Uri Broker, string? MongoUrl, string MongoDatabase);

/// <summary>The environment of a process, as the services read it (<c>Section__Key</c>).</summary>
public static class ProcessSettings
{
    public static Dictionary<string, string?> For(
        ProcessPlace place,
        IReadOnlyList<ProcessPlace> all,
        SharedSettings shared,
        IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> extra)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(shared);
        ArgumentNullException.ThrowIfNull(extra);
        var address = PublicAddress(all)?.AbsoluteUri;
        var accounts = all.FirstOrDefault(other => other.Spec.Name == ProcessTable.Accounts)?.Address;
        var settings = new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = place.Address.GetLeftPart(UriPartial.Authority),
            // Set in some images; they would speak against the address above.
            ["ASPNETCORE_HTTP_PORTS"] = null,
            ["ASPNETCORE_HTTPS_PORTS"] = null,
            // Armed for one process at a time, never by what the runner was started with.
            ["FAIL_POINTS"] = null,
            ["Storage__Directory"] = shared.Data,
            ["Storage__MongoUrl"] = shared.MongoUrl,
            ["Storage__MongoDatabase"] = shared.MongoDatabase,
            ["Messaging__Url"] = shared.Broker.AbsoluteUri,
            ["Identity__Issuer"] = address,
            ["Identity__Metadata"] = accounts is null ? null : new Uri(accounts, ".well-known/openid-configuration").AbsoluteUri,
            // The address people reach the platform at, for links in mails.
            ["Portal__Address"] = address,
            // Whose links are in mails, and on whose behalf the portal shows their page.
            ["Links__Experts"] = all.FirstOrDefault(other => other.Spec.Name == "experts")?.Address.AbsoluteUri,
            ["Links__Requests"] = all.FirstOrDefault(other => other.Spec.Name == "requests")?.Address.AbsoluteUri,
            // The portal asks as any client does, at the one address.
            ["Portal__Api"] = all.FirstOrDefault(other => other.Spec.Kind == ProcessKind.Gateway)?.Address.AbsoluteUri,
        };
        foreach (var (key, value) in Clients(place, shared.Secrets, shared.Accounts, address, accounts)) settings[key] = value;
        if (place.Spec.Kind == ProcessKind.Gateway)
        {
            foreach (var service in all.Where(other => other.Spec.Kind == ProcessKind.Service))
                settings[$"ReverseProxy__Clusters__{service.Spec.Name}__Destinations__{(char)('a' + service.Copy - 1)}__Address"] = service.Address.AbsoluteUri;
        }
        foreach (var (key, value) in place.Spec.Settings ?? new Dictionary<string, string>())
            settings[key] = value.Replace("{state}", shared.State, StringComparison.Ordinal);
        foreach (var scope in (string[])["*", place.Spec.Name, place.Name])
        {
            if (!extra.TryGetValue(scope, out var own)) continue;
            foreach (var (key, value) in own) settings[key] = value;
        }
        return settings;
    }

    /// <summary>
    /// Where people find the platform, and the issuer of every token: <c>localhost</c>, because passkeys know no IP addresses. Null while there is no gateway.
    /// </summary>
    public static Uri? PublicAddress(IEnumerable<ProcessPlace> all) =>
        all.FirstOrDefault(other => other is { Spec.Kind: ProcessKind.Gateway, Copy: 1 }) is { } gateway
            ? new Uri($"http://localhost:{gateway.Port.ToString(CultureInfo.InvariantCulture)}/")
            : null;

    /// <summary>How each process proves itself to accounts, and how accounts knows them.</summary>
    private static (string Key, string? Value)[] Clients(ProcessPlace place, Secrets secrets, string folder, string? address, Uri? accounts) => place.Spec switch
    {
        { Name: ProcessTable.Accounts } =>
        [
            ("Accounts__Issuer", address), ("Accounts__Directory", folder), ("Accounts__GatewaySecret", secrets.Gateway),
            .. secrets.Services.Select(service => ($"Accounts__ServiceSecrets__{service.Key}", (string?)service.Value)),
        ],
        { Kind: ProcessKind.Gateway } =>
            [("Session__Issuer", address), ("Session__Accounts", accounts?.AbsoluteUri), ("Session__ClientSecret", secrets.Gateway), .. OwnClient(place, secrets, accounts)],
        _ => OwnClient(place, secrets, accounts),
    };

    private static (string Key, string? Value)[] OwnClient(ProcessPlace place, Secrets secrets, Uri? accounts) =>
    [
        ("Accounts__Address", accounts?.AbsoluteUri), ("Accounts__ClientId", "service-" + place.Spec.Name),
        ("Accounts__ClientSecret", secrets.Services.GetValueOrDefault(place.Spec.Name)),
    ];
}
