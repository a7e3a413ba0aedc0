using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Alliance.Shared.Receiving;

/// <summary>How a scan ended.</summary>
public enum Scanned
{
    Clean,
    Infected,

    /// <summary>It did not answer, or not in time, or could not look: nothing is known of the file.</summary>
    Unknown
}

/// <summary>Asks clamd about a file: INSTREAM over its socket, one connection a file. Source: man clamd(8).</summary>
public sealed partial class ClamAv(ClamAvSettings settings, ILogger<ClamAv> log)
{
    private const int Piece = 64 * 1024;
    private const int LongestAnswer = 1_024;

    public bool IsThere => settings.Address.Length > 0;

    public async Task<Scanned> Scan(Guid id, Stream file, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(file);
        using var inTime = CancellationTokenSource.CreateLinkedTokenSource(ct);
        inTime.CancelAfter(settings.Within);
        string answer;
        try
        {
            answer = await Ask(file, inTime.Token);
        }
        catch (Exception away) when (away is SocketException or IOException || (away is OperationCanceledException && !ct.IsCancellationRequested))
        {
            Away(id, away.GetType().Name);
            return Scanned.Unknown;
        }
        if (answer == "stream: OK") return Scanned.Clean;
        if (answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal))
        {
            Found(id);
            return Scanned.Infected;
        }
        CouldNot(id);
        return Scanned.Unknown;
    }

    private async Task<string> Ask(Stream file, CancellationToken ct)
    {
        var (host, port) = settings.Endpoint;
        using var client = new TcpClient();
        await client.ConnectAsync(host, port, ct);
        await using var connection = client.GetStream();
        await connection.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
        var buffer = new byte[sizeof(int) + Piece];
        for (int read; (read = await file.ReadAsync(buffer.AsMemory(sizeof(int)), ct)) > 0;)
        {
            BinaryPrimitives.WriteInt32BigEndian(buffer, read);
            await connection.WriteAsync(buffer.AsMemory(0, sizeof(int) + read), ct);
        }
        await connection.WriteAsync(new byte[sizeof(int)], ct);
        var answer = new byte[LongestAnswer];
        var length = await connection.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, ct);
        return Encoding.ASCII.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    [LoggerMessage(EventId = 132, Level = LogLevel.Error, Message = "The virus scanner did not answer about file {Id} ({Fault})")]
    private partial void Away(Guid id, string fault);

    [LoggerMessage(EventId = 133, Level = LogLevel.Error, Message = "The virus scanner could not look through file {Id}; see its StreamMaxLength and its log")]
    private partial void CouldNot(Guid id);

    [LoggerMessage(EventId = 134, Level = LogLevel.Warning, Message = "The virus scanner found something in file {Id}; it was not taken")]
    private partial void Found(Guid id);
}
