using System.Security.Cryptography;
using System.Text.Json;
using Alliance.Portal.Components;
using Alliance.Portal.Serving;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.Extensions.Options;

namespace Alliance.Portal.Keeping;

/// <summary>
/// A form posted without a session, or to a part that is away, is kept for an hour, encrypted, and shown again on its page; sending it is the person's affair.
/// The key lies in a cookie and nowhere else: who has the store alone has nothing.
/// </summary>
internal sealed partial class KeptForms(Store<KeptForm> store, IOptions<AntiforgeryOptions> forgery, PortalSettings settings, TimeProvider time, ILogger<KeptForms> log)
{
    public static readonly TimeSpan Kept = TimeSpan.FromHours(1);

    private const int NonceLength = 12, TagLength = 16, KeyLength = 32;

    /// <returns>Whether it is kept.</returns>
    public async Task<bool> Keep(HttpContext http, CancellationToken ct)
    {
        // A file is chosen again: it would be read whole for this, and nobody knows for whom.
        if (http.Request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true) return false;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.HasFormContentType || !IsOurs(http.Request, settings.Origin)) return false;
        var form = await http.Request.ReadFormAsync(ct);
        var fields = form.Where(f => f.Key != forgery.Value.FormFieldName && f.Key != WriterMark.WriterField)
            .ToDictionary(f => f.Key, f => f.Value.OfType<string>().ToArray());
        // Whose it is must be known, or another person at the same machine would read it.
        if (fields.Count == 0 || !Guid.TryParse(form[WriterMark.WriterField], out var writer)) return false;

        var posted = new PostedForm(http.Request.Path + http.Request.QueryString, writer, fields);
        var key = RandomNumberGenerator.GetBytes(KeyLength);
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        await store.Create(id, new KeptForm(Seal(JsonSerializer.SerializeToUtf8Bytes(posted), key), now + Kept), Guid.Empty, [], ct);
        http.Response.Cookies.Append(Cookies.Kept, $"{id:n}.{Convert.ToHexStringLower(key)}", Cookies.For(Kept));
        KeptOne(id);
        return true;
    }

    /// <summary>What was kept for this person's browser, if its time is not over.</summary>
    public async Task<PostedForm?> Find(HttpContext http, Guid personId, CancellationToken ct)
    {
        if (http.Request.Cookies[Cookies.Kept]?.Split('.') is not [var given, var secret] || !Guid.TryParseExact(given, "n", out var id) || secret.Length != KeyLength * 2) return null;
        if (await store.Find(id, ct) is not { Value.Content.Length: > 0 } kept || kept.Value.Until <= time.GetUtcNow()) return null;
        return Open(kept.Value.Content, secret) is { } posted && posted.Writer == personId ? posted : null;
    }

    /// <summary>It was sent, or is not wanted: nothing of it stays.</summary>
    public async Task Forget(HttpContext http, CancellationToken ct)
    {
        if (http.Request.Cookies[Cookies.Kept]?.Split('.') is not [var given, ..]) return;
        http.Response.Cookies.Delete(Cookies.Kept, Cookies.For(null));
        if (Guid.TryParseExact(given, "n", out var id) && await store.Find(id, ct) is { Value.Content.Length: > 0 } kept)
            await store.Save(kept, kept.Value with { Content = [] }, Guid.Empty, [], ct);
    }

    public static bool Has(HttpContext http) => http.Request.Cookies.ContainsKey(Cookies.Kept);

    /// <summary>Only what a page of ours posted: a stranger's page shall put no words into anybody's form.</summary>
    /// <param name="origin">The public address: this process itself is called by an internal one.</param>
    internal static bool IsOurs(HttpRequest request, string? origin) => request.Headers["Sec-Fetch-Site"].ToString() switch
    {
        // An old browser: this cookie comes with our own pages' forms only (SameSite=Strict), and it says where the form stood.
        "" => request.Cookies.ContainsKey(Cookies.Form) && (origin is null || request.Headers.Origin.ToString() == origin),
        var site => site == "same-origin",
    };

    private static byte[] Seal(byte[] text, byte[] key)
    {
        var content = new byte[NonceLength + TagLength + text.Length];
        RandomNumberGenerator.Fill(content.AsSpan(0, NonceLength));
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(content.AsSpan(0, NonceLength), text, content.AsSpan(NonceLength + TagLength), content.AsSpan(NonceLength, TagLength));
        return content;
    }

    private static PostedForm? Open(byte[] content, string secret)
    {
        try
        {
            var text = new byte[content.Length - NonceLength - TagLength];
            using var aes = new AesGcm(Convert.FromHexString(secret), TagLength);
            aes.Decrypt(content.AsSpan(0, NonceLength), content.AsSpan(NonceLength + TagLength), content.AsSpan(NonceLength, TagLength), text);
            return JsonSerializer.Deserialize<PostedForm>(text);
        }
        catch (Exception other) when (other is CryptographicException or FormatException)
        {
            return null;
        }
    }

    [LoggerMessage(EventId = 710, Level = LogLevel.Information, Message = "A form that could not be sent is kept as {Id}")]
    private partial void KeptOne(Guid id);
}

internal static class KeepingSetup
{
    public static void AddKeeping(this WebApplicationBuilder builder)
    {
        builder.Services.AddStore(KeptForm.Declaration).AddSingleton<KeptForms>();
        builder.Services.AddDueWork(services => new DueWork<KeptForm>(services.GetRequiredService<Store<KeptForm>>())
        {
            OnDue = (kept, now, _) => Task.FromResult(kept.Value.Tick(now) is { } next ? new Advance<KeptForm>(next, Guid.Empty) : null),
        });
    }
}
