using System.Text;
using Alliance.Notifications.Mailing;
using Alliance.Notifications.Telling;
using Alliance.Shared.Identity;
using Alliance.Testing;
using RabbitMQ.Client;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

/// <summary>Assignments and experts' profiles: from the message on the broker to the inbox and the mail server.</summary>
[Collection("notifications")]
public sealed class TellingOfExpertsTests(NotificationsSlice slice)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_reaches_the_expert_and_the_answer_the_owner()
    {
        var applicant = Guid.CreateVersion7();
        var expert = await slice.Add(Roles.Expert, Guid.CreateVersion7(), "bg");
        var owner = await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat, "en");
        var signatory = await slice.Add(Roles.AuthoritySignatory, applicant);
        var invited = Moved.Invite(expert, owner, applicant);
        await slice.Publish(invited, Cancel);

        var entry = (await slice.InboxOf(expert, 1, Cancel))[0]!;
        Assert.Equal("invited", entry["event"]!.GetValue<string>());
        Assert.Equal("Каним Ви да помогнете: заявка REQ-2026-000042", entry["title"]!.GetValue<string>());
        Assert.Contains("2–6 февруари 2027 г.", entry["text"]!.GetValue<string>());
        Assert.Equal($"{{\"kind\":\"assignment\",\"id\":\"{invited.Id}\",\"reference\":\"REQ-2026-000042\"}}", entry["subject"]!.ToJsonString());
        var mail = Assert.Single(await Wait.Until(ct => slice.MailsTo(expert, ct), mails => mails.Count > 0, Cancel));
        Assert.Contains("до 12 януари 2027 г., 15:00 ч. (софийско време)", mail.TextBody);
        Assert.Equal($"assignment/{invited.Id}/invited", mail.Headers[ComposeMail.EventHeader]);
        Assert.Equal("assignment", (await slice.Deliveries(expert, Cancel))[0]!["subject"]!["kind"]!.GetValue<string>());

        await slice.Publish(Moved.Decline(invited, "employer-refused"), Cancel);
        var declined = Assert.Single(await Wait.Until(ct => slice.MailsTo(owner, ct), mails => mails.Count > 0, Cancel));
        Assert.Contains("Reason: the employer does not agree.", declined.TextBody);
        Assert.Equal(["declined"], (await slice.InboxOf(owner, 1, Cancel)).Select(e => e!["event"]!.GetValue<string>()));
        Assert.Single(await slice.Inbox(expert, Cancel));
        Assert.Empty(await slice.Inbox(signatory, Cancel));
    }

    [Fact]
    public async Task A_verified_expert_is_told_in_inbox_and_mail()
    {
        var expert = await slice.Add(Roles.Expert, Guid.CreateVersion7(), "uk");
        var verified = Moved.Verify(expert, await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat));
        await slice.Publish(verified, Cancel);
        var entry = (await slice.InboxOf(expert, 1, Cancel))[0]!;
        Assert.Equal("Ваш профіль експерта перевірено", entry["title"]!.GetValue<string>());
        Assert.Equal(("expert", verified.Id), (entry["subject"]!["kind"]!.GetValue<string>(), entry["subject"]!["id"]!.GetValue<Guid>()));
        Assert.Equal("Ваш профіль експерта перевірено", Assert.Single(await Wait.Until(ct => slice.MailsTo(expert, ct), mails => mails.Count > 0, Cancel)).Subject);
    }

    [Fact]
    public async Task A_message_that_comes_again_tells_nobody_twice()
    {
        var expert = await slice.Add(Roles.Expert, Guid.CreateVersion7());
        var coordinator = await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat);
        var (invited, verified) = (Moved.Invite(expert, coordinator, Guid.CreateVersion7()), Moved.Verify(expert, coordinator));
        for (var i = 0; i < 3; i++)
        {
            await slice.Publish(invited, Cancel);
            await slice.Publish(verified, Cancel);
        }

        // All were handled; what follows says that only the first of each told something.
        await Wait.Until(() => slice.Log.Count(line => line.Contains($"Told: assignment {invited.Id}")) == 3, Cancel);
        await Wait.Until(() => slice.Log.Count(line => line.Contains($"Told: expert {verified.Id}")) == 3, Cancel);
        await Wait.Until(async ct => (await slice.Deliveries(expert, ct)).Count(d => d!["state"]!.GetValue<string>() == "sent"), sent => sent == 2, Cancel);
        Assert.Equal(2, (await slice.Inbox(expert, Cancel)).Count);
        Assert.Equal(2, (await slice.Deliveries(expert, Cancel)).Count);
        Assert.Equal(2, (await slice.MailsTo(expert, Cancel)).Count);
    }

    [Fact]
    public async Task A_message_that_can_never_be_told_goes_to_the_error_queue_at_once_and_the_next_is_handled()
    {
        var expert = await slice.Add(Roles.Expert, Guid.CreateVersion7());
        var coordinator = await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat);
        var invited = Moved.Invite(expert, coordinator, Guid.CreateVersion7());
        var verified = Moved.Verify(expert, coordinator);
        await slice.Publish(invited with { PersonId = Guid.Empty }, Cancel);
        await slice.Publish(verified with { No = 0 }, Cancel);

        Assert.Contains(invited.Id.ToString(), await Faulty(WhenAssignmentMoved.Queue));
        Assert.Contains(verified.Id.ToString(), await Faulty(WhenExpertMoved.Queue));
        await slice.Publish(invited, Cancel);
        await slice.Publish(verified, Cancel);
        await slice.InboxOf(expert, 2, Cancel);
    }

    /// <summary>The next message of the queue's error queue, which comes into being with its first; asking for one that is not there closes the channel.</summary>
    private async Task<string> Faulty(string queue)
    {
        var factory = new ConnectionFactory { Uri = slice.Broker.Url };
        await using var connection = await factory.CreateConnectionAsync(Cancel);
        var faulty = await Wait.Until(
            async ct =>
            {
                await using var asking = await connection.CreateChannelAsync(cancellationToken: ct);
                return await asking.BasicGetAsync(queue + "_error", autoAck: true, ct);
            },
            message => message is not null, Cancel);
        return Encoding.UTF8.GetString(faulty!.Body.Span);
    }
}
