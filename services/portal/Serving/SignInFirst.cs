using Alliance.Portal.Keeping;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Alliance.Portal.Serving;

/// <summary>A page that needs a person sends nobody away: to the sign-in and back. A form posted meanwhile is kept first.</summary>
internal sealed class SignInFirst(KeptForms kept) : IAuthorizationMiddlewareResultHandler
{
    private static readonly AuthorizationMiddlewareResultHandler Usual = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult) =>
        authorizeResult.Challenged ? Send(context) : Usual.HandleAsync(next, context, policy, authorizeResult);

    public async Task Send(HttpContext http)
    {
        await kept.Keep(http, http.RequestAborted);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = AddressFor(http.Request);
        http.Response.Headers.CacheControl = "no-store";
    }

    public static string AddressFor(HttpRequest back) => "/sign-in" + QueryString.Create("returnUrl", back.Path + back.QueryString);
}
