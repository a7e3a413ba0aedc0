using System.Net;
using System.Text.Json.Nodes;
using Alliance.Notifications.Reading;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

[Collection("notifications")]
public sealed class InboxTests(NotificationsSlice slice)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reading_an_entry_marks_it_once_and_takes_it_off_the_unread()
    {
        var (person, entry) = await SomebodyTold();
        using var client = slice.Client(person);
        using var first = await client.PostAsync(Read(entry), null, Cancel);
        using var again = await client.PostAsync(Read(entry), null, Cancel);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(Cancel), await again.Content.ReadAsStringAsync(Cancel));
        Assert.NotNull((await slice.Inbox(person, Cancel))[0]!["readAt"]);
        Assert.Empty((await slice.Get(person, "/api/inbox?unread=true", Cancel))["items"]!.AsArray());
    }

    [Fact]
    public async Task An_entry_of_somebody_else_does_not_exist()
    {
        var (owner, entry) = await SomebodyTold();
        var other = await slice.Add(Roles.Administrator, NotificationsSlice.Secretariat);
        using var client = slice.Client(other);
        using var answer = await client.PostAsync(Read(entry), null, Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await slice.Inbox(other, Cancel));
        Assert.Null((await slice.Inbox(owner, Cancel))[0]!["readAt"]);
    }

    [Fact]
    public async Task Without_a_token_there_is_no_inbox()
    {
        using var client = slice.Client(null);
        foreach (var path in new[] { "/api/inbox", "/api/inbox/stream", "/api/deliveries", "/api/preferences" })
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_inbox_is_read_page_by_page_newest_first()
    {
        var person = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        for (var i = 0; i < 5; i++) await slice.Publish(Moved.Submit(person), Cancel);
        var whole = await slice.InboxOf(person, 5, Cancel);
        List<JsonNode> paged = [];
        string? cursor = null;
        do
        {
            var page = await slice.Get(person, $"/api/inbox?limit=2{(cursor is null ? "" : "&cursor=" + cursor)}", Cancel);
            paged.AddRange(page["items"]!.AsArray()!);
            cursor = page["next"]?.GetValue<string>();
        }
        while (cursor is not null);
        Assert.Equal(whole.Select(e => e!["id"]!.GetValue<Guid>()), paged.Select(e => e["id"]!.GetValue<Guid>()));
        // Whole milliseconds, as the order knows them.
        Assert.Equal(paged.OrderByDescending(e => e["at"]!.GetValue<DateTimeOffset>().ToUnixTimeMilliseconds()), paged);
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=101", "limit")]
    [InlineData("cursor=nonsense", "cursor")]
    public async Task A_page_that_cannot_be_is_refused_with_the_fields_name(string query, string field)
    {
        var person = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        using var client = slice.Client(person);
        foreach (var path in new[] { "/api/inbox", "/api/deliveries" })
        {
            using var answer = await client.GetAsync(new Uri($"{path}?{query}", UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!["errors"]![field]);
        }
    }

    [Fact]
    public async Task What_the_call_asks_for_wins_over_the_language_of_the_token()
    {
        var (person, _) = await SomebodyTold();
        using var client = slice.Client(person, acceptLanguage: "bg");
        Assert.Contains("е получена", await client.GetStringAsync(new Uri("/api/inbox", UriKind.Relative), Cancel));
    }

    [Fact]
    public async Task An_open_stream_says_the_unread_count_at_connect_and_at_each_change()
    {
        var (person, entry) = await SomebodyTold();
        using var client = slice.Client(person);
        await using var stream = await client.GetStreamAsync(new Uri("/api/inbox/stream", UriKind.Relative), Cancel);
        using var events = new StreamReader(stream);
        Assert.Equal(1, await NextCount(events));
        await slice.Publish(Moved.Submit(person), Cancel);
        Assert.Equal(2, await NextCount(events));
        using var read = await client.PostAsync(Read(entry), null, Cancel);
        Assert.Equal(1, await NextCount(events));
    }

    [Fact]
    public async Task One_person_has_a_limited_number_of_streams_and_a_closed_one_makes_room()
    {
        var person = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        using var client = slice.Client(person);
        List<HttpResponseMessage> open = [];
        for (var i = 0; i < Live.MostPerPerson; i++) open.Add(await Connect(client));
        Assert.All(open, stream => Assert.Equal(HttpStatusCode.OK, stream.StatusCode));
        using (var tooMany = await Connect(client)) Assert.Equal(HttpStatusCode.TooManyRequests, tooMany.StatusCode);

        open[0].Dispose();
        await Wait.Until(async _ => { using var next = await Connect(client); return next.StatusCode; }, status => status == HttpStatusCode.OK, Cancel);
        open.ForEach(stream => stream.Dispose());
    }

    private async Task<(TestPerson Person, Guid Entry)> SomebodyTold()
    {
        var person = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7(), "uk");
        await slice.Publish(Moved.Submit(person), Cancel);
        var inbox = await slice.InboxOf(person, 1, Cancel);
        return (person, inbox[0]!["id"]!.GetValue<Guid>());
    }

    private static Uri Read(Guid entry) => new($"/api/inbox/{entry}/read", UriKind.Relative);

    private static Task<HttpResponseMessage> Connect(HttpClient client) =>
        client.GetAsync(new Uri("/api/inbox/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);

    private static async Task<int> NextCount(StreamReader events)
    {
        while (true)
        {
            var line = await events.ReadLineAsync(Cancel).AsTask().WaitAsync(Wait.Default, Cancel);
            Assert.NotNull(line);
            if (line.StartsWith("data:", StringComparison.Ordinal)) return JsonNode.Parse(line["data:".Length..])!["unread"]!.GetValue<int>();
        }
    }
}
