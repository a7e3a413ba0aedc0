using System.Security.Claims;
using Alliance.Accounts.Issuing;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts;

/// <summary>
/// Here, where rights are kept, a token says who calls and no more: what they may is read anew at each call. So who was ended does not restore
/// themselves with the token of before, as the other services learn of an end only some seconds later.
/// </summary>
internal static class PresentRights
{
    public static void UsePresentRights(this WebApplication app) => app.Use(async (http, next) =>
    {
        if (Caller.Of(http) is { } said)
        {
            var ct = http.RequestAborted;
            var claims = http.RequestServices.GetRequiredService<PersonClaims>();
            if (await claims.Standing(said.PersonId, said.IssuedAt, ct) is { } person && await MayActFor(said, http.RequestServices.GetRequiredService<Store<ApiClient>>(), ct))
            {
                http.Items[typeof(Caller)] = said with { Memberships = await claims.Memberships(person.Value, ct), Language = person.Value.Language };
            }
            else
            {
                http.Items.Remove(typeof(Caller));
                http.User = new ClaimsPrincipal(new ClaimsIdentity());
            }
        }
        await next(http);
    });

    private static async Task<bool> MayActFor(Caller said, Store<ApiClient> clients, CancellationToken ct) =>
        said.ViaClient is not { } client || (await clients.FindByKey(ApiClients.ClientKey(client), ct) is { Value: { Active: true } known } && known.ActsFor == said.PersonId);
}
