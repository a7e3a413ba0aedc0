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
