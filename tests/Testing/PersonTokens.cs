using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Alliance.Testing;

/// <summary>Real tokens of accounts for people of the tests, by client credentials; kept until shortly before they end.</summary>
public sealed class PersonTokens : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);

    private readonly HttpClient http;
    private readonly string secret;
    private readonly ConcurrentDictionary<Guid, (string Token, DateTimeOffset RenewAt)> kept = new();

    /// <param name="accounts">Its own address: tokens are needed while a gateway is being killed, too.</param>
    public PersonTokens(Uri accounts, string secret)
    {
        http = new HttpClient { BaseAddress = accounts, Timeout = Wait.Default };
        this.secret = secret;
    }

    public string Of(Person person)
    {
        ArgumentNullException.ThrowIfNull(person);
        var now = TimeProvider.System.GetUtcNow();
        if (kept.TryGetValue(person.Id, out var known) && now < known.RenewAt) return known.Token;
        using var call = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials", ["client_id"] = PeopleDirectory.ClientOf(person), ["client_secret"] = secret, ["scope"] = "alliance",
            }),
        };
        using var answer = http.Send(call);
        using var body = answer.Content.ReadAsStream();
        using var json = JsonDocument.Parse(body);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"No token for {person.Name}: {json.RootElement.GetRawText()}");
        var token = json.RootElement.GetProperty("access_token").GetString()!;
        kept[person.Id] = (token, now + TimeSpan.FromSeconds(json.RootElement.GetProperty("expires_in").GetInt32()) - Margin);
        return token;
    }

    public void Dispose() => http.Dispose();
}

/// <summary>Puts a token that is good now on each call: a run may last longer than a token.</summary>
public sealed class RenewedToken(Func<string> token) : DelegatingHandler(new SocketsHttpHandler())
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token());
        return base.SendAsync(request, cancellationToken);
    }
}
