using System.Security.Claims;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Accounts.Issuing;

/// <summary>POST /connect/token, once the provider has checked client, code, verifier, refresh token. Who the person is now is read now.</summary>
internal static class Exchange
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static async Task<IResult> Handle(HttpContext http, PersonClaims claims, SessionEnd end, Store<ApiClient> clients, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("The provider did not see this call.");
        if (request.IsClientCredentialsGrantType())
            return request.ClientId!.StartsWith(PrepareProvider.ServicePrefix, StringComparison.Ordinal) ? ForService(request.ClientId) : await ForClient(request.ClientId, claims, clients, ct);
        return await ForPerson(http, claims, end, ct);
    }

    /// <summary>By code or refresh token: the roles of now, unless something ended since it was issued.</summary>
    private static async Task<IResult> ForPerson(HttpContext http, PersonClaims claims, SessionEnd end, CancellationToken ct)
    {
        var issued = (await http.AuthenticateAsync(Scheme)).Principal!;
        if (!Guid.TryParse(issued.GetClaim(Claims.Subject), out var id) || await claims.Standing(id, issued.GetCreationDate(), ct) is not { } person)
            return Refused(Errors.InvalidGrant, "The access ended or changed since.");
        var principal = await claims.Of(person, viaClient: null, ct);
        if (!end.Continue(issued, principal)) return Refused(Errors.InvalidGrant, "The session is over.");
        principal.SetScopes(issued.GetScopes());
        principal.SetAuthorizationId(issued.GetAuthorizationId());
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }

    private static async Task<IResult> ForClient(string clientId, PersonClaims claims, Store<ApiClient> clients, CancellationToken ct)
    {
        if (await clients.FindByKey(ApiClients.ClientKey(clientId), ct) is not { Value: { Active: true } client }
            || await claims.Standing(client.ActsFor, DateTimeOffset.MaxValue, ct) is not { } person)
            return Refused(Errors.InvalidClient, "The client was ended.");
        var principal = await claims.Of(person, clientId, ct);
        principal.SetScopes(ProviderSetup.PublicScope);
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }

    private static IResult ForService(string clientId)
    {
        var identity = new ClaimsIdentity("accounts", Claims.Subject, "none");
        identity.SetClaim(Claims.Subject, clientId);
        identity.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(
            new ClaimsPrincipal(identity).SetScopes(ProviderSetup.InternalScope).SetResources(IdentitySettings.InternalAudience), authenticationScheme: Scheme);
    }

    private static IResult Refused(string error, string text) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = text
        }), [Scheme]);
}
