namespace Alliance.Accounts.SigningIn;

/// <summary>The pages under /account: plain forms, no script, one style sheet of their own.</summary>
internal static class SignInPages
{
    /// <summary>The pages load their style sheet, send their forms here, and are framed nowhere.</summary>
    private const string Policy = "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void MapSignInPages(this IEndpointRouteBuilder app)
    {
        app.MapRazorPages().AllowAnonymous().Add(endpoint =>
        {
            var page = endpoint.RequestDelegate!;
            endpoint.RequestDelegate = http =>
            {
                http.Response.Headers.ContentSecurityPolicy = Policy;
                http.Response.Headers.XContentTypeOptions = "nosniff";
                http.Response.Headers["Referrer-Policy"] = "same-origin";
                http.Response.Headers.CacheControl = "no-store";
                return page(http);
            };
        });
        app.MapGet("/account/assets/account.css", Style).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Style(HttpContext http)
    {
        http.Response.Headers.CacheControl = "public, max-age=3600";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return Results.Stream(typeof(SignInPages).Assembly.GetManifestResourceStream("account.css")!, "text/css; charset=utf-8");
    }
}
