using Alliance.Gateway.KeepingSessions;
using Alliance.Gateway.SigningIn;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Yarp.ReverseProxy.Model;

namespace Alliance.Gateway;

/// <summary>
/// By what a call may prove itself. The session cookie opens the routes that say so (the portal, the stream of the inbox, the lists that its pages offer as a file)
/// and nothing else; a token opens the API. Never both: a call with the cookie has no <c>Authorization</c>. And no foreign page changes anything with a person's cookies.
/// </summary>
internal static class GuardCookies
{
    /// <summary>Of a route in appsettings.json, <c>true</c>: the session cookie opens it, and the person's token goes on to the service.</summary>
    public const string SessionMetadata = "Session";

    private const string CallerScheme = "caller";

    public static void AddCookieGuard(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication().AddPolicyScheme(CallerScheme, null, o => o.ForwardDefaultSelector = SchemeOf);
        builder.Services.Configure<AuthenticationOptions>(o =>
        {
            o.DefaultScheme = CallerScheme;
            o.DefaultChallengeScheme = CallerScheme;
        });
    }

    /// <summary>Before anybody looks at the token.</summary>
    public static void UseAuthorizationRules(this WebApplication app) => app.Use((http, next) =>
    {
        var headers = http.Request.Headers;
        if (headers.Authorization.Count > 0 && !MayProve(http.Request))
        {
            headers.Authorization = default;
            http.Items[Access.Dropped] = true;
        }
        return next(http);
    });

    /// <summary>After it is known who calls, before anything is forwarded.</summary>
    public static void UseForeignPageRules(this WebApplication app)
    {
        var origin = app.Services.GetRequiredService<SessionSettings>().Origin;
        app.Use((http, next) =>
        {
            // A page without a referrer is one without an origin to browsers that do not say Sec-Fetch-Site.
            if (SessionCookie.AnyOfOurs(http.Request) && !IsSafe(http.Request.Method) && !IsOurOwnPage(http.Request.Headers, origin) && !GuardLinks.IsSigned(http))
                return Problems.Write(http, new Refusal(RefusalKind.Forbidden, "foreign-page"));
            if (http.Items.ContainsKey(SessionHandler.AwayItem)) return SignIn.Later(http).ExecuteAsync(http);
            return next(http);
        });
    }

    public static bool IsOpenedByCookie(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<RouteModel>()?.Config.Metadata is { } route
        && route.TryGetValue(SessionMetadata, out var says) && bool.TryParse(says, out var opened) && opened;

    internal static bool MayProve(HttpRequest request)
    {
        if (SessionCookie.IsIn(request)) return false;
        var given = request.Headers.Authorization;
        // With a comma it is several in one line; neither a token nor a secret has one.
        if (given is not [{ } only] || only.Contains(',', StringComparison.Ordinal)) return false;
        if (request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)) return Is("Bearer ");
        return request.Path.Equals("/connect/token", StringComparison.OrdinalIgnoreCase) && Is("Basic ");

        bool Is(string scheme) => only.StartsWith(scheme, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Browsers that do not say whose page it is (<c>Sec-Fetch-Site</c>) say its origin with every unsafe method.</summary>
    internal static bool IsOurOwnPage(IHeaderDictionary headers, string origin)
    {
        var site = headers["Sec-Fetch-Site"];
        return site.Count > 0 ? site is ["same-origin"] : headers.Origin is [var from] && from == origin;
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static string SchemeOf(HttpContext http) =>
        IsOpenedByCookie(http) && SessionCookie.IsIn(http.Request) ? SessionHandler.Name : JwtBearerDefaults.AuthenticationScheme;
}
