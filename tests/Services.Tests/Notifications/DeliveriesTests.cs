using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

[Collection("notifications")]
public sealed class DeliveriesTests(NotificationsSlice slice)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Roles.Administrator, true)]
    [InlineData(Roles.LeadCoordinator, false)]
    [InlineData(Roles.OrganisationAdministrator, false)]
    public async Task Only_administrators_see_everybodys_log(string role, bool sees)
    {
        var signatory = await slice.Add(Roles.AuthoritySignatory, Guid.CreateVersion7());
        await slice.Publish(Moved.Submit(signatory), Cancel);
        await Wait.Until(ct => slice.Deliveries(signatory, ct), own => own.Count == 1, Cancel);
        var other = await slice.Add(role, sees ? NotificationsSlice.Secretariat : signatory.Organisation);
        var seen = await slice.Deliveries(other, Cancel);
        Assert.Equal(sees, seen.Any(d => d!["personId"]!.GetValue<Guid>() == signatory.Id));
    }
}
