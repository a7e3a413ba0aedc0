using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Alliance.Local;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Local;

[UnsupportedOSPlatform("windows")]
public sealed class StateFolderTests
{
    [Fact]
    public void A_second_runner_is_refused_and_a_later_one_is_not()
    {
        var path = TestState.Fresh("held");
        using (StateFolder.Open(path))
        {
            var fault = Assert.Throws<CannotStartException>(() => StateFolder.Open(path));
            Assert.Contains("--state", fault.Message, StringComparison.Ordinal);
        }
        StateFolder.Open(path).Dispose();
    }

    [Fact]
    public void Secrets_and_folders_are_for_their_owner_alone()
    {
        using var state = StateFolder.Open(Path.Combine(TestState.Fresh("modes"), "new"));
        Secrets.Open(state);
        Assert.Equal("0600", Mode(Path.Combine(state.Identity, "secrets.json")));
        Assert.All([state.Path, state.Identity, state.Accounts, state.Data, state.Broker, state.Logs], folder => Assert.Equal("0700", Mode(folder)));
    }

    [Fact]
    public void Secrets_are_made_once_and_are_all_different()
    {
        using var state = StateFolder.Open(TestState.Fresh("secrets"));
        var first = Secrets.Open(state);
        var again = Secrets.Open(state);
        Assert.Equal((first.Gateway, string.Join(' ', first.Services)), (again.Gateway, string.Join(' ', again.Services)));
        Assert.Equal(["experts", "gateway", "notifications", "portal", "requests"], first.Services.Keys.Order());
        Assert.Equal(6, first.Services.Values.Append(first.Gateway).Distinct().Count());
    }

    [Fact]
    public void A_taken_port_is_refused_with_its_number()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var number = ((IPEndPoint)listener.LocalEndpoint).Port;
        var fault = Assert.Throws<CannotStartException>(() => ReservedPort.Exactly(number));
        Assert.Contains($"Port {number}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_taken_together_differ_and_can_be_listened_on()
    {
        var ports = Enumerable.Range(0, 50).Select(_ => ReservedPort.Take()).ToList();
        Assert.Equal(50, ports.Select(port => port.Number).Distinct().Count());
        foreach (var port in ports)
        {
            using var listener = new TcpListener(IPAddress.Loopback, port.Number);
            listener.Start();
            port.Dispose();
        }
    }

    private static string Mode(string path) => "0" + Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
