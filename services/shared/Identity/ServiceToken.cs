using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace Alliance.Shared.Identity;

/// <summary>This service's own token, by client credentials; one for all calls, got anew before it ends.</summary>
internal sealed class ServiceToken(AccountsSettings settings, IHttpClientFactory clients, TimeProvider time) : IDisposable
{
    /// <summary>Nobody's call may arrive with a token that ended on the way.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim getting = new(1);
    private Held? held;

    public async Task<string> Get(CancellationToken ct)
    {
        if (Usable() is { } ready) return ready;
        await getting.WaitAsync(ct);
        try
        {
            if (Usable() is { } meanwhile) return meanwhile;
            var asked = time.GetUtcNow();
            var answer = await Ask(ct);
            held = new Held(answer.AccessToken, asked + TimeSpan.FromSeconds(answer.ExpiresIn) - Margin);
            return answer.AccessToken;
        }
        finally
        {
            getting.Release();
        }
    }

    /// <summary>Accounts did not accept it (its keys are new, say): the next call gets another.</summary>
    public void Drop(string token)
    {
        if (held?.Token == token) held = null;
    }

    public void Dispose() => getting.Dispose();

    private string? Usable() => held is { } now && time.GetUtcNow() < now.RenewAt ? now.Token : null;

    private async Task<TokenAnswer> Ask(CancellationToken ct)
    {
        using var client = clients.CreateClient(AccountsSetup.TokenClient);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "client_credentials", ["client_id"] = settings.ClientId, ["client_secret"] = settings.ClientSecret, ["scope"] = IdentitySettings.InternalAudience,
        });
        using var answer = await client.PostAsync(new Uri("/connect/token", UriKind.Relative), form, ct);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<TokenAnswer>(ct) is { AccessToken.Length: > 0 } given
            ? given
            : throw new HttpRequestException("Accounts gave no token.");
    }

    private sealed record Held(string Token, DateTimeOffset RenewAt);

    /// <param name="ExpiresIn">Seconds.</param>
    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}

/// <summary>Puts the service's token on each call to accounts.</summary>
internal sealed class CarryServiceToken(ServiceToken token) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await Carry(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized) return answer;
        token.Drop(request.Headers.Authorization!.Parameter!);
        answer.Dispose();
        return await Carry(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> Carry(HttpRequestMessage request, CancellationToken ct)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token.Get(ct));
        return await base.SendAsync(request, ct);
    }
}
