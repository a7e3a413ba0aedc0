using System.Net;
using System.Text.Json.Nodes;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

[Collection("requests")]
public sealed class ListingTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_coordinator_lists_what_was_submitted_and_no_draft()
    {
        var applicant = slice.Applicant();
        var draft = await applicant.Draft(Ct);
        var submitted = await applicant.Submitted(Ct);
        var seen = await Ids(slice.Coordinator(), $"organisationId={applicant.Id}");
        Assert.Equal([submitted.Id], seen);
        Assert.Equal(new[] { submitted.Id, draft.Id }.Order(), (await Ids(applicant.Editor, $"organisationId={applicant.Id}")).Order());
        foreach (var query in new[] { "status=draft", "topic=water-supply", "oblast=UA32", "assistanceType=remote-advice", "urgency=normal", "q=water" })
            Assert.DoesNotContain(draft.Id, await Ids(slice.Coordinator(), $"{query}&organisationId={applicant.Id}"));
    }

    [Fact]
    public async Task Filters_narrow_and_combine()
    {
        var applicant = slice.Applicant();
        var coordinator = slice.Coordinator();
        var water = await applicant.Submitted(Ct);
        var energy = await applicant.Submitted(Ct, Drafts.Complete("Тепло").With("topics", new JsonArray("energy-efficiency")).With("urgency", "critical")
            .With("place", JsonNode.Parse("""{"katottg":"UA05020010000053508","securityZone":"safe"}""")).With("assistanceType", "expert-mission"));
        (await coordinator.Post($"/api/requests/{water.Id}/take", null, Ct, water.Revision)).Must(HttpStatusCode.OK);

        foreach (var person in new[] { applicant.Editor, coordinator })
        {
            var own = $"&organisationId={applicant.Id}";
            Assert.Equal([water.Id], await Ids(person, "status=inReview" + own));
            Assert.Equal([energy.Id], await Ids(person, "status=submitted,draft&status=rejected" + own));
            Assert.Equal([water.Id], await Ids(person, "topic=water-supply" + own));
            Assert.Equal([energy.Id], await Ids(person, "oblast=UA05" + own));
            Assert.Equal([energy.Id], await Ids(person, "oblast=UA05000000000010236&urgency=critical&assistanceType=expert-mission&status=submitted&topic=energy-efficiency" + own));
            Assert.Empty(await Ids(person, "oblast=UA05&topic=water-supply" + own));
            Assert.Equal([water.Id], await Ids(person, $"owner={coordinator.Id}" + own));
        }
        Assert.Equal([water.Id], await Ids(coordinator, "owner=me"));
        Assert.Empty(await Ids(applicant.Editor, "owner=me"));
    }

    [Fact]
    public async Task Words_are_found_by_their_beginnings_and_only_in_what_one_may_see()
    {
        var applicant = slice.Applicant();
        var submitted = await applicant.Submitted(Ct, Drafts.Complete("Об’єднання теплиць у Кам’янці"));
        Assert.Equal([submitted.Id], await Ids(applicant.Editor, "q=" + Uri.EscapeDataString("обєд тепл")));
        Assert.Equal([submitted.Id], await Ids(applicant.Editor, "q=" + Uri.EscapeDataString("КАМ'ЯНЦІ")));
        Assert.Equal([submitted.Id], await Ids(applicant.Editor, "q=" + submitted.Body!["reference"]!.GetValue<string>()));
        Assert.Empty(await Ids(applicant.Editor, "q=olena"));
        Assert.Empty(await Ids(slice.Applicant().Editor, "q=" + Uri.EscapeDataString("теплиць")));
    }

    [Fact]
    public async Task Pages_hold_every_request_once_in_every_order()
    {
        var applicant = slice.Applicant();
        var ids = new List<Guid>();
        for (var i = 0; i < 7; i++)
            ids.Add((await (i % 2 == 0 ? applicant.Draft(Ct, Drafts.Complete().With("neededBy", i == 0 ? null : $"2027-06-{10 + i}")) : applicant.Submitted(Ct))).Id);
        foreach (var sort in new[] { "updatedAt", "-updatedAt", "createdAt", "-createdAt", "submittedAt", "-submittedAt", "neededBy", "-neededBy" })
        {
            var seen = new List<Guid>();
            string? cursor = null;
            do
            {
                var page = (await applicant.Editor.Get($"/api/requests?limit=3&sort={sort}&organisationId={applicant.Id}" + (cursor is null ? "" : $"&cursor={cursor}"), Ct)).Must(HttpStatusCode.OK);
                seen.AddRange(IdsOf(page));
                cursor = page.Body!["next"]?.GetValue<string>();
            }
            while (cursor is not null);
            Assert.Equal(ids.Order(), seen.Order());
        }
    }

    [Fact]
    public async Task An_item_is_a_summary_without_contact_site_or_texts()
    {
        var applicant = slice.Applicant();
        await applicant.Submitted(Ct);
        var item = (await slice.Coordinator().Get($"/api/requests?organisationId={applicant.Id}", Ct)).Must(HttpStatusCode.OK).Body!["items"]![0]!.AsObject();
        Assert.Equal(
            ["assistanceType", "id", "language", "neededBy", "oblast", "organisationId", "reference", "revision", "status", "submittedAt", "title", "topics", "updatedAt", "urgency"],
            item.Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal("UA32", item["oblast"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_person_of_several_roles_sees_what_each_of_them_may_see_once()
    {
        var one = slice.Applicant();
        var other = slice.Applicant();
        var both = slice.Person((Guid.CreateVersion7(), Roles.Coordinator), (one.Id, Roles.AuthorityEditor));
        var ownDraft = await one.Draft(Ct);
        var ownSubmitted = await one.Submitted(Ct);
        var otherDraft = await other.Draft(Ct);
        var otherSubmitted = await other.Submitted(Ct);
        Assert.Equal(new[] { ownDraft.Id, ownSubmitted.Id }.Order(), (await Ids(both, $"organisationId={one.Id}&limit=100")).Order());
        Assert.Equal([otherSubmitted.Id], await Ids(both, $"organisationId={other.Id}"));
        Assert.DoesNotContain(otherDraft.Id, await Ids(both, "status=draft&limit=100"));
        // As many values as the list takes, times three readers, is still one list.
        Assert.Equal(HttpStatusCode.OK, (await both.Get("/api/requests?status=draft,submitted,inReview,changesRequested,approved,rejected,merged,redirected,matching,staffed", Ct)).Status);
    }

    private static async Task<Guid[]> Ids(ApiPerson person, string query) => IdsOf((await person.Get($"/api/requests?{query}", Ct)).Must(HttpStatusCode.OK));

    private static Guid[] IdsOf(Answer page) => [.. page.Body!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>())];
}
