using System.Security.Claims;
using System.Text.Encodings.Web;
using Alliance.Gateway.SigningIn;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Alliance.Gateway.KeepingSessions;

/// <summary>Who calls, by the session cookie. Asked only on routes that the cookie opens (<see cref="GuardCookies"/>).</summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, Sessions sessions, RefreshTokens refresh)
    : SignInAuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Name = "session";

    /// <summary>Set while accounts is away and the session's tokens have ended: the person is signed in, but nothing can be asked in their name.</summary>
    public const string AwayItem = "Alliance.Gateway.SessionAway";

    /// <summary>The session of this call; null when there is none.</summary>
    public static OpenSession? Of(HttpContext http) => http.Items[typeof(OpenSession)] as OpenSession;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var key = SessionCookie.Read(Request);
        var (session, away) = key is null ? new Usable(null) : await refresh.Ensure(SessionCookie.HashOf(key), inUse: !CutStreams.IsStream(Context), Context.RequestAborted);
        if (session is null)
        {
            if (away) Context.Items[AwayItem] = true;
            else SessionCookie.Take(Response);
            return AuthenticateResult.NoResult();
        }
        var person = session.Document.Value.PersonId;
        Context.Items[typeof(OpenSession)] = session;
        Context.Items[typeof(Caller)] = new Caller(person, [], session.Tokens.Language);
        var identity = new ClaimsIdentity([new Claim("sub", person.ToString())], Name, "sub", null);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    protected override async Task HandleSignInAsync(ClaimsPrincipal user, AuthenticationProperties? properties)
    {
        if (properties?.GetTokenValue("access_token") is not { } access || properties.GetTokenValue("refresh_token") is not { } renewal)
            throw new InvalidOperationException("Accounts gave no access token or no refresh token.");
        var tokens = new Tokens(access, renewal, properties.GetTokenValue("id_token"));
        if (tokens.PersonId is not { } person) throw new InvalidOperationException("The access token names no person.");
        // Whoever had this browser's old key has nothing now.
        if (SessionCookie.Read(Request) is { } old && await sessions.Read(SessionCookie.HashOf(old), Context.RequestAborted) is { } before)
            await sessions.End(before, EndCodes.Replaced, Context.RequestAborted);
        SessionCookie.Give(Response, await sessions.Open(person, tokens, Context.RequestAborted));
    }

    /// <summary>Sessions end by <see cref="SignOut"/>, which knows what else there is to end.</summary>
    protected override Task HandleSignOutAsync(AuthenticationProperties? properties) => throw new NotSupportedException();
}
