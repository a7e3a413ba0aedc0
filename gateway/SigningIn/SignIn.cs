using Alliance.Gateway.KeepingSessions;
using Alliance.Shared.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace Alliance.Gateway.SigningIn;

/// <summary>
/// <c>GET /sign-in?returnUrl=</c>: to accounts and back (<c>/sign-in/callback</c>), authorization code with PKCE. The session begins at the callback, with
/// a new key whatever the browser brought.
/// </summary>
internal static partial class SignIn
{
    /// <summary>Of the provider's handler; the session's own is <see cref="SessionHandler.Name"/>.</summary>
    public const string Scheme = "accounts";

    public const string Callback = "/sign-in/callback";

    public static void AddSignIn(this WebApplicationBuilder builder, SessionSettings settings)
    {
        builder.Services.AddSingleton<AskAccounts>();
        builder.Services.AddAuthentication().AddOpenIdConnect(Scheme, o => Configure(o, settings, builder.Environment.IsDevelopment()));
    }

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", Begin).AllowAnonymous().RequireRateLimiting(LimitCalls.AttemptPolicy).ExcludeFromDescription();
        app.MapSignOut();
    }

    private static async Task<IResult> Begin(HttpContext http, string? returnUrl, AskAccounts accounts, SessionSettings settings, CancellationToken ct)
    {
        var local = ReturnUrl.Local(returnUrl);
        // The cookies of the sign-in must be those of the address accounts sends the browser back to.
        if (!http.Request.Host.Value!.Equals(settings.Public.Authority, StringComparison.OrdinalIgnoreCase))
        {
            return Results.Redirect($"{settings.Issuer}sign-in?returnUrl={Uri.EscapeDataString(local)}");
        }
        if (!await accounts.IsThere(ct)) return Later(http);
        return Results.Challenge(new AuthenticationProperties { RedirectUri = local }, [Scheme]);
    }

    /// <summary>503 that says when to come back; the pipeline outside writes the problem.</summary>
    public static IResult Later(HttpContext http)
    {
        http.Response.Headers.RetryAfter = "5";
        return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
    }

    private static void Configure(OpenIdConnectOptions o, SessionSettings settings, bool development)
    {
        o.SignInScheme = SessionHandler.Name;
        o.ClientId = SessionSettings.ClientId;
        o.ClientSecret = settings.ClientSecret;
        o.MetadataAddress = settings.Accounts.TrimEnd('/') + "/.well-known/openid-configuration";
        o.RequireHttpsMetadata = !development;
        o.BackchannelHttpHandler = new ToAccounts(settings);
        // Shorter than a refresh may take (RefreshTokens.Claim).
        o.BackchannelTimeout = TimeSpan.FromSeconds(4);
        o.TokenValidationParameters.ValidIssuer = settings.Issuer;
        o.TokenValidationParameters.ValidAudience = SessionSettings.ClientId;
        o.TokenValidationParameters.NameClaimType = "sub";
        o.MapInboundClaims = false;
        o.ResponseType = "code";
        o.ResponseMode = "query";
        o.UsePkce = true;
        o.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
        o.DisableTelemetry = true;
        o.SaveTokens = true;
        o.Scope.Clear();
        foreach (var scope in (string[])["openid", "profile", "offline_access", "alliance"]) o.Scope.Add(scope);
        o.CallbackPath = Callback;
        // Nobody is signed out by GET. Where accounts sends the browser afterwards is the start page.
        o.RemoteSignOutPath = PathString.Empty;
        o.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(15);
        foreach (var (cookie, name) in new[] { (o.CorrelationCookie, "__Host-sign-in."), (o.NonceCookie, "__Host-nonce.") })
        {
            cookie.Name = name;
            cookie.Path = "/";
            cookie.SecurePolicy = CookieSecurePolicy.Always;
            cookie.HttpOnly = true;
            cookie.SameSite = SameSiteMode.Lax;
        }
        o.Events.OnRedirectToIdentityProvider = context =>
        {
            context.ProtocolMessage.RedirectUri = settings.Issuer.TrimEnd('/') + Callback;
            return Task.CompletedTask;
        };
        o.Events.OnRemoteFailure = context =>
        {
            Failed(context.HttpContext, context.Failure?.GetType().Name ?? "denied");
            context.HandleResponse();
            return Problems.Write(context.HttpContext, new Refusal(RefusalKind.Invalid, "sign-in-failed"));
        };
    }

    private static void Failed(HttpContext http, string reason) =>
        http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Alliance.Gateway.SignIn").SignInFailed(reason);

    [LoggerMessage(EventId = 316, Level = LogLevel.Warning, Message = "A sign-in failed: {Reason}")]
    private static partial void SignInFailed(this ILogger logger, string reason);
}
