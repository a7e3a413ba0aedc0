using System.Net;
using Alliance.Shared.Hosting;
using Microsoft.Extensions.Hosting;

namespace Alliance.Shared.Identity;

/// <summary>Whose tokens are accepted: those of accounts, for the audience of this platform.</summary>
public sealed class IdentitySettings : ICheckedSettings
{
    /// <summary>Of tokens in the name of a person: browser sessions and API clients.</summary>
    public const string Audience = "alliance";

    /// <summary>Of tokens in the name of a service; they open <see cref="Access.Internal"/> and nothing else.</summary>
    public const string InternalAudience = "alliance-internal";

    /// <summary>The public address of the platform, as it stands in every token: with the slash at its end.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>Where accounts says which keys it signs with: <c>http://…/.well-known/openid-configuration</c>, an address within the platform.</summary>
    public string Metadata { get; init; } = "";

    public IEnumerable<string> Faults()
    {
        if (!Addresses.IsHttp(Issuer) || !Issuer.EndsWith('/'))
            yield return "Identity:Issuer is missing or no address with a slash at its end; give the public address of the platform, like https://alliance.example.org/";
        if (!Addresses.IsHttp(Metadata))
            yield return "Identity:Metadata is missing or no address; give accounts' own, like https://accounts.internal/.well-known/openid-configuration";
    }
}

/// <summary>Names of authorization policies.</summary>
public static class Access
{
    /// <summary>Routes under <c>/internal</c>: another service of the platform calls in its own name.</summary>
    public const string Internal = "internal";

    /// <summary>
    /// Signed in or not: the answer is by who it is. A token that is not good is refused all the same: who thinks to be signed in must not be
    /// answered as a stranger, in silence.
    /// </summary>
    public const string Anybody = "anybody";

    /// <summary>Among the items of a call: it tried to prove who it is, in a way that was taken from it before anybody looked.</summary>
    public const string Dropped = "Alliance.Access.Dropped";
}

internal static class Addresses
{
    public static bool IsHttp(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https");

    /// <summary>Keys, secrets and tokens cross a network encrypted. On one machine, in Development, they may do without.</summary>
    public static void MustBeSafe(this IHostApplicationBuilder builder, string setting, string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != "http") return;
        if (!builder.Environment.IsDevelopment()) builder.AddSettingsFault($"{setting} is not https; plain http is accepted only in Development");
        else if (!IsLoopback(uri)) builder.AddSettingsFault($"{setting} is not https and not loopback; plain http is accepted only on 127.0.0.1, [::1] or localhost");
    }

    private static bool IsLoopback(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
