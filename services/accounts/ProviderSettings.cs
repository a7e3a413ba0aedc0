using System.Globalization;
using System.Net;
using Alliance.Shared.Hosting;

namespace Alliance.Accounts;

/// <summary>The section <c>Accounts</c>: who issues tokens, where keys and credentials lie, who the known clients are, how long things hold.</summary>
internal sealed class ProviderSettings : ICheckedSettings
{
    private const int ShortestSecret = 32;

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly TimeSpan Like = TimeSpan.FromMinutes(5);

    public static readonly string[] Services = ["requests", "experts", "notifications", "portal", "gateway"];

    /// <summary>The public address of the platform, with the slash at its end; it stands in every token.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Folder of the credentials (SQLite), the signing keys and the data-protection keys; on a local disk, closed to others.</summary>
    public string Directory { get; init; } = "";

    public string GatewaySecret { get; init; } = "";

    /// <summary>By service: <c>requests experts notifications portal gateway</c> (the last to ask whose access ended).</summary>
    public Dictionary<string, string> ServiceSecrets { get; init; } = [];

    /// <summary>E-mail of the person <c>--first-administrator</c> makes.</summary>
    public string Administrator { get; init; } = "administrator@example.org";

    /// <summary>Whose <c>X-Forwarded-For</c> is believed: the gateway, with commas between several. Loopback where nothing is said.</summary>
    public string KnownProxies { get; init; } = "";

    /// <summary>At most 10 minutes: the platform forgets ended access after that.</summary>
    public TimeSpan AccessTokenLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>At most a minute.</summary>
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Of a refresh token that nobody uses; longer than the gateway keeps an idle session.</summary>
    public TimeSpan RefreshTokenLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <summary>However often its tokens are renewed, a session ends so long after the sign-in.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Of the sign-in pages' own cookie.</summary>
    public TimeSpan SignInLifetime { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Wrong passwords for one address of e-mail before it is locked.</summary>
    public int AccountAttempts { get; init; } = 10;

    /// <summary>Wrong passwords from one network address before it is locked; a whole town hall may stand behind one.</summary>
    public int AddressAttempts { get; init; } = 100;

    /// <summary>How long it stays locked, and how long a wrong password counts.</summary>
    public TimeSpan LockedFor { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Rounds of PBKDF2-HMAC-SHA512. Source: OWASP Password Storage, 210,000.</summary>
    public int HashIterations { get; init; } = 210_000;

    public Uri IssuerUri => new(Issuer);

    public IEnumerable<IPAddress> Proxies => KnownProxies.Length == 0
        ? [IPAddress.Loopback, IPAddress.IPv6Loopback]
        : KnownProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(IPAddress.Parse);

    public IEnumerable<string> Faults()
    {
        if (!IsIssuer(Issuer)) yield return "Accounts:Issuer is missing or no address of a host with one slash at its end; give the public address of the platform, like https://alliance.example.org/";
        if (!Path.IsPathRooted(Directory)) yield return "Accounts:Directory is missing or not a full path; give a folder for credentials and keys";
        if (GatewaySecret.Length < ShortestSecret) yield return $"Accounts:GatewaySecret is missing or shorter than {ShortestSecret} characters; give a random one";
        foreach (var service in Services.Where(s => (ServiceSecrets.GetValueOrDefault(s) ?? "").Length < ShortestSecret))
        {
            yield return $"Accounts:ServiceSecrets:{service} is missing or shorter than {ShortestSecret} characters; give a random one";
        }
        foreach (var unknown in ServiceSecrets.Keys.Except(Services)) yield return $"Accounts:ServiceSecrets:{unknown} is of no service; the services are {string.Join(", ", Services)}";
        foreach (var (key, _) in Secrets().GroupBy(s => s.Secret).Where(same => same.Skip(1).Any()).SelectMany(same => same))
            yield return $"{key} is the same as another client's; give each its own random one";
        foreach (var (key, time, longest) in Times().Where(t => t.Time < TimeSpan.FromSeconds(1) || t.Time > t.Longest))
            yield return $"Accounts:{key} is not between 1 second and {longest.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes; give a time like {(longest < Like ? longest : Like):c}";
        if (SessionLifetime < RefreshTokenLifetime) yield return "Accounts:SessionLifetime is shorter than Accounts:RefreshTokenLifetime; give at least that";
        if (AccountAttempts < 1) yield return "Accounts:AccountAttempts is under 1; give how many wrong passwords an e-mail has, like 10";
        if (AddressAttempts < 1) yield return "Accounts:AddressAttempts is under 1; give how many wrong passwords a network address has, like 100";
        if (HashIterations < 10_000) yield return "Accounts:HashIterations is under 10000; leave it out for the recommended 210000";
        if (!Administrator.Contains('@', StringComparison.Ordinal) || Administrator.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
            yield return "Accounts:Administrator is no e-mail; give the one the first administrator signs in with";
        if (!KnownProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).All(a => IPAddress.TryParse(a, out _)))
            yield return "Accounts:KnownProxies names something that is no IP address; give the gateway's, with commas between several";
    }

    private IEnumerable<(string Key, string Secret)> Secrets() => ServiceSecrets.Where(s => s.Value?.Length > 0).Select(s => ($"Accounts:ServiceSecrets:{s.Key}", s.Value))
        .Append(("Accounts:GatewaySecret", GatewaySecret)).Where(s => s.Item2.Length > 0);

    private IEnumerable<(string Key, TimeSpan Time, TimeSpan Longest)> Times() =>
    [
        (nameof(AccessTokenLifetime), AccessTokenLifetime, TimeSpan.FromMinutes(10)), (nameof(CodeLifetime), CodeLifetime, TimeSpan.FromMinutes(1)),
        (nameof(RefreshTokenLifetime), RefreshTokenLifetime, Year), (nameof(SessionLifetime), SessionLifetime, Year), (nameof(SignInLifetime), SignInLifetime, Year),
        (nameof(LockedFor), LockedFor, Year)
    ];

    /// <summary>Https, or plain http on the machine's own loopback, which <see cref="Issuing.ProviderSetup"/> allows in Development alone.</summary>
    private static bool IsIssuer(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.AbsolutePath == "/" && issuer.EndsWith('/')
        && uri.Query.Length == 0 && uri.Fragment.Length == 0 && uri.UserInfo.Length == 0;
}
