using System.Globalization;
using System.Security.Claims;
using OpenIddict.Abstractions;

namespace Alliance.Accounts.Issuing;

/// <summary>
/// When a session is over, however often its tokens are renewed: codes and refresh tokens carry when it began, and none lives longer than what is
/// left of it. Each renewal would else give a whole lifetime more, for ever.
/// </summary>
internal sealed class SessionEnd(ProviderSettings settings, TimeProvider time)
{
    /// <summary>Private to codes and refresh tokens: Unix seconds of the sign-in at the client.</summary>
    public const string Claim = "session_began";

    public void Begin(ClaimsPrincipal principal) => Set(principal, time.GetUtcNow());

    /// <returns>False when nothing is left of it.</returns>
    public bool Continue(ClaimsPrincipal issued, ClaimsPrincipal next)
    {
        // What was issued before sessions had an end begins with its own time.
        var began = long.TryParse(issued.GetClaim(Claim), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : issued.GetCreationDate() ?? DateTimeOffset.UnixEpoch;
        var left = Left(began, time.GetUtcNow(), settings);
        if (left <= TimeSpan.Zero) return false;
        Set(next, began);
        next.SetRefreshTokenLifetime(left);
        return true;
    }

    /// <summary>How long the next refresh token may live: as long as any, and no longer than the session.</summary>
    public static TimeSpan Left(DateTimeOffset began, DateTimeOffset now, ProviderSettings settings)
    {
        var left = began + settings.SessionLifetime - now;
        return left < settings.RefreshTokenLifetime ? left : settings.RefreshTokenLifetime;
    }

    private static void Set(ClaimsPrincipal principal, DateTimeOffset began) => principal.SetClaim(Claim, began.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
}
