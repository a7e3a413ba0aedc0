using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

/// <summary>The link to answer by: asked for while the mail is written, in the mail and nowhere else.</summary>
[Collection("notifications")]
public sealed class LinkInMailTests(NotificationsSlice slice)
{
    private static readonly string Token = new('k', 43);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_and_its_reminder_carry_a_link_in_the_persons_language()
    {
        var (expert, coordinator) = await People("bg");
        var invited = Moved.Invite(expert, coordinator, Guid.CreateVersion7());
        slice.Issuer.Links[invited.Id] = Token;
        await slice.Publish(invited, Cancel);
        await slice.Publish(invited with { No = 3, Verb = "remind", From = "invited", ActorId = Guid.Empty }, Cancel);

        var mails = await Wait.Until(ct => slice.MailsTo(expert, ct), mails => mails.Count == 2, Cancel);
        Assert.All(mails, mail =>
        {
            var address = $"https://alliance.example.org/links?t={Token}&lang=bg";
            Assert.Contains(address, mail.TextBody, StringComparison.Ordinal);
            Assert.Contains(address.Replace("&", "&amp;", StringComparison.Ordinal), mail.HtmlBody, StringComparison.Ordinal);
            Assert.Contains($"https://alliance.example.org/assignments/{invited.Id}", mail.TextBody, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task It_stands_in_no_log_and_in_no_document()
    {
        var (expert, coordinator) = await People("en");
        var secret = new string('s', 43);
        var invited = Moved.Invite(expert, coordinator, Guid.CreateVersion7());
        slice.Issuer.Links[invited.Id] = secret;
        await slice.Publish(invited, Cancel);
        await Wait.Until(async ct => (await slice.Deliveries(expert, ct))[0]!["state"]!.GetValue<string>() == "sent", sent => sent, Cancel);
        Assert.DoesNotContain(slice.Log, line => line.Contains(secret, StringComparison.Ordinal));
        Assert.DoesNotContain(secret, (await slice.Deliveries(expert, Cancel)).ToJsonString() + (await slice.Inbox(expert, Cancel)).ToJsonString(), StringComparison.Ordinal);
        foreach (var file in Directory.EnumerateFiles(slice.Folder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".lease", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var content = new MemoryStream();
            await open.CopyToAsync(content, Cancel);
            Assert.True(content.ToArray().AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(secret)) < 0, file);
        }
    }

    [Fact]
    public async Task Where_nothing_is_to_be_answered_any_more_the_mail_goes_without()
    {
        var (expert, coordinator) = await People("en");
        await slice.Publish(Moved.Invite(expert, coordinator, Guid.CreateVersion7()), Cancel);
        var mail = Assert.Single(await Wait.Until(ct => slice.MailsTo(expert, ct), mails => mails.Count == 1, Cancel));
        Assert.DoesNotContain("/links?", mail.TextBody, StringComparison.Ordinal);
    }

    private async Task<(TestPerson Expert, TestPerson Coordinator)> People(string language) =>
        (await slice.Add(Roles.Expert, Guid.CreateVersion7(), language), await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat));
}
