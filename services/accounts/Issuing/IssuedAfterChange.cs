using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Alliance.Accounts.Issuing;

/// <summary>
/// What is issued in the very second of a change counts as issued after it: tokens say their time in whole seconds, and <see cref="Person.NotBefore"/>
/// is the next one. Without this a person who has just changed the password would be refused for a second.
/// </summary>
internal sealed class IssuedAfterChange : IOpenIddictServerHandler<ProcessSignInContext>
{
    /// <summary>Private to codes and refresh tokens: the person's <see cref="Person.NotBefore"/>, Unix seconds.</summary>
    public const string Claim = "not_before";

    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ProcessSignInContext>()
        .UseSingletonHandler<IssuedAfterChange>()
        .SetOrder(OpenIddictServerHandlers.GenerateAccessToken.Descriptor.Order - 1)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(ProcessSignInContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!long.TryParse(context.Principal?.GetClaim(Claim), out var seconds)) return default;
        var first = DateTimeOffset.FromUnixTimeSeconds(seconds);
        foreach (var principal in new[] { context.AccessTokenPrincipal, context.AuthorizationCodePrincipal, context.RefreshTokenPrincipal })
        {
            if (principal?.GetCreationDate() < first) principal.SetCreationDate(first);
        }
        return default;
    }
}
