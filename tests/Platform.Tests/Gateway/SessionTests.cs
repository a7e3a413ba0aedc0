using System.Net;
using System.Text;
using Alliance.Gateway.KeepingSessions;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Platform.Tests.Gateway;

/// <summary>How a session lives and ends, apart from how it begins.</summary>
public sealed class SessionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);
    private static readonly Session Open = new(Guid.CreateVersion7(), "hash", "tokens", Noon.AddHours(2), Noon.AddHours(3));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, null)]
    [InlineData(119, null)]
    [InlineData(120, EndCodes.Idle)]
    [InlineData(180, EndCodes.Longest)]
    public void The_clock_ends_a_session_that_is_idle_or_old(int minutes, string? code)
    {
        var advance = Session.Tick(Open, Noon.AddMinutes(minutes));
        Assert.Equal(code, advance?.Next.Ended);
        Assert.Equal(code is null ? null : new Step("end", "open", "ended", code), advance?.Steps[0]);
    }

    [Fact]
    public void An_ended_session_keeps_neither_key_nor_tokens_and_is_not_ended_again()
    {
        var (ended, _) = Open.End(EndCodes.SignedOut);
        Assert.Null(ended.KeyHash);
        Assert.Null(ended.Tokens);
        Assert.Null(Session.Tick(ended, Noon.AddYears(1)));
    }

    [Fact]
    public void A_key_is_256_random_bits()
    {
        var keys = Enumerable.Range(0, 1000).Select(_ => SessionCookie.NewKey()).ToArray();
        Assert.Equal(1000, keys.Distinct().Count());
        Assert.All(keys, key => Assert.Equal(32, System.Buffers.Text.Base64Url.DecodeFromChars(key).Length));
    }

    [Fact]
    public void The_cookie_is_for_this_host_alone_and_for_no_script()
    {
        var http = new DefaultHttpContext();
        SessionCookie.Give(http.Response, SessionCookie.NewKey());
        Assert.Matches("^__Host-session=[A-Za-z0-9_-]{43}; path=/; secure; samesite=lax; httponly$", http.Response.Headers.SetCookie.ToString());
    }

    [Fact]
    public void Tokens_of_one_session_cannot_be_read_in_another()
    {
        var vault = new TokenVault(new EphemeralDataProtectionProvider());
        var tokens = new Tokens(RunningGateway.Token(), "refresh", null);
        var locked = vault.Lock("mine", tokens);
        Assert.Equal(tokens.Access, vault.Unlock(Open with { KeyHash = "mine", Tokens = locked })?.Access);
        Assert.Null(vault.Unlock(Open with { KeyHash = "other", Tokens = locked }));
        Assert.Null(vault.Unlock(Open with { KeyHash = "mine", Tokens = locked[..^3] + "AAA" }));
    }

    [Fact]
    public async Task The_store_holds_neither_the_key_nor_a_token()
    {
        await using var gateway = await RunningGateway.Start();
        var (cookie, token) = await gateway.SignedIn();
        var key = cookie.Split('=')[1];

        var written = Directory.GetFiles(gateway.Folder, "gateway.db*").Where(file => !file.EndsWith(".lease", StringComparison.Ordinal)).Select(file =>
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return Encoding.Latin1.GetString(memory.ToArray());
        }).ToArray();
        Assert.Contains(written, text => text.Contains(SessionCookie.HashOf(key), StringComparison.Ordinal));
        Assert.DoesNotContain(written, text => text.Contains(key, StringComparison.Ordinal) || text.Contains(token.Split('.')[1], StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_session_outlives_the_process_and_is_open_at_every_copy()
    {
        var folder = Directory.CreateTempSubdirectory("alliance-gateway-");
        await using var one = await RunningGateway.Start("Storage:Directory=" + folder.FullName);
        await using var two = await RunningGateway.Start("Storage:Directory=" + folder.FullName);
        var (cookie, token) = await one.SignedIn();

        Assert.Equal("Bearer " + token, (await RunningGateway.Arrived(await two.Get("/", null, ("Cookie", cookie)))).One("Authorization"));
        await one.DisposeAsync();
        await two.DisposeAsync();
        await using var later = await RunningGateway.Start("Storage:Directory=" + folder.FullName);
        Assert.Equal("Bearer " + token, (await RunningGateway.Arrived(await later.Get("/", null, ("Cookie", cookie)))).One("Authorization"));
    }

    [Theory]
    [InlineData("Session:Idle=00:00:02", "Session:Longest=01:00:00", EndCodes.Idle)]
    [InlineData("Session:Idle=00:00:02", "Session:Longest=00:00:02", EndCodes.Longest)]
    public async Task What_nobody_uses_is_ended_by_the_loop(string idle, string longest, string code)
    {
        await using var gateway = await RunningGateway.Start(idle, longest);
        var person = Guid.CreateVersion7();
        var (cookie, _) = await gateway.SignedIn(person);
        var store = gateway.Services.GetRequiredService<Store<Session>>();
        var session = Assert.Single((await store.List(Session.Of(person), Ct)).Items);

        var ended = await Wait.Until(ct => store.Find(session.Id, ct), found => found!.Value.Ended is not null, Ct);
        Assert.Equal(code, ended!.Value.Ended);
        Assert.False((await RunningGateway.Arrived(await gateway.Get("/", null, ("Cookie", cookie)))).Has("Authorization"));
        Assert.Empty((await store.List(Session.Of(person), Ct)).Items);
    }

    [Fact]
    public async Task A_session_in_use_does_not_end_for_idleness()
    {
        await using var gateway = await RunningGateway.Start("Session:Idle=00:00:03", "Session:Longest=01:00:00");
        var person = Guid.CreateVersion7();
        var (cookie, _) = await gateway.SignedIn(person);
        var store = gateway.Services.GetRequiredService<Store<Session>>();
        var first = Assert.Single((await store.List(Session.Of(person), Ct)).Items);

        // Each call may be answered from memory; what counts is that the end moves on before it comes.
        await Wait.Until(async _ =>
        {
            Assert.True((await RunningGateway.Arrived(await gateway.Get("/", null, ("Cookie", cookie)))).Has("Authorization"));
            return (await store.Find(first.Id, Ct))!.Value.IdleAt;
        }, at => at > first.Value.IdleAt.AddSeconds(4), Ct);
    }

    [Fact]
    public async Task A_stream_ends_with_the_session_that_opened_it()
    {
        await using var gateway = await RunningGateway.Start();
        var (cookie, _) = await gateway.SignedIn();
        using var stream = await gateway.Get("/api/inbox/stream", null, ("Cookie", cookie));
        using var lines = new StreamReader(await stream.Content.ReadAsStreamAsync(Ct));
        Assert.Equal("data: first", await lines.ReadLineAsync(Ct));

        Assert.Equal(HttpStatusCode.SeeOther, (await gateway.Send(HttpMethod.Post, "/sign-out", null, null, ("Cookie", cookie), ("Sec-Fetch-Site", "same-origin"))).StatusCode);

        var rest = lines.ReadToEndAsync(Ct);
        await Assert.ThrowsAnyAsync<IOException>(() => rest.WaitAsync(TimeSpan.FromSeconds(90), Ct));
    }

    [Fact]
    public async Task A_stolen_cookie_is_worth_nothing_after_sign_out()
    {
        await using var gateway = await RunningGateway.Start();
        var (cookie, _) = await gateway.SignedIn();
        Assert.True((await RunningGateway.Arrived(await gateway.Get("/", null, ("Cookie", cookie)))).Has("Authorization"));

        var answer = await gateway.Send(HttpMethod.Post, "/sign-out", null, null, ("Cookie", cookie), ("Sec-Fetch-Site", "same-origin"));

        Assert.StartsWith("__Host-session=; expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.False((await RunningGateway.Arrived(await gateway.Get("/", null, ("Cookie", cookie)))).Has("Authorization"));
        Assert.Equal(HttpStatusCode.Unauthorized, (await gateway.Get("/api/inbox/stream", null, ("Cookie", cookie))).StatusCode);
    }

    [Fact]
    public async Task Nobody_is_signed_out_by_reading_a_page()
    {
        await using var gateway = await RunningGateway.Start();
        var (cookie, _) = await gateway.SignedIn();
        foreach (var path in new[] { "/sign-out", "/signout-oidc", "/sign-in/callback?error=access_denied", "/signout-callback-oidc" }) await gateway.Get(path, null, ("Cookie", cookie));
        Assert.True((await RunningGateway.Arrived(await gateway.Get("/", null, ("Cookie", cookie)))).Has("Authorization"));
    }

    [Fact]
    public async Task A_sign_in_begins_at_the_public_address_and_goes_on_to_a_page_of_ours()
    {
        await using var gateway = await RunningGateway.Start();
        Assert.Equal($"{TestIssuer.Issuer}sign-in?returnUrl=%2Finbox", (await gateway.Get("/sign-in?returnUrl=/inbox")).Headers.Location?.OriginalString);
        Assert.Equal($"{TestIssuer.Issuer}sign-in?returnUrl=%2F", (await gateway.Get("/sign-in?returnUrl=//evil.example")).Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("POST", "/account/sign-in")]
    [InlineData("POST", "/connect/token")]
    [InlineData("GET", "/sign-in")]
    public async Task Who_tries_to_sign_in_too_often_is_told_when_to_come_back(string method, string path)
    {
        await using var gateway = await RunningGateway.Start("Limits:AttemptsAtOnce=3", "Limits:AttemptsPerMinute=6");
        HttpResponseMessage answer;
        var tries = 0;
        do answer = await gateway.Send(new HttpMethod(method), path);
        while (answer.StatusCode != HttpStatusCode.TooManyRequests && ++tries < 20);

        Assert.Equal(3, tries);
        Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        await RunningGateway.Problem(answer);
        Assert.True((await gateway.Get("/account/sign-in")).IsSuccessStatusCode);
        Assert.Equal(HttpStatusCode.OK, (await gateway.Get("/api/requests", RunningGateway.Token())).StatusCode);
    }

    [Fact]
    public async Task A_browser_is_told_what_failed_in_a_page_of_its_language()
    {
        await using var gateway = await RunningGateway.Start();
        await gateway.Portal.DisposeAsync();
        var answer = await gateway.Get("/", null, ("Accept", "text/html"), ("Accept-Language", "uk"));
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Ct));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("lang=\"uk\"", page, StringComparison.Ordinal);
        Assert.Contains("недоступна", page, StringComparison.Ordinal);
        Assert.Contains("На головну сторінку", page, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }
}
