using System.Text.Json.Nodes;
using Alliance.Services.Tests.Shared.Storage;
using Alliance.Shared.Hosting;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

/// <summary>The process ends between telling and acknowledging, between sending and recording, on a real broker and mail server.</summary>
[Collection(nameof(FailPoints))]
public sealed class NotificationsCrashTests(NotificationsSlice slice) : IClassFixture<NotificationsSlice>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>After the effect, before the acknowledgement (a message of requests and one of experts); after the mail, before its record.</summary>
    [Theory(Skip = FailPointsBuild.Missing)]
    [InlineData("after-notices")]
    [InlineData("before-effect")]
    [InlineData("after-effect")]
    public async Task Everybody_has_one_entry_and_one_mail_wherever_it_crashed(string point)
    {
        var applicant = Guid.CreateVersion7();
        var signatory = await slice.Add(Roles.AuthoritySignatory, applicant);
        var expert = await slice.Add(Roles.Expert, Guid.CreateVersion7());
        var coordinator = await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat);
        var (submitted, invited) = (Moved.Submit(signatory), Moved.Invite(expert, coordinator, applicant));
        foreach (var (told, publish, about) in new (TestPerson, Func<Task>, Guid)[]
        {
            (signatory, () => slice.Publish(submitted, Cancel), submitted.Id),
            (expert, () => slice.Publish(invited, Cancel), invited.Id),
        })
        {
            using var crash = CrashOnce.At(point);
            await publish();
            await Wait.Until(async ct => await slice.Deliveries(told, ct), all => all is [JsonObject one] && one["state"]!.GetValue<string>() == "sent" && crash.Happened, Cancel);
            // The repeat was handled: by then everybody was told.
            if (point == "after-notices") await Wait.Until(() => slice.Log.Any(line => line.Contains($" {about} ", StringComparison.Ordinal) && line.Contains("people, 0 new", StringComparison.Ordinal)), Cancel);
            Assert.Single(await slice.Inbox(told, Cancel));
            Assert.Single(await slice.MailsTo(told, Cancel));
        }
    }
}
