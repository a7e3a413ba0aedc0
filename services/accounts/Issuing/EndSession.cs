using Alliance.Accounts.SigningIn;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Accounts.Issuing;

/// <summary>
/// /connect/logout: with the id token of the person who is signed in here, ends that and goes back where the client may have asked to. Without
/// it a link on any page could sign people out, so the page asks first.
/// </summary>
internal static class EndSession
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> Handle(HttpContext http, SignedIn signedIn, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var who = await signedIn.Who(http, ct);
        var hint = (await http.AuthenticateAsync(Scheme)).Principal?.GetClaim(Claims.Subject);
        if (who is not null && hint != who.Person.Id.ToString()) return Results.LocalRedirect("/account/signed-out");
        await signedIn.End(http, ct);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/account/signed-out" }, [Scheme]);
    }
}
