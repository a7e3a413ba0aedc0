using System.Net;
using Microsoft.Extensions.Configuration;

namespace Alliance.Demo;

/// <summary>Made-up requests have no business on a platform that others reach, as accounts' <c>--seed</c> has none.</summary>
internal static class Loopback
{
    /// <summary>In Development, and every address the services will listen at is this machine's own.</summary>
    public static bool Only(IConfiguration configuration) =>
        configuration["DOTNET_ENVIRONMENT"] == "Development"
        && (configuration["ASPNETCORE_URLS"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } urls
        && urls.All(url => Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.IsLoopback || (IPAddress.TryParse(uri.Host, out var ip) && IPAddress.IsLoopback(ip))));
}
