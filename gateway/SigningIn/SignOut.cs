using Alliance.Gateway.KeepingSessions;

namespace Alliance.Gateway.SigningIn;

/// <summary><c>POST /sign-out</c>: ends the session here, takes its tokens back, and sends the browser to end its session with accounts.</summary>
internal static class SignOut
{
    public static void MapSignOut(this IEndpointRouteBuilder app) => app.MapPost("/sign-out", End).AllowAnonymous().ExcludeFromDescription();

    private static async Task<IResult> End(HttpContext http, Sessions sessions, AskAccounts accounts, CancellationToken ct)
    {
        var next = ReturnUrl.Start;
        if (SessionCookie.Read(http.Request) is { } key && await sessions.Read(SessionCookie.HashOf(key), ct) is { } session)
        {
            await sessions.End(session, EndCodes.SignedOut, ct);
            await accounts.Revoke(session.Tokens, ct);
            next = await accounts.EndSessionAddress(session.Tokens, ct) ?? next;
        }
        SessionCookie.Take(http.Response);
        // 303: what follows is a GET, whatever this was.
        http.Response.Headers.Location = next;
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }
}
