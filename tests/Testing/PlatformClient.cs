using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Alliance.Testing;

/// <summary>One person in front of the platform: plain HTTP, so that tests see what any other client would.</summary>
public sealed class PlatformClient : IDisposable
{
    private readonly HttpClient http;

    public PlatformClient(Uri address, string? token, string? language = null)
    {
        http = new HttpClient { BaseAddress = address, Timeout = Wait.Default };
        if (token is not null) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (language is not null) http.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    /// <param name="token">Asked at each call: a run may last longer than a token.</param>
    public PlatformClient(Uri address, Func<string> token, string? language = null)
    {
        http = new HttpClient(new RenewedToken(token)) { BaseAddress = address, Timeout = Wait.Default };
        if (language is not null) http.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    public Task<Answer> Get(string path, CancellationToken ct) => Send(HttpMethod.Get, path, null, null, null, ct);

    /// <param name="ifMatch">The revision, sent quoted.</param>
    public Task<Answer> Post(string path, JsonNode? body, CancellationToken ct, long? ifMatch = null, string? idempotencyKey = null) =>
        Send(HttpMethod.Post, path, body?.ToJsonString(), ifMatch, idempotencyKey, ct);

    public Task<Answer> Put(string path, JsonNode body, long? ifMatch, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Send(HttpMethod.Put, path, body.ToJsonString(), ifMatch, null, ct);
    }

    /// <summary>A body that need not be JSON.</summary>
    public async Task<Answer> Send(HttpMethod method, string path, string? body, long? ifMatch, string? idempotencyKey, CancellationToken ct)
    {
        using var call = new HttpRequestMessage(method, path);
        if (body is not null) call.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (ifMatch is { } revision) call.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{revision}\""));
        if (idempotencyKey is not null) call.Headers.Add("Idempotency-Key", idempotencyKey);
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.SendAsync(call, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Answer(answer.StatusCode, isJson ? JsonNode.Parse(text) : null, text, answer.Headers.ETag?.Tag,
            answer.Content.Headers.ContentType?.MediaType, answer.Headers.TryGetValues("X-Trace-Id", out var trace) ? trace.First() : null, Stopwatch.GetElapsedTime(started));
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What came back.</summary>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body, string Text, string? ETag, string? MediaType, string? TraceId, TimeSpan Took)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public Guid Id => Body!["id"]!.GetValue<Guid>();

    public long Revision => Body!["revision"]!.GetValue<long>();

    public string RequestStatus => Body!["status"]!.GetValue<string>();

    /// <summary>Field paths of a problem's errors.</summary>
    public IReadOnlyList<string> Faults => Body?["errors"] is JsonObject errors ? [.. errors.Select(e => e.Key)] : [];

    /// <summary>The answer itself when it is what the test needs to go on; its text otherwise.</summary>
    public Answer Must(HttpStatusCode status) =>
        Status == status ? this : throw new InvalidOperationException($"Expected {(int)status}, got {(int)Status}: {Text}");
}

/// <summary>Bodies to write with; the example of the routes, complete.</summary>
public static class Drafts
{
    public static JsonObject Complete(string title = "Advice on water losses") => JsonNode.Parse("""
        {
          "title": "", "summary": "Half of the water is lost between the well and the tap.", "background": "The network is from 1974.",
          "expectedResults": "A plan that lists the ten worst sections.", "activities": "Two calls a week.", "targetGroup": "The water utility",
          "participants": 4, "language": "uk", "assistanceType": "remote-advice", "deliveryMode": "online", "topics": ["water-supply"],
          "urgency": "normal", "neededBy": "2027-06-30", "flexible": true, "preferredPeriods": [{ "from": "2027-02-01", "to": "2027-02-05" }],
          "place": { "katottg": "UA32080070000050759" },
          "contact": { "name": "Олена Приклад", "role": "Deputy head", "email": "olena@example.org", "phone": "+380441234567", "language": "uk" },
          "needs": [{ "role": "Adviser", "kind": "expert", "topics": [], "skills": [], "minimumLevel": 1,
                      "languages": [{ "code": "en", "level": "B2" }], "quantity": 1, "personDays": 3, "must": true }],
          "visibility": "members"
        }
        """)!.AsObject().With("title", title);

    public static JsonObject With(this JsonObject body, string field, JsonNode? value)
    {
        ArgumentNullException.ThrowIfNull(body);
        body[field] = value;
        return body;
    }
}
