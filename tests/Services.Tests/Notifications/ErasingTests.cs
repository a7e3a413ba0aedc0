using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

[Collection("notifications")]
public sealed class ErasingTests(NotificationsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_erased_has_no_inbox_and_no_mails_and_is_told_nothing_more()
    {
        var organisation = Guid.CreateVersion7();
        var expert = await slice.Add(Roles.Expert, Guid.CreateVersion7());
        var coordinator = await slice.Add(Roles.Coordinator, NotificationsSlice.Secretariat);
        var invited = Moved.Invite(expert, coordinator, organisation);
        await slice.Publish(invited, Ct);
        await slice.InboxOf(expert, 1, Ct);
        await Wait.Until(async stop => await slice.Deliveries(expert, stop), all => all.Count == 1 && all[0]!["state"]!.GetValue<string>() == "sent", Ct);

        slice.Issuer.People.TryRemove(expert.Id, out _);
        await slice.Publish(new PersonErased(expert.Id, 9, DateTimeOffset.UtcNow), Ct);
        await Wait.Until(() => slice.Log.Any(line => line.StartsWith($"Person {expert.Id} is erased here", StringComparison.Ordinal)), Ct);
        Assert.Empty(await slice.Inbox(expert, Ct));
        Assert.Empty(await slice.Deliveries(expert, Ct));

        // Their assignment ends because of it: the owner is told to look for somebody else, the expert is nobody to be told.
        await slice.Publish(invited with { No = 3, Verb = "end-early", From = "active", To = "endedEarly", ActorId = Guid.Empty, Code = "expert-erased", At = DateTimeOffset.UtcNow }, Ct);
        var inbox = await slice.InboxOf(coordinator, 1, Ct);
        Assert.Equal(("expertGone", "An expert is gone from request REQ-2026-000042"), (Text(inbox[0]!, "event"), Text(inbox[0]!, "title")));
        Assert.Empty(await slice.Inbox(expert, Ct));
        Assert.Empty(await slice.Deliveries(expert, Ct));
    }

    private static string Text(JsonNode node, string field) => node[field]!.GetValue<string>();
}
