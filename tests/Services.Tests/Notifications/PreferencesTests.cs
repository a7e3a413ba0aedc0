using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

[Collection("notifications")]
public sealed class PreferencesTests(NotificationsSlice slice)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_said_nothing_has_the_usual_ones_as_revision_0()
    {
        var person = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        Assert.Equal("""{"channels":{"email":true},"revision":0}""", (await slice.Get(person, "/api/preferences", Cancel)).ToJsonString());
    }

    [Fact]
    public async Task A_change_names_the_revision_it_read()
    {
        var person = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        const string Body = """{ "language": "bg", "channels": { "email": true } }""";
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await Put(person, null, Body)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Put(person, "\"7\"", Body)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await Put(person, "7", Body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Put(person, "\"0\"", Body)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await Put(person, "\"0\"", Body)).Status);
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await Put(person, null, Body)).Status);
        Assert.Equal(HttpStatusCode.OK, (await Put(person, "\"1\"", """{ "language": "uk", "channels": { "email": false } }""")).Status);
        Assert.Equal("""{"language":"uk","channels":{"email":false},"revision":2}""", (await slice.Get(person, "/api/preferences", Cancel)).ToJsonString());
    }

    [Theory]
    [InlineData("""{ "language": "de", "channels": { "email": true } }""", "language")]
    [InlineData("""{ "language": "UK", "channels": { "email": true } }""", "language")]
    [InlineData("""{ "language": "uk" }""", "channels")]
    [InlineData("""{ "language": "uk", "channels": { } }""", "channels.email")]
    [InlineData("""{ "language": "uk", "channels": { "email": "yes" } }""", "channels.email")]
    public async Task A_faulty_field_is_named_and_changes_nothing(string body, string field)
    {
        var person = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        var (status, answer) = await Put(person, "\"0\"", body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.NotNull(answer["errors"]![field]);
        Assert.Equal(0, (await slice.Get(person, "/api/preferences", Cancel))["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task With_e_mail_switched_off_there_is_the_inbox_alone()
    {
        var person = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        await Put(person, "\"0\"", """{ "channels": { "email": false } }""");
        await slice.Publish(Moved.Submit(person), Cancel);
        await slice.InboxOf(person, 1, Cancel);
        var delivery = await Wait.Until(async ct => (await slice.Deliveries(person, ct))[0]!, d => d["state"]!.GetValue<string>() == "none", Cancel);
        Assert.Equal("email-off", delivery["lastOutcome"]!.GetValue<string>());
        Assert.Empty(await slice.MailsTo(person, Cancel));
    }

    [Fact]
    public async Task The_preferred_language_wins_over_the_one_accounts_knows()
    {
        var person = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7(), "uk");
        await Put(person, "\"0\"", """{ "language": "bg", "channels": { "email": true } }""");
        await slice.Publish(Moved.Submit(person), Cancel);
        var mail = Assert.Single(await Wait.Until(ct => slice.MailsTo(person, ct), mails => mails.Count > 0, Cancel));
        Assert.Equal("Потвърждение: заявка REQ-2026-000042 е получена", mail.Subject);
    }

    private async Task<(HttpStatusCode Status, JsonNode Body)> Put(TestPerson person, string? ifMatch, string body)
    {
        using var client = slice.Client(person);
        using var call = new HttpRequestMessage(HttpMethod.Put, "/api/preferences") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (ifMatch is not null) call.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await client.SendAsync(call, Cancel);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!);
    }
}
