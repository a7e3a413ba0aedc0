using System.Diagnostics;
using System.Text;
using Alliance.Notifications.Mailing;
using Alliance.Notifications.Telling;
using Alliance.Shared.Identity;
using Alliance.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

/// <summary>From the message on the broker to the inbox and the mail server.</summary>
[Collection("notifications")]
public sealed class TellingTests(NotificationsSlice slice)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_reader_finds_the_entry_and_the_mail_in_the_own_language()
    {
        var applicant = Guid.CreateVersion7();
        var signatory = await slice.Add(Roles.AuthoritySignatory, applicant, "uk");
        var editor = await slice.Add(Roles.AuthorityEditor, applicant, "bg");
        var coordinator = await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat, "en");
        var submitted = Moved.Submit(signatory);
        await slice.Publish(submitted, Cancel);
        await slice.Publish(Moved.Reject(submitted, coordinator, "no-funding"), Cancel);

        var inbox = await slice.InboxOf(signatory, 2, Cancel);
        Assert.Equal(["rejected", "receipt"], inbox.Select(e => e!["event"]!.GetValue<string>()));
        Assert.StartsWith("Запит REQ-2026-000042 відхилено. Причина: немає фінансування.\n", inbox[0]!["text"]!.GetValue<string>());
        Assert.Equal($"{{\"kind\":\"request\",\"id\":\"{submitted.Id}\",\"reference\":\"REQ-2026-000042\"}}", inbox[0]!["subject"]!.ToJsonString());
        Assert.Equal("Заявка REQ-2026-000042 е отхвърлена", (await slice.InboxOf(editor, 1, Cancel))[0]!["title"]!.GetValue<string>());
        Assert.Equal("New request REQ-2026-000042", (await slice.InboxOf(coordinator, 1, Cancel))[0]!["title"]!.GetValue<string>());

        var mails = await Wait.Until(ct => slice.MailsTo(signatory, ct), mails => mails.Count == 2, Cancel);
        Assert.Equal(["Запит REQ-2026-000042 відхилено", "Підтвердження: запит REQ-2026-000042 отримано"], mails.Select(m => m.Subject).Order());
        var bulgarian = Assert.Single(await Wait.Until(ct => slice.MailsTo(editor, ct), mails => mails.Count > 0, Cancel));
        Assert.Contains($"https://alliance.example.org/requests/{submitted.Id}", bulgarian.TextBody);
        Assert.Empty(await slice.MailsTo(coordinator, Cancel));
    }

    [Fact]
    public async Task A_message_that_comes_again_tells_nobody_twice()
    {
        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        var submitted = Moved.Submit(signatory);
        for (var i = 0; i < 3; i++) await slice.Publish(submitted, Cancel);

        // All three were handled; what follows says that two of them told nothing new.
        await Wait.Until(() => slice.Log.Count(line => line.Contains($"Told: request {submitted.Id}")) == 3, Cancel);
        Assert.Single(await slice.Inbox(signatory, Cancel));
        await Wait.Until(async ct => (await slice.Deliveries(signatory, ct))[0]!["state"]!.GetValue<string>(), state => state == "sent", Cancel);
        Assert.Single(await slice.Deliveries(signatory, Cancel));
        Assert.Single(await slice.MailsTo(signatory, Cancel));
    }

    [Fact]
    public async Task Mail_waits_while_the_mail_server_is_away_and_is_then_sent_once()
    {
        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        await slice.Mail.Stop();
        await slice.Publish(Moved.Submit(signatory), Cancel);

        // The inbox does not wait for the mail server.
        await slice.InboxOf(signatory, 1, Cancel);
        var waiting = await Wait.Until(async ct => (await slice.Deliveries(signatory, ct))[0]!, d => d["attempts"]!.GetValue<int>() >= 2, Cancel);
        Assert.Equal(("due", "unreachable"), (waiting["state"]!.GetValue<string>(), waiting["lastOutcome"]!.GetValue<string>()));

        await slice.Mail.Start(Cancel);
        var sent = await Wait.Until(async ct => (await slice.Deliveries(signatory, ct))[0]!, d => d["state"]!.GetValue<string>() == "sent", Cancel);
        Assert.Equal("accepted", sent["lastOutcome"]!.GetValue<string>());
        Assert.Equal(sent["id"]!.GetValue<Guid>().ToString("N") + "@example.org", Assert.Single(await slice.MailsTo(signatory, Cancel)).MessageId);
    }

    [Fact]
    public async Task News_of_a_week_ago_is_mailed_and_news_of_months_ago_stands_in_the_inbox_with_its_time()
    {
        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        var old = Moved.Submit(signatory) with { At = DateTimeOffset.UtcNow.AddDays(-90) };
        await slice.Publish(old, Cancel);
        await slice.Publish(Moved.Submit(signatory) with { At = DateTimeOffset.UtcNow.AddDays(-7) }, Cancel);

        var inbox = await slice.InboxOf(signatory, 2, Cancel);
        Assert.Equal(old.At, inbox[1]!["at"]!.GetValue<DateTimeOffset>(), TimeSpan.FromMilliseconds(1));
        await Wait.Until(ct => slice.MailsTo(signatory, ct), mails => mails.Count > 0, Cancel);
        Assert.Single(await slice.Deliveries(signatory, Cancel));
    }

    [Fact]
    public async Task Somebody_accounts_learns_of_later_gets_the_mail_then()
    {
        var applicant = Guid.CreateVersion7();
        var unknown = new TestPerson(Guid.CreateVersion7(), applicant, Roles.AuthoritySignatory, "en");
        await slice.Publish(Moved.Submit(unknown), Cancel);
        await Wait.Until(async ct => (await slice.Deliveries(unknown, ct))[0]!["lastOutcome"]?.GetValue<string>(), outcome => outcome == "person-unknown", Cancel);

        await slice.Learn(unknown);
        Assert.Single(await Wait.Until(ct => slice.MailsTo(unknown, ct), mails => mails.Count > 0, Cancel));
    }

    [Fact]
    public async Task An_entry_that_was_read_while_its_mail_waited_is_not_mailed_again()
    {
        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        await slice.Mail.Stop();
        await slice.Publish(Moved.Submit(signatory), Cancel);
        var entry = (await slice.InboxOf(signatory, 1, Cancel))[0]!["id"]!.GetValue<Guid>();
        using var client = slice.Client(signatory);
        using var read = await client.PostAsync(new Uri($"/api/inbox/{entry}/read", UriKind.Relative), null, Cancel);
        read.EnsureSuccessStatusCode();

        await slice.Mail.Start(Cancel);
        await Wait.Until(async ct => (await slice.Deliveries(signatory, ct))[0]!["state"]!.GetValue<string>(), state => state == "sent", Cancel);
        Assert.Single(await slice.MailsTo(signatory, Cancel));
        Assert.NotNull((await slice.Inbox(signatory, Cancel))[0]!["readAt"]);
    }

    [Fact]
    public async Task A_message_nobody_can_read_lands_in_the_error_queue_and_the_next_is_handled()
    {
        var factory = new ConnectionFactory { Uri = slice.Broker.Url };
        await using var connection = await factory.CreateConnectionAsync(Cancel);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancel);
        var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true };
        await channel.BasicPublishAsync("", WhenRequestMoved.Queue, mandatory: true, properties, Encoding.UTF8.GetBytes("{ this is no message"), Cancel);

        // The queue comes into being with its first message; asking for one that is not there closes the channel.
        var faulty = await Wait.Until(
            async ct =>
            {
                await using var asking = await connection.CreateChannelAsync(cancellationToken: ct);
                return await asking.BasicGetAsync(WhenRequestMoved.Queue + "_error", autoAck: true, ct);
            },
            message => message is not null, Cancel);
        Assert.Equal("{ this is no message", Encoding.UTF8.GetString(faulty!.Body.Span));

        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        await slice.Publish(Moved.Submit(signatory), Cancel);
        await slice.InboxOf(signatory, 1, Cancel);
    }

    [Fact]
    public async Task One_trace_goes_from_the_message_to_the_sent_mail()
    {
        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        using var source = new ActivitySource("Alliance");
        string trace;
        using (var call = source.StartActivity("a call of the API"))
        {
            Assert.NotNull(call);
            trace = call.TraceId.ToHexString();
            await slice.Publish(Moved.Submit(signatory), Cancel);
        }

        var mail = Assert.Single(await Wait.Until(ct => slice.MailsTo(signatory, ct), mails => mails.Count > 0, Cancel));
        Assert.Equal(trace, mail.Headers[ComposeMail.TraceHeader]);
        Assert.Equal(trace, (await slice.Deliveries(signatory, Cancel))[0]!["traceId"]!.GetValue<string>());
    }

    [Fact]
    public async Task Neither_the_log_nor_the_delivery_holds_a_name_or_an_address()
    {
        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        await slice.Publish(Moved.Submit(signatory), Cancel);
        await Wait.Until(ct => slice.MailsTo(signatory, ct), mails => mails.Count == 1, Cancel);
        Assert.DoesNotContain("@example.org", (await slice.Deliveries(signatory, Cancel)).ToJsonString());
        Assert.DoesNotContain(slice.Log, line => line.Contains(signatory.Email) || line.Contains("Name of"));
    }
}
