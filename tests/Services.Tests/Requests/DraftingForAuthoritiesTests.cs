using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Requests.Recognising;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>An association writes for authorities that let it, and may nothing else, over HTTP.</summary>
[Collection("requests")]
public sealed class DraftingForAuthoritiesTests(RequestsSlice slice)
{
    private static readonly string[] Verbs = ["submit", "discard", "copy", "withdraw", "appeal", "reopen", "reply", "take", "return", "approve", "reject", "cancel", "hand-over", "answer"];

    private readonly Guid association = Guid.CreateVersion7();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ApiPerson Writer => slice.Person((association, Roles.AuthorityEditor));

    [Fact]
    public async Task An_association_writes_and_the_authoritys_signatory_hands_in()
    {
        var authority = await Authority();
        var draft = await Drafted(authority);
        Assert.Equal((authority.Id, association), (draft.Body!["organisationId"]!.GetValue<Guid>(), draft.Body["draftedBy"]!.GetValue<Guid>()));
        var at = $"/api/requests/{draft.Id}";
        var changed = (await Writer.Put(at, Drafts.Complete("By the association"), draft.Revision, Ct)).Must(HttpStatusCode.OK);
        var colleague = slice.Person((association, Roles.AuthoritySignatory));
        Assert.Equal("olena@example.org", (await colleague.Get(at, Ct)).Must(HttpStatusCode.OK).Body!["contact"]!["email"]!.GetValue<string>());
        Assert.Equal([draft.Id], await Ids(colleague, "draftedBy=me"));
        Assert.Equal([draft.Id], await Ids(authority.Editor, $"organisationId={authority.Id}"));
        Assert.Equal(association, (await authority.Editor.Get($"/api/requests?organisationId={authority.Id}", Ct)).Body!["items"]![0]!["draftedBy"]!.GetValue<Guid>());
        var submitted = (await authority.Signatory.Post($"{at}/submit", null, Ct, changed.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.Conflict, (await Writer.Put(at, Drafts.Complete("Too late"), submitted.Revision, Ct)).Status);
        var read = (await Writer.Get(at, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("submitted", null, "By the association"), (read.Body!["status"]!.GetValue<string>(), read.Body["contact"], read.Body["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Whoever_writes_for_an_authority_may_do_nothing_else_for_it()
    {
        var authority = await Authority();
        var draft = await Drafted(authority);
        var at = $"/api/requests/{draft.Id}";
        var signatory = slice.Person((association, Roles.AuthoritySignatory), (association, Roles.OrganisationAdministrator));
        Assert.Empty((await signatory.Get(at, Ct)).Must(HttpStatusCode.OK).Body!["actions"]!.AsArray());
        foreach (var verb in Verbs) Assert.Equal(HttpStatusCode.Forbidden, (await signatory.Post($"{at}/{verb}", Bodies.Of(verb) ?? [], Ct, draft.Revision)).Status);
        foreach (var part in (string[])["history", "messages", "attachments", "changes"]) Assert.Equal(HttpStatusCode.Forbidden, (await signatory.Get($"{at}/{part}", Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await signatory.Post($"{at}/messages", new JsonObject { ["text"] = "?" }, Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await signatory.Attach($"{at}/attachments", "a.txt", "A text."u8.ToArray(), Ct)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await signatory.Put($"{at}/translations/en", new JsonObject(), draft.Revision, Ct)).Status);
        Assert.Equal(draft.Revision, (await authority.Editor.Get(at, Ct)).Revision);
    }

    [Fact]
    public async Task Of_the_authoritys_own_drafts_it_learns_nothing()
    {
        var authority = await Authority();
        var own = await authority.Draft(Ct);
        var ofAnother = (await slice.Person((await Association(), Roles.AuthorityEditor)).Post("/api/requests", new JsonObject { ["organisationId"] = authority.Id }, Ct)).Status;
        Assert.Equal(HttpStatusCode.Forbidden, ofAnother);
        foreach (var hidden in (string[])["", "/history", "/attachments"]) Assert.Equal(HttpStatusCode.NotFound, (await Writer.Get($"/api/requests/{own.Id}{hidden}", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Writer.Put($"/api/requests/{own.Id}", Drafts.Complete(), own.Revision, Ct)).Status);
        Assert.DoesNotContain(own.Id, await Ids(Writer, "limit=100"));
        Assert.DoesNotContain(own.Id, await Ids(Writer, $"limit=100&organisationId={authority.Id}"));
        Assert.DoesNotContain(own.Id, await Ids(Writer, "draftedBy=me"));
        foreach (var stranger in (ApiPerson[])[authority.Editor, slice.Coordinator(), slice.Person()]) Assert.Empty(await Ids(stranger, "draftedBy=me"));
    }

    [Fact]
    public async Task It_writes_only_for_authorities_that_let_it_and_never_for_itself()
    {
        await Association(association);
        var other = await Association();
        var named = await Authority();
        foreach (var (organisation, by, why) in ((Guid?, Guid?, string)[])
        [
            (slice.Applicant().Id, null, "organisationId"), ((await Authority(other)).Id, null, "organisationId"), ((await Authority(membership: "suspended")).Id, null, "organisationId"),
            ((await Authority(membership: "left")).Id, null, "organisationId"), ((await Authority(type: "association")).Id, null, "organisationId"), ((await Authority(type: "region")).Id, null, "organisationId"),
            (association, null, "organisationId"), (association, association, "organisationId"), (named.Id, other, "organisationId"), (named.Id, named.Id, "organisationId")
        ])
        {
            var refused = await Writer.Post("/api/requests", new JsonObject { ["organisationId"] = organisation, ["draftedBy"] = by }, Ct);
            Assert.Equal([why], refused.Must(HttpStatusCode.Forbidden).Faults);
        }
        Assert.Equal(["organisationId"], (await Writer.Post("/api/requests", new JsonObject(), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        foreach (var role in (string[])[Roles.OrganisationAdministrator, Roles.Observer, Roles.Expert])
            Assert.Equal(HttpStatusCode.Forbidden, (await slice.Person((association, role)).Post("/api/requests", new JsonObject { ["organisationId"] = named.Id }, Ct)).Status);
        await Association(association, "suspended");
        Assert.Equal(HttpStatusCode.Forbidden, (await Writer.Post("/api/requests", new JsonObject { ["organisationId"] = named.Id }, Ct)).Status);
    }

    [Fact]
    public async Task Who_writes_for_whom_is_not_changed_by_what_is_saved()
    {
        var (authority, another) = (await Authority(), await Authority());
        var draft = await Drafted(authority);
        var body = Drafts.Complete("Moved").With("organisationId", another.Id.ToString()).With("draftedBy", null).With("status", "submitted").With("reference", "REQ-1").With("submissions", 1);
        var saved = (await Writer.Put($"/api/requests/{draft.Id}", body, draft.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal((authority.Id, association, "draft", null), (saved.Body!["organisationId"]!.GetValue<Guid>(), saved.Body["draftedBy"]!.GetValue<Guid>(), saved.Body["status"]!.GetValue<string>(), saved.Body["reference"]));
        Assert.Equal(HttpStatusCode.NotFound, (await another.Editor.Get($"/api/requests/{draft.Id}", Ct)).Status);
        var own = await authority.Draft(Ct);
        var kept = (await authority.Editor.Put($"/api/requests/{own.Id}", Drafts.Complete("Mine").With("draftedBy", association.ToString()), own.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Null(kept.Body!["draftedBy"]);
    }

    [Fact]
    public async Task An_authority_that_lets_it_no_longer_has_its_drafts_alone()
    {
        foreach (var (membership, names) in ((string, Guid[])[])[("active", []), ("active", [Guid.CreateVersion7()]), ("suspended", [association]), ("left", [association])])
        {
            var authority = await Authority();
            var draft = await Drafted(authority);
            await Heard(authority.Id, 9, "hromada", membership, names);
            Assert.Equal(HttpStatusCode.NotFound, (await Writer.Get($"/api/requests/{draft.Id}", Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await Writer.Put($"/api/requests/{draft.Id}", Drafts.Complete(), draft.Revision, Ct)).Status);
            Assert.DoesNotContain(draft.Id, await Ids(Writer, "draftedBy=me"));
            Assert.Null((await authority.Editor.Get($"/api/requests/{draft.Id}", Ct)).Must(HttpStatusCode.OK).Body!["draftedBy"]);
        }
    }

    [Fact]
    public async Task Whose_membership_ended_writes_no_more()
    {
        var draft = await Drafted(await Authority());
        foreach (var somebody in (ApiPerson[])[slice.Person(), slice.Person((association, Roles.Expert)), slice.Person((Guid.CreateVersion7(), Roles.AuthorityEditor))])
        {
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.Get($"/api/requests/{draft.Id}", Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await somebody.Put($"/api/requests/{draft.Id}", Drafts.Complete(), draft.Revision, Ct)).Status);
        }
    }

    [Fact]
    public async Task What_is_returned_is_changed_by_both_and_a_coordinator_of_the_association_decides_nothing()
    {
        var authority = await Authority();
        var draft = await Drafted(authority, Drafts.Complete().With("visibility", "restricted"));
        var at = $"/api/requests/{draft.Id}";
        var submitted = (await authority.Signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        var status = (await Writer.Get(at, Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("submitted", null), (status.Body!["status"]!.GetValue<string>(), status.Body["background"]));
        Assert.Equal([draft.Id], await Ids(Writer, "draftedBy=me"));
        var both = slice.Person((Guid.CreateVersion7(), Roles.Coordinator), (association, Roles.AuthorityEditor));
        Assert.Equal(HttpStatusCode.Forbidden, (await both.Post($"{at}/take", null, Ct, submitted.Revision)).Status);
        var coordinator = slice.Coordinator();
        var taken = (await coordinator.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var returned = (await coordinator.Post($"{at}/return", Bodies.Of("return"), Ct, taken.Revision)).Must(HttpStatusCode.OK);
        Assert.Single((await Writer.Get(at, Ct)).Must(HttpStatusCode.OK).Body!["comments"]!.AsArray());
        (await Writer.Put(at, Drafts.Complete("Shorter").With("visibility", "restricted"), returned.Revision, Ct)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_authoritys_own_number_is_no_associations_to_write_or_to_try()
    {
        var authority = await Authority();
        await authority.Draft(Ct, Drafts.Complete().With("externalId", "7/2026"));
        var body = Drafts.Complete().With("organisationId", authority.Id.ToString()).With("externalId", "7/2026");
        Assert.Equal(["externalId"], (await Writer.Post("/api/requests", body, Ct)).Must(HttpStatusCode.Forbidden).Faults);
        var draft = await Drafted(authority);
        foreach (var number in (string[])["7/2026", "8/2026"])
            Assert.Equal(["externalId"], (await Writer.Put($"/api/requests/{draft.Id}", Drafts.Complete().With("externalId", number), draft.Revision, Ct)).Must(HttpStatusCode.Forbidden).Faults);
        var numbered = (await authority.Editor.Put($"/api/requests/{draft.Id}", Drafts.Complete().With("externalId", "8/2026"), draft.Revision, Ct)).Must(HttpStatusCode.OK);
        (await Writer.Put($"/api/requests/{draft.Id}", Drafts.Complete("Still numbered").With("externalId", "8/2026"), numbered.Revision, Ct)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Other_authorities_are_named_and_may_nothing_by_it()
    {
        var (authority, other, applied, region) = (await Authority(), await Authority(), await Authority(membership: "applied"), await Authority(type: "region"));
        var draft = (await authority.Editor.Post("/api/requests", Drafts.Complete().With("alsoFor", new JsonArray(other.Id, other.Id)), Ct)).Must(HttpStatusCode.Created);
        Assert.Equal([other.Id], draft.Body!["alsoFor"]!.AsArray().Select(a => a!.GetValue<Guid>()));
        var at = $"/api/requests/{draft.Id}";
        Assert.Equal(HttpStatusCode.NotFound, (await other.Editor.Get(at, Ct)).Status);
        foreach (var stranger in (Guid[])[applied.Id, region.Id, association, authority.Id, Guid.CreateVersion7()])
        {
            var body = Drafts.Complete().With("alsoFor", new JsonArray(other.Id, stranger));
            Assert.Equal(["alsoFor[1]"], (await authority.Editor.Put(at, body, draft.Revision, Ct)).Must(HttpStatusCode.BadRequest).Faults);
        }
        Assert.Equal(["alsoFor"], (await authority.Editor.Put(at, Drafts.Complete().With("alsoFor", new JsonArray([.. Enumerable.Range(0, 21).Select(_ => (JsonNode)other.Id)])), draft.Revision, Ct)).Must(HttpStatusCode.BadRequest).Faults);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Editor.Put(at, Drafts.Complete().With("alsoFor", new JsonArray(region.Id)), draft.Revision, Ct)).Status);
        var kept = (await authority.Editor.Put(at, Drafts.Complete("As it was"), draft.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Single(kept.Body!["alsoFor"]!.AsArray());
        await Heard(other.Id, 9, "hromada", "left", []);
        var still = (await authority.Editor.Put(at, Drafts.Complete("Left meanwhile").With("alsoFor", new JsonArray(other.Id)), kept.Revision, Ct)).Must(HttpStatusCode.OK);
        var none = (await authority.Editor.Put(at, Drafts.Complete("Left meanwhile").With("alsoFor", new JsonArray()), still.Revision, Ct)).Must(HttpStatusCode.OK);
        Assert.Empty(none.Body!["alsoFor"]!.AsArray());
        Assert.Equal(none.Revision, (await authority.Editor.Put(at, Drafts.Complete("Left meanwhile").With("alsoFor", new JsonArray()), still.Revision, Ct)).Must(HttpStatusCode.OK).Revision);
    }

    [Fact]
    public async Task Begun_twice_by_one_key_it_is_one_draft()
    {
        var (authority, writer) = (await Authority(), Writer);
        var body = new JsonObject { ["organisationId"] = authority.Id, ["title"] = "Once" };
        var first = (await writer.Post("/api/requests", body, Ct, key: "once")).Must(HttpStatusCode.Created);
        Assert.Equal(first.Id, (await writer.Post("/api/requests", body.DeepClone(), Ct, key: "once")).Must(HttpStatusCode.Created).Id);
    }

    [Fact]
    public async Task Who_belongs_to_whom_is_learnt_even_where_the_entry_was_kept_before_it_was_said()
    {
        var authority = slice.Applicant();
        await Association(association);
        var store = slice.Services.GetRequiredService<Alliance.Shared.Storage.Store<KnownOrganisation>>();
        await store.Create(authority.Id, new KnownOrganisation(4, "hromada", "UA", null, "active"), Guid.Empty, [], Ct);
        await Heard(authority.Id, 4, "hromada", "active", [association]);
        await Drafted(authority);
        await Heard(authority.Id, 4, "hromada", "active", []);
        Assert.Single((await store.Find(authority.Id, Ct))!.Value.AssociationIds!);
    }

    private async Task<Answer> Drafted(Applicant authority, JsonObject? body = null) =>
        (await Writer.Post("/api/requests", (body ?? Drafts.Complete()).With("organisationId", authority.Id.ToString()), Ct)).Must(HttpStatusCode.Created);

    /// <summary>One that lets the association write for it.</summary>
    private async Task<Applicant> Authority(Guid? association = null, string membership = "active", string type = "hromada")
    {
        var authority = slice.Applicant();
        await Association(this.association);
        await Heard(authority.Id, 2, type, membership, [association ?? this.association]);
        return authority;
    }

    private async Task<Guid> Association(Guid? id = null, string membership = "active")
    {
        var organisation = id ?? Guid.CreateVersion7();
        await Heard(organisation, membership == "active" ? 2 : 3, "association", membership, []);
        return organisation;
    }

    private Task Heard(Guid id, long no, string type, string membership, IReadOnlyList<Guid> associations) =>
        ActivatorUtilities.CreateInstance<WhenOrganisationChanged>(slice.Services).Handle(
            new OrganisationChanged(id, no, "change", Some.Now, Guid.Empty, type, "UA", null, null, membership, associations), Ct);

    private static async Task<IReadOnlyList<Guid>> Ids(ApiPerson who, string query) =>
        [.. (await who.Get($"/api/requests?{query}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>())];
}
