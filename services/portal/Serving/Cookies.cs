namespace Alliance.Portal.Serving;

/// <summary>The portal's own cookies. The gateway lets those through that begin so; <c>__Host-</c> binds them to this one address.</summary>
internal static class Cookies
{
    public const string Language = "__Host-portal-language";
    public const string Form = "__Host-portal-form";
    public const string Kept = "__Host-portal-kept";

    /// <param name="age">Null: to take it back.</param>
    public static CookieOptions For(TimeSpan? age) =>
        new() { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = age, IsEssential = true };
}
