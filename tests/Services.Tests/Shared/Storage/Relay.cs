using System.Net;
using System.Net.Sockets;

namespace Alliance.Services.Tests.Shared.Storage;

/// <summary>A wire between a client and a server that can be cut: bytes go on both ways until it is told otherwise.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _pumps = [];
    private readonly Lock _lock = new();
    private readonly string _host;
    private readonly int _port;
    private int _answersLost;

    public Relay(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _pumps.Add(Accept());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Nothing goes through in either direction, and nothing is said about it: a network that is gone.</summary>
    public volatile bool Silent;

    /// <summary>Looked at for each request that goes through; when it answers true, the connection ends instead of bringing the answer.</summary>
    public Func<ReadOnlyMemory<byte>, bool> LosesAnswer { get; set; } = static _ => false;

    public int AnswersLost => Volatile.Read(ref _answersLost);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Task[] pumps;
        lock (_lock) pumps = [.. _pumps];
        await Task.WhenAll(pumps);
        _stop.Dispose();
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                lock (_lock) _pumps.Add(Carry(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task Carry(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        using (var end = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token))
        {
            client.NoDelay = true;
            var lost = false;
            try
            {
                await server.ConnectAsync(_host, _port, end.Token);
                var there = Pump(client.GetStream(), server.GetStream(), bytes => lost |= LosesAnswer(bytes), () => false, end.Token);
                var back = Pump(server.GetStream(), client.GetStream(), _ => { }, () => lost && Interlocked.Increment(ref _answersLost) > 0, end.Token);
                await Task.WhenAny(there, back);
                await end.CancelAsync();
                await Task.WhenAll(there, back);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // One side is gone, and so is the other now.
            }
        }
    }

    private async Task Pump(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> seen, Func<bool> cut, CancellationToken ct)
    {
        var buffer = new byte[256 * 1024];
        try
        {
            while (await from.ReadAsync(buffer, ct) is > 0 and var read)
            {
                while (Silent) await Task.Delay(5, ct);
                seen(buffer.AsMemory(0, read));
                if (cut()) return;
                await to.WriteAsync(buffer.AsMemory(0, read), ct);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The connection has ended.
        }
    }
}
