using System.Globalization;
using System.Security.Claims;
using Alliance.Accounts.Issuing;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Authentication;

namespace Alliance.Accounts.SigningIn;

internal sealed record WhoIsSignedIn(Stored<Person> Person, bool MustChange);

/// <summary>Who is signed in at these pages. The cookie holds an id, a time and a stamp; whether it is worth something is asked each time.</summary>
internal sealed class SignedIn(PersonClaims claims, Credentials credentials, TimeProvider time)
{
    public const string Scheme = "accounts";
    private const string Stamp = "stamp";
    private const string At = "at";

    public async Task<WhoIsSignedIn?> Who(HttpContext http, CancellationToken ct)
    {
        if ((await http.AuthenticateAsync(Scheme)).Principal is not { } cookie || !Guid.TryParse(cookie.FindFirstValue("sub"), out var id)) return null;
        if (!long.TryParse(cookie.FindFirstValue(At), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return null;
        if (await claims.Standing(id, DateTimeOffset.FromUnixTimeSeconds(seconds), ct) is not { } person) return null;
        return await credentials.Find(id, ct) is { } credential && credential.SecurityStamp == cookie.FindFirstValue(Stamp)
            ? new WhoIsSignedIn(person, credential.MustChange)
            : null;
    }

    /// <summary>
    /// Ends the sign-in, and with it every copy of the cookie: the stamp it carries is no longer the person's. Other browsers sign in here again
    /// when they next need to; their sessions at the gateway go on.
    /// </summary>
    public async Task End(HttpContext http, CancellationToken ct)
    {
        if (await Who(http, ct) is { } who) await credentials.Restamp(who.Person.Id, ct);
        await http.SignOutAsync(Scheme);
    }

    /// <summary>A new cookie at each sign-in, whatever the browser had before.</summary>
    public async Task Begin(HttpContext http, Stored<Person> person, CancellationToken ct)
    {
        var credential = await credentials.Find(person.Id, ct) ?? throw new InvalidOperationException("Who signed in has no credential.");
        var now = time.GetUtcNow();
        var at = person.Value.NotBefore is { } first && first > now ? first : now;
        var identity = new ClaimsIdentity(
            [new Claim("sub", person.Id.ToString()), new Claim(Stamp, credential.SecurityStamp!), new Claim(At, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture))], Scheme);
        await http.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = false });
    }
}

/// <summary>Where a sign-in goes on: back into this provider's own authorization, or to the front page. Nothing a link says leads elsewhere.</summary>
internal static class ReturnAddress
{
    public const string Parameter = "returnUrl";
    public const string Authorize = "/connect/authorize";
    private const int Longest = 4_000;

    public static string? Checked(string? asked) =>
        asked is { Length: <= Longest } && asked.StartsWith(Authorize + "?", StringComparison.Ordinal) && !asked.Any(c => char.IsControl(c) || c is '\\' or '#')
            ? asked
            : null;

    public static string OrFront(string? asked) => Checked(asked) ?? "/";
}
