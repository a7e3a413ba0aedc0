using System.Net;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using AngleSharp.Dom;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>Pages that offer colleagues offer whoever coordinates, in whatever organisation, without script.</summary>
[Collection("portal")]
public sealed class CoordinatorsTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Colleagues_of_every_organisation_are_offered_by_name_and_organisation()
    {
        var (far, authority) = (Guid.CreateVersion7(), slice.Requests.Applicant());
        slice.Requests.Issuer.OrganisationNames[far] = "Dienststelle Fern";
        PersonCard[] colleagues = [.. Enumerable.Range(0, 120).Select(n => Card($"Colleague {n:000}", far))];
        var (own, me) = (Card("Of the applicant", far, authority.Id), slice.Requests.Person((Guid.CreateVersion7(), Roles.LeadCoordinator)));
        var ids = colleagues.Append(own).Select(c => c.Id).ToArray();
        foreach (var card in colleagues.Append(own).Append(Card("Myself", far) with { Id = me.Id })) slice.Requests.Issuer.People[card.Id] = card;
        try
        {
            var request = await authority.Submitted(Ct);
            var browser = slice.Browser(me);
            (await browser.Submit(await browser.Get($"/requests/{request.Id}/do/take", Ct), Ct)).Must(HttpStatusCode.OK);

            var substitute = (await browser.Get("/today/substitute", Ct)).Must(HttpStatusCode.OK);
            var offered = substitute.Document.QuerySelectorAll("select[name=personId] option").ToDictionary(o => o.GetAttribute("value")!, o => o.TextContent);
            Assert.Empty(ids.Select(i => $"{i}").Except(offered.Keys));
            Assert.DoesNotContain($"{me.Id}", offered.Keys);
            Assert.Equal("Colleague 007 (Dienststelle Fern)", offered[$"{colleagues[7].Id}"]);
            var names = offered.Values.Where(v => v.StartsWith("Colleague", StringComparison.Ordinal)).ToArray();
            Assert.Equal(names.Order(StringComparer.Ordinal), names);
            var day = DateTime.UtcNow;
            (string, string)[] days = [.. new[] { "from", "to" }.SelectMany(f => new[] { (f + ".day", $"{day.AddDays(2):%d}"), (f + ".month", $"{day.AddDays(2):%M}"), (f + ".year", $"{day.AddDays(2):yyyy}") })];
            Assert.Contains("/today?done=substitute", (await browser.Submit(substitute, Ct, [("personId", $"{colleagues[119].Id}"), .. days])).Must(HttpStatusCode.OK).Address, StringComparison.Ordinal);

            var handOver = (await browser.Get($"/requests/{request.Id}/do/hand-over", Ct)).Must(HttpStatusCode.OK);
            var owners = handOver.Document.QuerySelectorAll("select[name=personId] option").Select(o => o.GetAttribute("value")!).ToArray();
            Assert.Empty(colleagues.Select(c => $"{c.Id}").Except(owners));
            Assert.DoesNotContain($"{own.Id}", owners);
            Assert.DoesNotContain($"{me.Id}", owners);
            (await browser.Submit(handOver, Ct, ("personId", ""))).Must(HttpStatusCode.BadRequest);
            (await browser.Submit(handOver, Ct, ("personId", $"{colleagues[3].Id}"))).Must(HttpStatusCode.OK);
            Assert.Equal(colleagues[3].Id, (await me.Get($"/api/requests/{request.Id}", Ct)).Body!["owner"]!.GetValue<Guid>());

            var routing = (await browser.Get("/routing", Ct)).Must(HttpStatusCode.OK);
            Assert.Empty(ids.Select(id => $"/routing/{id}").Except(routing.Document.QuerySelectorAll("main a").Select(a => a.GetAttribute("href"))));
            (await browser.Get($"/routing/{colleagues[5].Id}", Ct)).Must(HttpStatusCode.OK);
            (await browser.Get($"/routing/{Guid.CreateVersion7()}", Ct)).Must(HttpStatusCode.NotFound);
        }
        finally
        {
            foreach (var id in ids.Append(me.Id)) slice.Requests.Issuer.People.TryRemove(id, out _);
        }
    }

    private static PersonCard Card(string name, Guid coordinates, Guid? belongs = null) => new(
        Guid.CreateVersion7(), name, "somebody@example.org", "en", true,
        [new MembershipRoles(coordinates, [Roles.Coordinator]), .. belongs is { } other ? [new MembershipRoles(other, [Roles.Observer])] : Array.Empty<MembershipRoles>()]);
}
