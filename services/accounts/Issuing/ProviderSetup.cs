using Alliance.Accounts.SigningIn;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Alliance.Accounts.Issuing;

/// <summary>The OpenID Connect provider: what it issues to whom, with which keys, for how long.</summary>
internal static class ProviderSetup
{
    public const string PublicScope = IdentitySettings.Audience;
    public const string InternalScope = IdentitySettings.InternalAudience;

    public static void AddProvider(this WebApplicationBuilder builder)
    {
        var settings = builder.AddSettings<ProviderSettings>("Accounts");
        string[] faults = [.. Together(builder, settings)];
        foreach (var fault in faults) builder.AddSettingsFault(fault);
        // What follows makes keys; the faults are said when all settings are read.
        if (faults.Length > 0 || settings.Faults().Any()) return;
        var plain = settings.IssuerUri.Scheme == "http";
        builder.Services.AddDbContext<CredentialsDb>(db => db
            .UseSqlite($"Data Source={Path.Combine(settings.Directory, "credentials.db")}")
            .AddInterceptors(new DurableConnections())
            .UseOpenIddict());
        builder.AddSignIn(settings);

        builder.Services.AddOpenIddict()
            .AddCore(core => core.UseEntityFrameworkCore().UseDbContext<CredentialsDb>())
            .AddServer(server =>
            {
                server.SetIssuer(settings.IssuerUri);
                server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/logout").SetRevocationEndpointUris("connect/revoke");
                server.SetConfigurationEndpointUris(".well-known/openid-configuration").SetJsonWebKeySetEndpointUris(".well-known/jwks");
                server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow().AllowClientCredentialsFlow();
                server.RegisterScopes(PublicScope, InternalScope, Scopes.Profile, Scopes.OfflineAccess);
                server.AddSigningKey(ProviderKeys.Load(settings.Directory, "signing")).AddEncryptionKey(ProviderKeys.Load(settings.Directory, "encryption"));
                server.DisableAccessTokenEncryption();
                server.SetAccessTokenLifetime(settings.AccessTokenLifetime).SetIdentityTokenLifetime(settings.AccessTokenLifetime);
                server.SetAuthorizationCodeLifetime(settings.CodeLifetime).SetRefreshTokenLifetime(settings.RefreshTokenLifetime);
                // A refresh token that was used is a stolen one: no second use, however soon, and its whole chain dies.
                server.SetRefreshTokenReuseLeeway(TimeSpan.Zero);
                server.Configure(o =>
                {
                    o.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain);
                    o.ResponseModes.Remove(ResponseModes.Fragment);
                });
                server.AddEventHandler(IssuedAfterChange.Descriptor);
                var host = server.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough()
                    .EnableStatusCodePagesIntegration();
                if (plain) host.DisableTransportSecurityRequirement();
            });
        builder.Services.AddSingleton<PrepareProvider>().AddHostedService(services => services.GetRequiredService<PrepareProvider>()).AddHostedService<PruneTokens>();
    }

    /// <summary>What only this machine, or other settings beside these, show.</summary>
    private static IEnumerable<string> Together(WebApplicationBuilder builder, ProviderSettings settings)
    {
        if (Uri.TryCreate(settings.Issuer, UriKind.Absolute, out var issuer))
        {
            if (issuer.Scheme == "http" && !(builder.Environment.IsDevelopment() && issuer.IsLoopback))
                yield return "Accounts:Issuer is not https; plain http is accepted only in Development and on loopback";
            if (builder.Configuration["Identity:Issuer"] is { Length: > 0 } checkedBy && checkedBy != settings.Issuer)
                yield return "Identity:Issuer is not what Accounts:Issuer is; give both the public address of the platform";
        }
        if (Path.IsPathRooted(settings.Directory) && StartingAlone.Unusable(settings.Directory) is { } why)
            yield return $"Accounts:Directory cannot be used ({why}); give a folder that this process may write to";
    }

    /// <summary>Before everything else: which address this is, and who is at the other end.</summary>
    public static void UseProviderAddress(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<ProviderSettings>();
        app.UseForwardedHeaders(Forwarded(settings));
        // Known under one address alone, whatever a caller's Host says, and whichever way the call came.
        var issuer = settings.IssuerUri;
        app.Use((http, next) =>
        {
            (http.Request.Scheme, http.Request.Host) = (issuer.Scheme, HostString.FromUriComponent(issuer));
            return next(http);
        });
        // Browsers treat loopback as safe, so that the cookies are the same there as everywhere: __Host- wants Secure.
        app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always, HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always, MinimumSameSitePolicy = SameSiteMode.Lax });
    }

    /// <summary>Who says for whom a call is made is believed only where it is the gateway: the count of attempts by address rests on it.</summary>
    public static ForwardedHeadersOptions Forwarded(ProviderSettings settings)
    {
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor, ForwardLimit = 1 };
        forwarded.KnownProxies.Clear();
        forwarded.KnownIPNetworks.Clear();
        foreach (var proxy in settings.Proxies) forwarded.KnownProxies.Add(proxy);
        return forwarded;
    }

    public static void MapProvider(this IEndpointRouteBuilder app)
    {
        var connect = app.MapGroup("/connect").AllowAnonymous().ExcludeFromDescription();
        connect.MapMethods("/authorize", [HttpMethods.Get, HttpMethods.Post], Authorize.Handle).DisableAntiforgery();
        connect.MapPost("/token", Exchange.Handle).DisableAntiforgery();
        connect.MapMethods("/logout", [HttpMethods.Get, HttpMethods.Post], EndSession.Handle).DisableAntiforgery();
    }

    private static void AddSignIn(this WebApplicationBuilder builder, ProviderSettings settings)
    {
        builder.Services.AddSingleton<IPasswordHasher<Credential>, PasswordHasher<Credential>>();
        builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = settings.HashIterations);
        builder.Services.AddScoped<Credentials>().AddScoped<CheckPassword>().AddScoped<SignedIn>().AddSingleton<PersonClaims>().AddSingleton<SessionEnd>();
        builder.Services.AddSingleton<PageTexts>();
        // The hosting's keys live in memory; the cookies of these pages hold over restarts and copies.
        builder.Services.RemoveAll<IDataProtectionProvider>();
        builder.Services.AddDataProtection().SetApplicationName("alliance-accounts")
            .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.Directory, "protection")));
        builder.Services.AddAuthentication().AddCookie(SignedIn.Scheme, o =>
        {
            o.Cookie.Name = "__Host-accounts";
            o.Cookie.SameSite = SameSiteMode.Lax;
            o.ExpireTimeSpan = settings.SignInLifetime;
            o.SlidingExpiration = false;
        });
        builder.Services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "__Host-accounts-form";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.FormFieldName = "form";
        });
        builder.Services.AddRazorPages(o => o.RootDirectory = "/SigningIn");
    }
}
