using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

/// <summary>Who coordinates, as other services ask it.</summary>
[Collection("accounts")]
public sealed class CoordinatorsTests(AccountsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Coordinators_of_every_organisation_are_found_page_by_page_while_they_may_act()
    {
        var administrator = (await slice.Administrator(Ct)).Calls;
        var (own, suspended) = (await slice.Organisation(Ct), await slice.Organisation(Ct));
        var name = (await administrator.Get($"/api/organisations/{own}", Ct)).Body!["legalName"]!.GetValue<string>();
        var members = new List<Member>();
        for (var i = 0; i < 101; i++) members.Add(await slice.Somebody(Ct, (own, Roles.Coordinator)));
        var lead = await slice.Somebody(Ct, (slice.Secretariat, Roles.LeadCoordinator), (own, Roles.Coordinator));
        var (gone, ended, other) = (await slice.Somebody(Ct, (suspended, Roles.Coordinator)), await slice.Somebody(Ct, (own, Roles.Coordinator)), await slice.Somebody(Ct, (own, Roles.Observer)));
        (await administrator.Post($"/api/organisations/{suspended}/suspend", null, Ct, 1)).Must(HttpStatusCode.OK);
        (await administrator.Post($"/api/people/{ended.Id}/end", null, Ct, 1)).Must(HttpStatusCode.OK);

        var (found, pages) = (new List<JsonNode>(), 0);
        for (string? after = null; pages == 0 || after is not null; pages++)
        {
            var page = (await slice.Service().Get("/internal/coordinators" + (after is null ? "" : "?after=" + Uri.EscapeDataString(after)), Ct)).Must(HttpStatusCode.OK).Body!;
            found.AddRange(page["items"]!.AsArray().Select(item => item!));
            after = page["next"]?.GetValue<string>();
        }
        Assert.True(pages > 1);
        var ids = found.Select(c => c["id"]!.GetValue<Guid>()).ToArray();
        Assert.Equal(ids.Length, ids.Distinct().Count());
        Assert.Empty(members.Append(lead).Select(m => m.Id).Except(ids));
        Assert.Empty(ids.Intersect([gone.Id, ended.Id, other.Id]));
        var one = found.Single(c => c["id"]!.GetValue<Guid>() == members[0].Id);
        Assert.Equal(("Ольга Приклад", $"[\"{name}\"]"), (one["name"]!.GetValue<string>(), one["organisations"]!.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
        Assert.Equal(2, found.Single(c => c["id"]!.GetValue<Guid>() == lead.Id)["organisations"]!.AsArray().Count);
        Assert.Null(one["email"]);
        Assert.Equal(HttpStatusCode.BadRequest, (await slice.Service().Get("/internal/coordinators?after=zzz", Ct)).Status);
    }
}
