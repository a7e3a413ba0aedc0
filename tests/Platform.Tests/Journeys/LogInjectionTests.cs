using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Alliance.Platform.Tests.Gateway;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>Nothing that a caller writes makes a line in a log, nor stands in one.</summary>
[Collection<WholePlatform>]
public sealed class LogInjectionTests(JourneyPlatform platform)
{
    private static readonly string[] Processes = ["gateway", "accounts", "requests", "experts", "notifications", "portal"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_callers_write_into_fields_headers_addresses_and_tokens_forges_no_line_and_stands_in_none()
    {
        var mark = $"forged{Guid.CreateVersion7():n}";
        var line = $"{mark}\r\n{{\"LogLevel\":\"Critical\",\"Message\":\"{mark}\"}}\n{mark}\u2028{mark}\u0085{mark}\u001b[31m{mark}";
        var begins = Processes.ToDictionary(process => process, process => new FileInfo(platform.Platform.State.Log(process)).Length);
        using var signatory = platform.As("Dmytro Kravets");
        using var administrator = platform.As("Marta Nowak");

        // Fields and filters, of services and of a person's page.
        var draft = await signatory.Post("/api/requests", Drafts.Complete().With("background", line), Ct);
        await signatory.Post("/api/requests", Drafts.Complete(line), Ct);
        await signatory.Post("/api/requests", Drafts.Complete(), Ct, idempotencyKey: mark);
        await signatory.Post($"/api/requests/{draft.Body?["id"] ?? Guid.CreateVersion7()}/withdraw", new JsonObject { ["reason"] = line }, Ct, 1);
        await administrator.Post("/api/organisations", new JsonObject { ["legalName"] = line, ["type"] = line, ["country"] = line }, Ct);
        await administrator.Post("/api/clients", new JsonObject { ["clientId"] = line, ["name"] = line, ["actsFor"] = Guid.CreateVersion7().ToString() }, Ct);
        await signatory.Post("/api/experts", new JsonObject { ["country"] = line }, Ct);
        foreach (var path in new[] { "/api/requests", "/api/organisations", "/api/experts", "/api/inbox", "/api/nothing/" + mark, "/" + mark, "/published", "/sign-in", "/connect/authorize", "/connect/logout", "/account/sign-in" })
        {
            await signatory.Get($"{path}?q={Uri.EscapeDataString(line)}&status={Uri.EscapeDataString(line)}&client_id={Uri.EscapeDataString(line)}&state={mark}&redirect_uri={mark}&returnUrl={Uri.EscapeDataString(line)}&{mark}=1", Ct);
        }
        // A sign-in, and a program.
        using (var browser = new PlainBrowser(platform.Platform.Address)) await browser.SignIn(line, line);
        using (var browser = new PlainBrowser(platform.Platform.Address)) await browser.SignIn(mark + "@example.org", mark);
        await Token(("client_id", line), ("client_secret", line));
        await Token(("client_id", mark), ("client_secret", mark), ("username", mark), ("login_hint", mark), (mark, mark));
        await Token(("grant_type", line));
        // Tokens whose words are not checked yet, and headers.
        foreach (var token in new[] { mark, $"{Encoded("{\"alg\":\"RS256\",\"kid\":\"" + mark + "\\r\\n" + mark + "\"}")}.{Encoded("{\"sub\":\"" + mark + "\",\"via\":\"" + mark + "\\n\"}")}.x" })
        {
            foreach (var address in new[] { platform.Platform.Address, platform.Platform.AddressOf("accounts"), platform.Platform.AddressOf("requests") })
            {
                using var http = new HttpClient { BaseAddress = address };
                http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
                foreach (var header in new[] { "User-Agent", "Referer", "X-Forwarded-For", "X-Forwarded-Host", "X-Request-Id", "Accept-Language", "If-Match", "Idempotency-Key", "tracestate", "baggage", "Origin", "Cookie" })
                    http.DefaultRequestHeaders.TryAddWithoutValidation(header, mark);
                using var answer = await http.GetAsync(new Uri("api/me", UriKind.Relative), Ct);
            }
        }
        foreach (var first in new[]
        {
            $"GET /api/requests%0d%0a{mark} HTTP/1.1", $"GET /{mark}\r{mark} HTTP/1.1", $"GET /x?{mark}\r\n{mark}: 1 HTTP/1.1", $"{mark} /api/requests HTTP/1.1",
            $"GET /api/requests HTTP/1.1\r\nX-{mark}: a\r\n {mark}", $"GET /api/requests HTTP/1.1\r\ntraceparent: 00-{mark}-{mark}-01",
        }) await Raw(first);

        await Wait.Until(() => Read(begins).All(process => process.Lines.Length > 0 || process.Name is "portal" or "experts" or "notifications"), Ct);
        foreach (var (name, lines) in Read(begins))
        {
            foreach (var written in lines)
            {
                using var json = JsonDocument.Parse(written);
                Assert.True(json.RootElement.TryGetProperty("EventId", out _), $"{name}: {written}");
                Assert.False(written.Contains(mark, StringComparison.OrdinalIgnoreCase), $"{name}: {written}");
            }
        }
    }

    /// <summary>Whole lines written since; the last may be under way.</summary>
    private IEnumerable<(string Name, string[] Lines)> Read(Dictionary<string, long> begins)
    {
        foreach (var (process, start) in begins)
        {
            using var stream = new FileStream(platform.Platform.State.Log(process), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            stream.Position = start;
            using var reader = new StreamReader(stream);
            var text = reader.ReadToEnd();
            yield return (process, text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    private async Task Token(params (string Name, string Value)[] fields)
    {
        using var http = new HttpClient { BaseAddress = platform.Platform.Address };
        using var form = new FormUrlEncodedContent(fields.Append(("scope", "alliance")).Select(f => KeyValuePair.Create(f.Item1, f.Item2))
            .Concat(fields.Any(f => f.Name == "grant_type") ? [] : [KeyValuePair.Create("grant_type", "client_credentials")]));
        using var answer = await http.PostAsync(new Uri("connect/token", UriKind.Relative), form, Ct);
        Assert.False(answer.IsSuccessStatusCode);
    }

    private async Task Raw(string head)
    {
        using var socket = new TcpClient(platform.Platform.Address.Host, platform.Platform.Address.Port);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"{head}\r\nHost: {platform.Platform.Address.Authority}\r\nConnection: close\r\n\r\n"), Ct);
        using var reader = new StreamReader(socket.GetStream());
        await reader.ReadToEndAsync(Ct);
    }

    private static string Encoded(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
