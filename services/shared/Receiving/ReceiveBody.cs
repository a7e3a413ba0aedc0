using Alliance.Shared.Hosting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Alliance.Shared.Receiving;

/// <summary>What came of a body: stored and looked through, or longer than it may be, or why it is not taken.</summary>
public sealed record Taken(StoredFile? File, bool TooLong = false, Refusal? Refusal = null)
{
    /// <summary>A fault of the field <c>file</c>.</summary>
    public static Refusal Not(string code, params object[] args) => new(RefusalKind.Unprocessable, "file-refused", new FieldFault("file", code, args));
}

/// <summary>
/// Takes the file that a body is into the storage, piece by piece, then looks through it, then has it scanned. What is not taken is still in the storage: whoever asked
/// knows the id and removes it.
/// </summary>
public sealed class ReceiveBody(FileChunks files, ClamAv scanner)
{
    /// <param name="most">Bytes.</param>
    /// <param name="within">From its first byte until it is looked through; then it is given up.</param>
    public async Task<Taken> Take(HttpContext http, Guid id, FileKind kind, long most, TimeSpan within, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(kind);
        using var inTime = InTime(within, ct);
        try
        {
            LiftLimit(http);
            var stored = await files.Write(id, new UpTo(http.Request.Body, most + 1), inTime.Token);
            FailPoints.Reach("after-upload");
            return stored.Length > most ? new Taken(null, TooLong: true) : await Look(id, kind, stored, inTime.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The file took too long.", StatusCodes.Status408RequestTimeout);
        }
    }

    /// <summary>
    /// Reads what of a body is still to come, and keeps none of it. Who sends by HTTP/1.1 (the gateway among them) hears no answer before all was sent: cut off, they
    /// would not learn why. What is longer than the gateway passes on is not waited for.
    /// </summary>
    /// <param name="mostPassedOn">Bytes.</param>
    public static async Task Rest(HttpContext http, long mostPassedOn, TimeSpan within, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(http);
        if (http.Request.ContentLength > mostPassedOn) return;
        LiftLimit(http);
        using var inTime = InTime(within, ct);
        try
        {
            await new UpTo(http.Request.Body, mostPassedOn).CopyToAsync(Stream.Null, inTime.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // Who does not send it does not wait for the answer either.
        }
    }

    private async Task<Taken> Look(Guid id, FileKind kind, StoredFile stored, CancellationToken ct)
    {
        if (stored.Length == 0) return new Taken(null, Refusal: Taken.Not("file-empty"));
        await using var content = files.Open(id, stored.Length);
        if (await kind.Inspect(content, ct) is { } fault) return new Taken(null, Refusal: Taken.Not(fault, kind.Extensions[0]));
        if (scanner.IsThere)
        {
            content.Position = 0;
            switch (await scanner.Scan(id, content, ct))
            {
                case Scanned.Infected: return new Taken(null, Refusal: Taken.Not("file-infected"));
                case Scanned.Unknown: return new Taken(null, Refusal: new Refusal(RefusalKind.Unavailable, "scanner-away"));
            }
        }
        return new Taken(stored);
    }

    private static CancellationTokenSource InTime(TimeSpan within, CancellationToken ct)
    {
        var inTime = CancellationTokenSource.CreateLinkedTokenSource(ct);
        inTime.CancelAfter(within);
        return inTime;
    }

    /// <summary>The limit of all bodies is a small one; here the reading itself stops.</summary>
    private static void LiftLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = null;
    }
}
