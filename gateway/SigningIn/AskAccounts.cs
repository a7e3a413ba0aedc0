using System.Net;
using System.Text.Json;
using Alliance.Gateway.KeepingSessions;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Alliance.Gateway.SigningIn;

/// <summary>New tokens; or accounts gives none to this session any more; or (neither) it did not answer, and everything stays as it is.</summary>
internal sealed record RefreshAnswer(Tokens? Given, bool Refused = false);

/// <summary>What the gateway asks accounts as the client <c>gateway</c>, over the way the sign-in itself takes.</summary>
internal sealed partial class AskAccounts(IOptionsMonitor<OpenIdConnectOptions> options, SessionSettings settings, ILogger<AskAccounts> log)
{
    public async Task<RefreshAnswer> Refresh(Tokens tokens, CancellationToken ct)
    {
        try
        {
            using var answer = await Post(c => c.TokenEndpoint, new() { ["grant_type"] = "refresh_token", ["refresh_token"] = tokens.Refresh }, ct);
            using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
            if (answer.IsSuccessStatusCode)
            {
                return new(new Tokens(Text(body, "access_token")!, Text(body, "refresh_token") ?? tokens.Refresh, Text(body, "id_token") ?? tokens.Identity));
            }
            var error = Text(body, "error");
            if (answer.StatusCode == HttpStatusCode.BadRequest && error == "invalid_grant") return new(null, Refused: true);
            NotRefreshed($"{(int)answer.StatusCode} {error}");
        }
        catch (Exception away) when (IsAway(away, ct))
        {
            NotRefreshed(away.GetType().Name);
        }
        return new(null);
    }

    /// <summary>Takes the refresh token back, as far as accounts is there; it ends by itself otherwise.</summary>
    public async Task Revoke(Tokens tokens, CancellationToken ct)
    {
        try
        {
            using var answer = await Post(c => c.RevocationEndpoint, new() { ["token"] = tokens.Refresh, ["token_type_hint"] = "refresh_token" }, ct);
            if (!answer.IsSuccessStatusCode) NotRevoked($"{(int)answer.StatusCode}");
        }
        catch (Exception away) when (IsAway(away, ct))
        {
            NotRevoked(away.GetType().Name);
        }
    }

    /// <summary>Where the browser ends its session with accounts itself.</summary>
    /// <returns>Null while accounts is away.</returns>
    public async Task<string?> EndSessionAddress(Tokens tokens, CancellationToken ct)
    {
        if (await Configuration(ct) is not { EndSessionEndpoint.Length: > 0 } known) return null;
        return new OpenIdConnectMessage
        {
            IssuerAddress = known.EndSessionEndpoint, ClientId = SessionSettings.ClientId, IdTokenHint = tokens.Identity, PostLogoutRedirectUri = settings.Issuer,
        }.CreateLogoutRequestUrl();
    }

    /// <summary>Whether a sign-in can begin.</summary>
    public async Task<bool> IsThere(CancellationToken ct) => await Configuration(ct) is not null;

    private OpenIdConnectOptions Options => options.Get(SignIn.Scheme);

    private async Task<OpenIdConnectConfiguration?> Configuration(CancellationToken ct)
    {
        try
        {
            return await Options.ConfigurationManager!.GetConfigurationAsync(ct);
        }
        catch (InvalidOperationException away)
        {
            NoMetadata((away.InnerException ?? away).GetType().Name);
            return null;
        }
    }

    private async Task<HttpResponseMessage> Post(Func<OpenIdConnectConfiguration, string?> endpoint, Dictionary<string, string> form, CancellationToken ct)
    {
        var known = await Configuration(ct) ?? throw new HttpRequestException("Accounts is not known yet.");
        var address = endpoint(known) ?? throw new HttpRequestException("Accounts names no such endpoint.");
        (form["client_id"], form["client_secret"]) = (SessionSettings.ClientId, settings.ClientSecret);
        using var content = new FormUrlEncodedContent(form);
        return await Options.Backchannel.PostAsync(new Uri(address), content, ct);
    }

    private static bool IsAway(Exception fault, CancellationToken ct) =>
        fault is HttpRequestException or JsonException or IOException || (fault is OperationCanceledException && !ct.IsCancellationRequested);

    private static string? Text(JsonDocument body, string name) =>
        body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    [LoggerMessage(EventId = 313, Level = LogLevel.Warning, Message = "Accounts gave no new tokens and did not refuse them: {Reason}")]
    private partial void NotRefreshed(string reason);

    [LoggerMessage(EventId = 314, Level = LogLevel.Warning, Message = "A refresh token was not taken back: {Reason}")]
    private partial void NotRevoked(string reason);

    [LoggerMessage(EventId = 315, Level = LogLevel.Warning, Message = "The metadata of accounts is not to be had: {Reason}")]
    private partial void NoMetadata(string reason);
}

/// <summary>The metadata names public addresses, which are for browsers; from here the way to accounts is the internal one.</summary>
internal sealed class ToAccounts(SessionSettings settings) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } asked && asked.GetLeftPart(UriPartial.Authority) == settings.Origin)
        {
            request.RequestUri = new Uri(new Uri(settings.Accounts), asked.PathAndQuery);
        }
        return base.SendAsync(request, cancellationToken);
    }
}
