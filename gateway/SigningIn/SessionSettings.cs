using Alliance.Shared.Hosting;

namespace Alliance.Gateway.SigningIn;

/// <summary>The browser's session, and the provider it comes from.</summary>
internal sealed class SessionSettings : ICheckedSettings
{
    /// <summary>This platform's client at accounts.</summary>
    public const string ClientId = "gateway";

    public string ClientSecret { get; init; } = "";

    /// <summary>The public address of the platform, with the slash at its end: where browsers are sent, and whose tokens are believed.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Where accounts is reached within the platform: metadata, keys and tokens come from there.</summary>
    public string Accounts { get; init; } = "";

    /// <summary>A session that nobody used for so long ends.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(2);

    /// <summary>However much it is used, a session ends after so long: one working day.</summary>
    public TimeSpan Longest { get; init; } = TimeSpan.FromHours(12);

    public Uri Public => new(Issuer);

    /// <summary>As a browser writes it in <c>Origin</c>.</summary>
    public string Origin => Public.GetLeftPart(UriPartial.Authority);

    public IEnumerable<string> Faults()
    {
        if (ClientSecret.Length < 32) yield return "Session:ClientSecret is missing or short; give the secret accounts knows of the client gateway, at least 32 characters";
        if (!IsAddress(Issuer)) yield return "Session:Issuer is missing or no address with a slash at its end; give the public address of the platform, like https://alliance.example.org/";
        if (!Uri.TryCreate(Accounts, UriKind.Absolute, out var accounts) || accounts.Scheme is not ("http" or "https"))
            yield return "Session:Accounts is missing or no address; give accounts' own, like https://accounts.internal/";
        if (Idle < TimeSpan.FromSeconds(1)) yield return "Session:Idle is under a second; give a time like 02:00:00";
        if (Longest < Idle) yield return "Session:Longest is shorter than Session:Idle; give a time like 12:00:00";
    }

    private static bool IsAddress(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.AbsolutePath == "/" && address.EndsWith('/');
}
