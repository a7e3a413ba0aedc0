using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace Alliance.Platform.Tests.Gateway;

/// <summary>The page of signed links at the gateway: the address is the right to act, so it goes nowhere, and nothing else of a person goes along.</summary>
public sealed class LinkGuardTests : IAsyncLifetime
{
    private RunningGateway gateway = null!;

    public async ValueTask InitializeAsync() => gateway = await RunningGateway.Start();

    public ValueTask DisposeAsync() => gateway.DisposeAsync();

    [Fact]
    public async Task A_link_reaches_the_portal_without_session_and_is_told_to_no_other_page()
    {
        var (cookie, _) = await gateway.SignedIn();
        var answer = await gateway.Get("/links?t=abc&lang=bg", null, ("Cookie", cookie + "; __Host-portal-language=bg"));
        var arrival = await RunningGateway.Arrived(answer);
        Assert.Equal(("/links", "?t=abc&lang=bg"), (arrival.Path, arrival.Query));
        Assert.False(arrival.Has("Authorization"));
        Assert.Equal("__Host-portal-language=bg", arrival.One("Cookie"));
        Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    /// <summary>A page without a referrer posts with <c>Origin: null</c>; what protects the form is the token in it.</summary>
    [Fact]
    public async Task Its_form_is_sent_on_whatever_origin_a_browser_says_and_that_of_other_pages_is_not()
    {
        (string, string)[] headers = [("Cookie", "__Host-portal-language=bg"), ("Origin", "null")];
        Assert.Equal(HttpStatusCode.OK, (await gateway.Send(HttpMethod.Post, "/links?lang=bg", null, new FormUrlEncodedContent([]), headers)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await gateway.Send(HttpMethod.Post, "/inbox", null, new FormUrlEncodedContent([]), headers)).StatusCode);
    }

    [Fact]
    public async Task The_feed_of_a_calendar_comes_without_a_session_and_may_only_be_read()
    {
        var (cookie, _) = await gateway.SignedIn();
        var arrival = await RunningGateway.Arrived(await gateway.Get("/links/calendar.ics?t=abc&lang=bg", null, ("Cookie", cookie + "; __Host-portal-language=bg")));
        Assert.Equal(("/links/calendar.ics", "?t=abc&lang=bg"), (arrival.Path, arrival.Query));
        Assert.False(arrival.Has("Authorization"));
        Assert.False(arrival.Has("Cookie"));
    }

    [Theory]
    [InlineData("/links")]
    [InlineData("/links/calendar.ics")]
    public async Task No_trace_holds_it(string path)
    {
        var secret = Guid.NewGuid().ToString("n");
        var told = new ConcurrentBag<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => told.Add($"{activity.Source.Name} {activity.DisplayName} {string.Join(' ', activity.TagObjects.Select(t => $"{t.Key}={t.Value}"))} {string.Join(' ', activity.Events.SelectMany(e => e.Tags))}"),
        };
        ActivitySource.AddActivityListener(listener);
        await RunningGateway.Arrived(await gateway.Get($"{path}?t={secret}"));
        Assert.Contains(told, line => line.Contains("/links", StringComparison.Ordinal) && line.StartsWith("Microsoft.AspNetCore ", StringComparison.Ordinal));
        Assert.Contains(told, line => line.Contains("/links", StringComparison.Ordinal) && line.StartsWith("System.Net.Http ", StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(told, line => line.Contains(path + "?", StringComparison.Ordinal));
    }
}
