using System.Net;
using Alliance.Contracts;
using Alliance.Requests.Recognising;
using Alliance.Services.Tests.Requests;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Organisation = Alliance.Accounts.Organisation;

namespace Alliance.Services.Tests.Portal;

/// <summary>An authority names its association, the association writes, the authority sees who did.</summary>
[Collection("portal")]
public sealed class WrittenForAuthoritiesTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_association_begins_a_request_for_an_authority_and_the_authority_hands_it_in()
    {
        var (association, authority) = (await slice.Accounts.Organisation(Ct, "association"), await slice.Accounts.Organisation(Ct));
        var writer = slice.Browser(await Somebody(association, Roles.AuthorityEditor));
        var empty = (await writer.Get("/requests", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("/requests/written", empty.Address);
        Assert.Contains("No authority lets your association write for it yet", empty.Text, StringComparison.Ordinal);

        await Named(association, authority);
        var begun = (await writer.Submit(await writer.Get("/requests/written", Ct), "main form[method=post]", null, Ct, ("organisationId", authority.ToString()))).Must(HttpStatusCode.OK);
        Assert.EndsWith("/form", begun.Address, StringComparison.Ordinal);
        Assert.Empty(begun.Document.QuerySelectorAll("a[href$='/attachments']"));
        var saved = await writer.Submit((await writer.Get($"{begun.Address}/subject", Ct)).Must(HttpStatusCode.OK), Ct, ("title", "Written for them"));
        Assert.Empty(saved.Must(HttpStatusCode.OK).Errors);
        Assert.Null((await writer.Get($"{begun.Address}/visibility", Ct)).Must(HttpStatusCode.OK).Document.QuerySelector("[name=externalId]"));
        var check = (await writer.Get($"{begun.Address}/check", Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("A signatory of the authority submits", check.Text, StringComparison.Ordinal);
        Assert.Null(check.Document.QuerySelector("main form"));
        Assert.Contains("Written for them", (await writer.Get("/requests/written", Ct)).Text, StringComparison.Ordinal);

        var signatory = slice.Browser(await Somebody(authority, Roles.AuthoritySignatory));
        var mine = (await signatory.Get("/requests", Ct)).Must(HttpStatusCode.OK);
        Assert.Contains($"Written by Organisation {association:n}", mine.Text, StringComparison.Ordinal);
        Assert.NotNull((await signatory.Get($"{begun.Address}/check", Ct)).Must(HttpStatusCode.OK).Document.QuerySelector("main form"));
        Assert.NotNull((await signatory.Get($"{begun.Address}/visibility", Ct)).Must(HttpStatusCode.OK).Document.QuerySelector("[name=externalId]"));
        Assert.Equal(HttpStatusCode.Forbidden, (await signatory.Get("/requests/written", Ct)).Status);
    }

    [Fact]
    public async Task An_organisations_administrator_names_its_associations()
    {
        var (association, own) = (await slice.Accounts.Organisation(Ct, "association"), await slice.Accounts.Organisation(Ct, "utility", "BG"));
        var at = $"/organisations/{own}";
        var leader = slice.Browser(await Somebody(own, Roles.OrganisationAdministrator));
        Assert.NotNull((await leader.Get(at, Ct)).Must(HttpStatusCode.OK).Document.QuerySelector($"a[href='{at}/associations']"));
        var form = (await leader.Get($"{at}/associations?q={association:n}", Ct)).Must(HttpStatusCode.OK);
        var done = (await leader.Submit(form, "main form[method=post]", null, Ct, ("associationIds", association.ToString()))).Must(HttpStatusCode.OK);
        Assert.Contains("The changes are saved", done.Text, StringComparison.Ordinal);
        var again = (await leader.Get($"{at}/associations", Ct)).Must(HttpStatusCode.OK);
        Assert.True(again.Document.QuerySelector($"[name=associationIds][value='{association}']")!.HasAttribute("checked"));
    }

    [Fact]
    public async Task Other_authorities_are_found_by_name_and_kept_and_days_of_the_search_are_days_in_Kyiv()
    {
        var (authority, other) = (await slice.Accounts.Organisation(Ct), await slice.Accounts.Organisation(Ct));
        await slice.Requests.Member(Ct, other);
        var editor = slice.Browser(await Somebody(authority, Roles.AuthorityEditor));
        var at = (await editor.Submit((await editor.Get("/requests", Ct)).Must(HttpStatusCode.OK), Ct)).Must(HttpStatusCode.OK).Address;
        var found = (await editor.Get($"{at}/also-for?q={other:n}", Ct)).Must(HttpStatusCode.OK);
        (await editor.Submit(found, "main form[method=post]", null, Ct, ("alsoFor", other.ToString()))).Must(HttpStatusCode.OK);
        Assert.True((await editor.Get($"{at}/also-for", Ct)).Document.QuerySelector($"[name=alsoFor][value='{other}']")!.HasAttribute("checked"));
        Assert.Contains($"Also for Organisation {other:n}", (await editor.Get(at[..^"/form".Length], Ct)).Must(HttpStatusCode.OK).Text, StringComparison.Ordinal);

        var time = await editor.Submit(await editor.Get($"{at}/time", Ct), Ct, ("opensAt.day", "1"), ("opensAt.month", "3"), ("opensAt.year", "2027"), ("closesAt.day", "30"), ("closesAt.month", "6"), ("closesAt.year", "2027"));
        Assert.Empty(time.Must(HttpStatusCode.OK).Errors);
        var store = slice.Requests.Services.GetRequiredService<Store<Alliance.Requests.AssistanceRequest>>();
        var kept = (await store.Find(Guid.Parse(at.Split('/')[2]), Ct))!.Value;
        Assert.Equal((new DateTimeOffset(2027, 2, 28, 22, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 6, 30, 20, 59, 59, TimeSpan.Zero)), (kept.Content.OpensAt, kept.Content.ClosesAt));
        Assert.Equal([other], kept.AlsoFor);
        var again = await editor.Get($"{at}/time", Ct);
        Assert.Equal(("01", "30"), (again.Value("opensAt.day"), again.Value("closesAt.day")));
    }

    private async Task<ApiPerson> Somebody(Guid organisation, string role) => slice.Accounts.Calls((await slice.Accounts.Somebody(Ct, (organisation, role))).Id, claimed: (organisation, role));

    private async Task Named(Guid association, Guid authority)
    {
        var organisations = slice.Accounts.Services.GetRequiredService<Store<Organisation>>();
        var read = (await organisations.Find(authority, Ct))!;
        Assert.IsType<SaveResult<Organisation>.Saved>(await organisations.Save(read, read.Value with { Content = read.Value.Content with { AssociationIds = [association] } }, Guid.Empty, [], Ct));
        var recognising = ActivatorUtilities.CreateInstance<WhenOrganisationChanged>(slice.Requests.Services);
        await recognising.Handle(new OrganisationChanged(association, 1, "add", Some.Now, Guid.Empty, "association", "UA", null, null, "active", []), Ct);
        await recognising.Handle(new OrganisationChanged(authority, 2, "change", Some.Now, Guid.Empty, "hromada", "UA", null, null, "active", [association]), Ct);
    }
}
