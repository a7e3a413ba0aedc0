using System.Net;
using System.Security.Cryptography;
using Alliance.Shared.Hosting;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Alliance.Shared.Identity;

/// <summary>
/// How tokens are checked. Until the accounts service signs them, only development tokens exist: signed by the key the local runner
/// makes at each start, accepted only in Development by a process that listens on loopback alone.
/// </summary>
public sealed class IdentitySettings : ICheckedSettings
{
    public const string Issuer = "alliance-development";
    public const string Audience = "alliance";

    /// <summary>PEM file of the RSA public key the runner signs with.</summary>
    public string DevelopmentKeyFile { get; init; } = "";

    public IEnumerable<string> Faults()
    {
        if (DevelopmentKeyFile.Length == 0) yield return "Identity:DevelopmentKeyFile is missing; start the platform with ./run.sh, which makes the key";
        else if (!File.Exists(DevelopmentKeyFile)) yield return "Identity:DevelopmentKeyFile names a file that is not there; start the platform with ./run.sh, which makes the key";
    }
}

internal static partial class IdentitySetup
{
    public static void AddIdentity(this WebApplicationBuilder builder)
    {
        var settings = builder.AddSettings<IdentitySettings>("Identity");
        if (!builder.Environment.IsDevelopment()) builder.AddSettingsFault("ASPNETCORE_ENVIRONMENT: development tokens are accepted only in Development, and there are no others yet");
        foreach (var url in ListeningOn(builder.Configuration).Where(url => !IsLoopback(url)))
        {
            builder.AddSettingsFault($"ASPNETCORE_URLS: {url} is not loopback; development tokens are accepted only on 127.0.0.1, [::1] or localhost");
        }

        builder.Services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(o =>
        {
            o.MapInboundClaims = false;
            // What was wrong with a token is for the log.
            o.IncludeErrorDetails = false;
            o.TokenValidationParameters = new TokenValidationParameters
            {
                ValidIssuer = IdentitySettings.Issuer,
                ValidAudience = IdentitySettings.Audience,
                ValidAlgorithms = [SecurityAlgorithms.RsaSha256],
                IssuerSigningKey = File.Exists(settings.DevelopmentKeyFile) ? ReadKey(settings.DevelopmentKeyFile) : null,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                ClockSkew = TimeSpan.FromSeconds(10),
                NameClaimType = "sub",
            };
            o.Events = new JwtBearerEvents
            {
                OnTokenValidated = context =>
                {
                    var caller = context.Principal is { } principal ? Caller.From(principal) : null;
                    if (caller is null) context.Fail("The token names no person.");
                    else context.HttpContext.Items[typeof(Caller)] = caller;
                    return Task.CompletedTask;
                },
                OnForbidden = context =>
                {
                    var person = Caller.Of(context.HttpContext)?.PersonId;
                    var endpoint = context.HttpContext.GetEndpoint()?.DisplayName;
                    Log(context.HttpContext).Denied(person, context.Request.Method, endpoint);
                    return Task.CompletedTask;
                },
                OnAuthenticationFailed = context =>
                {
                    var reason = context.Exception.GetType().Name;
                    Log(context.HttpContext).TokenRefused(reason);
                    return Task.CompletedTask;
                },
            };
        });
        // Whatever does not say AllowAnonymous needs a person.
        builder.Services.AddAuthorizationBuilder().SetFallbackPolicy(
            new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
    }

    private static RsaSecurityKey ReadKey(string file)
    {
        var rsa = RSA.Create();
        rsa.ImportFromPem(File.ReadAllText(file));
        return new RsaSecurityKey(rsa);
    }

    private static IEnumerable<string> ListeningOn(ConfigurationManager configuration) =>
        (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Concat(configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(e => e["Url"] ?? ""))
        // Ports alone mean every address.
        .Concat($"{configuration["http_ports"]};{configuration["https_ports"]}".Split(';', StringSplitOptions.RemoveEmptyEntries).Select(port => $"http://*:{port}"));

    private static bool IsLoopback(string url)
    {
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(url);
        }
        catch (FormatException)
        {
            return false;
        }
        return address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }

    private static ILogger Log(HttpContext http) => http.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Alliance.Identity");

    [LoggerMessage(EventId = 100, Level = LogLevel.Warning, Message = "Denied: person {PersonId}, {Method} {Endpoint}")]
    private static partial void Denied(this ILogger logger, Guid? personId, string method, string? endpoint);

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "Token refused: {Reason}")]
    private static partial void TokenRefused(this ILogger logger, string reason);
}
