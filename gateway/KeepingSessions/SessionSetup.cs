using Alliance.Gateway.SigningIn;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Authentication;

namespace Alliance.Gateway.KeepingSessions;

internal static class SessionSetup
{
    public static void AddSessions(this WebApplicationBuilder builder)
    {
        var settings = builder.AddSettings<SessionSettings>("Session");
        builder.Services.AddStore(Session.Declaration);
        builder.Services.AddDueWork(services => new DueWork<Session>(services.GetRequiredService<Store<Session>>())
        {
            OnDue = (session, now, _) => Task.FromResult(Session.Tick(session.Value, now)),
        });
        builder.Services.AddSingleton<TokenVault>().AddSingleton<Sessions>().AddSingleton<RefreshTokens>();
        builder.Services.AddSingleton<IsOutdated>(services =>
        {
            var ended = services.GetRequiredService<EndedPeople>();
            return session => ended.Refuses(new Caller(session.Document.Value.PersonId, [], IssuedAt: session.Tokens.IssuedAt));
        });
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.Name, null);
        builder.AddSignIn(settings);
    }
}
