using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Alliance.Local;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Permissions;

/// <summary>
/// A platform with the cast of the matrix. People come with the token a session has, by password and code: one that a program got for them opens less.
/// </summary>
public sealed class PermissionPlatform : PlatformFixture
{
    private readonly Dictionary<string, string?> tokens = new() { ["anonymous"] = null };

    public override PeopleDirectory People { get; } = Cast.Directory;

    /// <summary>Of a column; null = none.</summary>
    public string? Token(string column) => tokens[column];

    internal PlatformClient As(string column) => new(Platform.Address, tokens[column]);

    protected override PlatformOptions Configure(PlatformOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Environment = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["gateway"] = new Dictionary<string, string>
                {
                    ["Limits__CallsPerSecond"] = "10000", ["Limits__CallsAtOnce"] = "10000", ["Limits__OpenCallsPerSecond"] = "10000", ["Limits__OpenCallsAtOnce"] = "10000",
                    ["Limits__AttemptsPerMinute"] = "100000", ["Limits__AttemptsAtOnce"] = "100000",
                },
                // What the applicant leaves lying is the coordinator's at once, as it is after fourteen days.
                ["experts"] = new Dictionary<string, string> { ["Assignments__CoordinatorCompletesAfter"] = "00:00:00" },
                [ProcessTable.Accounts] = new Dictionary<string, string> { ["Accounts__HashIterations"] = "10000", ["Accounts__AccessTokenLifetime"] = "00:10:00" },
            },
        };
    }

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        var secrets = Secrets.Open(Platform.State);
        foreach (var name in Cast.Signing) tokens[name] = await SignIn(name, secrets.Gateway);
        tokens["client"] = TokenOf(Cast.Email("editor"));
        tokens["adminClient"] = TokenOf(Cast.Email("administrator"));
        tokens["service"] = await Token("service-requests", secrets.Services["requests"], ("grant_type", "client_credentials"), ("scope", "alliance-internal"));
    }

    private async Task<string> SignIn(string name, string secret)
    {
        var callback = Platform.Address + "sign-in/callback";
        var verifier = Url(RandomNumberGenerator.GetBytes(32));
        (string Name, string Value)[] query =
        [
            ("client_id", "gateway"), ("redirect_uri", callback), ("response_type", "code"), ("scope", "openid alliance"), ("state", "s"), ("nonce", "n"),
            ("code_challenge", Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))), ("code_challenge_method", "S256")
        ];
        using var browser = new Browser(Platform.AddressOf(ProcessTable.Accounts));
        var form = await browser.Follow("/connect/authorize?" + string.Join('&', query.Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value)}")), CancellationToken.None);
        var signedIn = await browser.Post("/account/sign-in", form.Filled(("email", Cast.Email(name)), ("password", PeopleDirectory.Password)), CancellationToken.None);
        var sent = await browser.Follow(signedIn.Location ?? throw new InvalidOperationException($"{name} could not sign in: {signedIn.Text}"), CancellationToken.None, until: callback);
        var code = HttpUtility.ParseQueryString(new Uri(sent.Location!).Query)["code"]!;
        return await Token("gateway", secret, ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback), ("code_verifier", verifier));
    }

    private async Task<string> Token(string client, string secret, params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient { BaseAddress = Platform.AddressOf(ProcessTable.Accounts) };
        using var call = new HttpRequestMessage(HttpMethod.Post, "connect/token") { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) };
        call.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{client}:{secret}")));
        using var answer = await http.SendAsync(call);
        var text = await answer.Content.ReadAsStringAsync();
        return JsonNode.Parse(text)!["access_token"]?.GetValue<string>() ?? throw new InvalidOperationException($"No token for {client}: {text}");
    }

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
