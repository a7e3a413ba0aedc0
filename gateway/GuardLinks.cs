using Yarp.ReverseProxy.Model;

namespace Alliance.Gateway;

/// <summary>
/// The page of signed links. Who has the address may act, whoever they are: no session opens it and none is passed on, no foreign page gains anything by
/// the cookies of somebody, and the address itself goes to nobody (no referrer; what is traced: <see cref="Shared.Hosting.Telemetry"/>).
/// </summary>
internal static class GuardLinks
{
    /// <summary>Of a route in appsettings.json.</summary>
    private const string Metadata = "SignedLink";

    public static bool IsSigned(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.Metadata?.ContainsKey(Metadata) == true;
}
