using System.Net;
using Alliance.Gateway;
using Microsoft.AspNetCore.Http;

namespace Alliance.Platform.Tests.Gateway;

public sealed class LimitTests
{
    private static readonly string[] Tight = ["Limits:CallsPerSecond=1", "Limits:CallsAtOnce=3", "Limits:StreamsPerPerson=1", "Limits:Streams=2"];

    [Fact]
    public async Task Who_calls_too_often_is_told_when_to_come_back_and_others_do_not_notice()
    {
        await using var gateway = await RunningGateway.Start(Tight);
        var (eager, calm) = (RunningGateway.Token(), RunningGateway.Token());

        var refused = await Exhaust(() => gateway.Get("/api/requests", eager));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5));
        await RunningGateway.Problem(refused);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/requests", calm)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/codelists/topics", eager)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/health/ready")).StatusCode);
    }

    [Fact]
    public async Task One_person_with_many_tokens_is_one_person()
    {
        await using var gateway = await RunningGateway.Start(Tight);
        var person = Guid.CreateVersion7();
        var refused = await Exhaust(() => gateway.Get("/api/requests", RunningGateway.Token(person)));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Fact]
    public async Task Guessing_tokens_is_limited_by_address()
    {
        await using var gateway = await RunningGateway.Start(Tight);
        var guess = 0;
        var refused = await Exhaust(() => gateway.Get("/api/requests", "a.b." + guess++), HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/requests", RunningGateway.Token())).StatusCode);
    }

    [Fact]
    public async Task Open_routes_have_their_own_limit_and_starve_nobody()
    {
        await using var gateway = await RunningGateway.Start("Limits:OpenCallsPerSecond=1", "Limits:OpenCallsAtOnce=2");
        Assert.Equal(HttpStatusCode.TooManyRequests, (await Exhaust(() => gateway.Get("/api/codelists/topics"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/requests", RunningGateway.Token())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/health/live")).StatusCode);
    }

    [Fact]
    public async Task Open_streams_are_counted_by_person_and_altogether_and_a_closed_one_makes_room()
    {
        await using var gateway = await RunningGateway.Start(Tight);
        var (one, two, three) = (RunningGateway.Token(), RunningGateway.Token(), RunningGateway.Token());

        var first = await gateway.Get("/api/inbox/stream", one);
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        var again = await gateway.Get("/api/inbox/stream", one);
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
        Assert.NotNull(again.Headers.RetryAfter);
        await RunningGateway.Problem(again);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/inbox/stream", two)).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await gateway.Get("/api/inbox/stream", three)).StatusCode);

        first.Dispose();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await gateway.Get("/api/inbox/stream", RunningGateway.Token())).StatusCode != HttpStatusCode.OK) limit.Token.ThrowIfCancellationRequested();
    }

    [Fact]
    public async Task A_file_may_be_larger_than_any_other_body_and_only_where_files_are_taken()
    {
        await using var gateway = await RunningGateway.Start();
        const int Megabyte = 1024 * 1024;
        var (token, id) = (RunningGateway.Token(), Guid.CreateVersion7());
        Assert.Equal(HttpStatusCode.OK, await Post($"/api/requests/{id}/attachments", 20 * Megabyte));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Post($"/api/requests/{id}/attachments", 33 * Megabyte));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Post($"/api/requests/{id}/messages", 3 * Megabyte));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Post($"/api/requests/{id}/attachments-of-another-kind", 3 * Megabyte));

        async Task<HttpStatusCode> Post(string path, int length)
        {
            using var body = new ByteArrayContent(new byte[length]);
            // So that what is refused by its length is not sent before the answer is read.
            return (await gateway.Send(HttpMethod.Post, path, token, body, ("Expect", "100-continue"))).StatusCode;
        }
    }

    [Fact]
    public async Task Files_under_way_are_counted_by_person_and_one_that_breaks_off_makes_room()
    {
        await using var gateway = await RunningGateway.Start("Limits:UploadsPerPerson=1");
        var (one, two, at) = (RunningGateway.Token(), RunningGateway.Token(), $"/api/requests/{Guid.CreateVersion7()}/attachments");
        using (var line = new System.Net.Sockets.TcpClient())
        {
            await line.ConnectAsync(gateway.Address.Host, gateway.Address.Port, TestContext.Current.CancellationToken);
            await line.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(
                $"POST {at} HTTP/1.1\r\nHost: {gateway.Address.Authority}\r\nAuthorization: Bearer {one}\r\nContent-Length: 1000000\r\n\r\nand no more"), TestContext.Current.CancellationToken);
            var refused = await Exhaust(() => Upload(one));
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Equal(HttpStatusCode.OK, (await Upload(two)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await gateway.Get(at, one)).StatusCode);
        }
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await Upload(one)).StatusCode != HttpStatusCode.OK) limit.Token.ThrowIfCancellationRequested();

        Task<HttpResponseMessage> Upload(string token) => gateway.Send(HttpMethod.Post, at, token, new ByteArrayContent([1]));
    }

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    [InlineData(null, "unknown")]
    public void An_address_is_what_one_subscriber_has_and_who_has_none_shares_one(string? address, string key)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        Assert.Equal(key, LimitCalls.AddressOf(http));
    }

    /// <summary>Calls until refused for its number; buckets refill while this runs, so the number itself is not the rule.</summary>
    private static async Task<HttpResponseMessage> Exhaust(Func<Task<HttpResponseMessage>> call, HttpStatusCode otherwise = HttpStatusCode.OK)
    {
        for (var i = 0; i < 200; i++)
        {
            var answer = await call();
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) return answer;
            Assert.Equal(otherwise, answer.StatusCode);
        }
        throw new InvalidOperationException("200 calls at once were not too many.");
    }
}
