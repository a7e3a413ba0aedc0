using Alliance.Accounts.SigningIn;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Accounts.Issuing;

/// <summary>GET /connect/authorize, once the provider has checked client, redirect address and challenge: a code for who is signed in here, else the sign-in page.</summary>
internal static class Authorize
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> Handle(HttpContext http, SignedIn signedIn, PersonClaims claims, SessionEnd end, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The provider did not see this call.");
        http.Response.Headers.CacheControl = "no-store";
        var asked = request.GetParameters().Where(p => p.Key != Parameters.Prompt).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value));
        var back = ReturnAddress.Authorize + QueryString.Create(asked);
        var who = request.HasPromptValue(PromptValues.Login) ? null : await signedIn.Who(http, ct);
        if (who is not null && !who.MustChange) return await Code(request, who, claims, end, ct);
        if (request.HasPromptValue(PromptValues.None))
        {
            return Results.Forbid(
                new AuthenticationProperties(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.LoginRequired }), [Scheme]);
        }
        var page = who is null ? "/account/sign-in" : "/account/change-password";
        return Results.LocalRedirect(page + QueryString.Create(ReturnAddress.Parameter, back));
    }

    private static async Task<IResult> Code(OpenIddictRequest request, WhoIsSignedIn who, PersonClaims claims, SessionEnd end, CancellationToken ct)
    {
        var principal = await claims.Of(who.Person, viaClient: null, ct);
        end.Begin(principal);
        principal.SetScopes(request.GetScopes().Intersect([Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, ProviderSetup.PublicScope]));
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }
}
