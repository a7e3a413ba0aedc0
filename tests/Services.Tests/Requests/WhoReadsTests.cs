using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Who reads what, over HTTP: items, lists, words, filters, history.</summary>
[Collection("requests")]
public sealed class WhoReadsTests(RequestsSlice slice)
{
    private static readonly string[] Verbs =
        ["submit", "discard", "take", "return", "approve", "reject", "open", "unfilled", "deliver", "close", "withdraw", "cancel", "hold", "resume", "hand-over",
        "consult", "answer", "merge", "redirect", "appeal", "reopen", "copy"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_may_not_know_of_a_request_is_told_there_is_none()
    {
        var applicant = slice.Applicant();
        var submitted = await applicant.Submitted(Ct);
        var at = $"/api/requests/{submitted.Id}";
        var elsewhere = Guid.CreateVersion7();
        var member = await slice.Member(Ct);
        await slice.Member(Ct, applicant.Id);
        ApiPerson[] strangers =
        [
            slice.Applicant().Signatory, slice.Person((elsewhere, Roles.Observer)), slice.Person((elsewhere, Roles.Expert)), slice.Person((elsewhere, Roles.Administrator)),
            slice.Person((applicant.Id, Roles.OrganisationAdministrator)), slice.Person((member, Roles.Administrator)), slice.Person((member, Roles.OrganisationAdministrator)), slice.Person()
        ];
        foreach (var stranger in strangers)
        {
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(at, Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get($"{at}/history", Ct)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Put(at, Drafts.Complete(), submitted.Revision, Ct)).Status);
            foreach (var verb in Verbs) Assert.Equal(HttpStatusCode.NotFound, (await stranger.Post($"{at}/{verb}", new JsonObject(), Ct, submitted.Revision)).Status);
            Assert.DoesNotContain(submitted.Id.ToString(), (await stranger.Get("/api/requests?limit=100", Ct)).Must(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        }
        Assert.Equal(submitted.Revision, (await applicant.Editor.Get(at, Ct)).Revision);
    }

    [Fact]
    public async Task A_member_and_an_observer_read_it_without_contact_site_and_needs_texts_and_may_do_nothing()
    {
        var applicant = slice.Applicant();
        var submitted = await applicant.Submitted(Ct, Secretive());
        var at = $"/api/requests/{submitted.Id}";
        var organisation = await slice.Member(Ct);
        foreach (var role in new[] { Roles.AuthorityEditor, Roles.AuthoritySignatory, Roles.Observer, Roles.Expert })
        {
            var member = slice.Person((organisation, role));
            var read = (await member.Get(at, Ct)).Must(HttpStatusCode.OK);
            Assert.Equal("Advice on water losses", read.Body!["title"]!.GetValue<string>());
            Assert.Empty(read.Body["actions"]!.AsArray());
            AssertNothingSecret(read);
            AssertNothingSecret((await member.Get($"/api/requests?organisationId={applicant.Id}", Ct)).Must(HttpStatusCode.OK));
            Assert.Equal(HttpStatusCode.Forbidden, (await member.Get($"{at}/history", Ct)).Status);
            Assert.Equal(HttpStatusCode.Forbidden, (await member.Put(at, Drafts.Complete(), submitted.Revision, Ct)).Status);
            foreach (var verb in Verbs) Assert.Equal(HttpStatusCode.Forbidden, (await member.Post($"{at}/{verb}", new JsonObject(), Ct, submitted.Revision)).Status);
        }
    }

    [Fact]
    public async Task A_member_finds_by_what_a_member_reads_and_by_nothing_else()
    {
        var applicant = slice.Applicant();
        var submitted = await applicant.Submitted(Ct, Secretive());
        (await slice.Coordinator().Post($"/api/requests/{submitted.Id}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var member = slice.Person((await slice.Member(Ct), Roles.Observer));
        var own = $"&organisationId={applicant.Id}";
        foreach (var found in new[] { "q=1974", "q=losses", "urgency=normal", "status=inReview", "topic=water-supply", "oblast=UA32", "sort=neededBy" })
            Assert.Equal([submitted.Id], await Ids(member, found + own));
        foreach (var secret in new[] { "hydrogeologist", "Соборна", "Олена", "olena", "Голова" })
            Assert.Empty(await Ids(member, $"q={Uri.EscapeDataString(secret)}{own}"));
        Assert.Equal(["owner"], (await member.Get("/api/requests?owner=me", Ct)).Must(HttpStatusCode.BadRequest).Faults);
    }

    [Fact]
    public async Task Anybody_signed_in_reads_of_a_public_request_what_is_public()
    {
        var applicant = slice.Applicant();
        var submitted = await applicant.Submitted(Ct, Secretive().With("visibility", "public").With("topics", new JsonArray("waste-management")));
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Person().Get($"/api/requests/{submitted.Id}", Ct)).Status);
        await slice.Approve(submitted, Ct);
        var anybody = slice.Person((Guid.CreateVersion7(), Roles.Administrator));
        var read = (await anybody.Get($"/api/requests/{submitted.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(["actions", "assistanceType", "id", "language", "neededBy", "oblast", "reference", "revision", "status", "submittedAt", "summary", "title", "topics", "translations", "updatedAt", "visibility"], read.Body!.AsObject().Select(p => p.Key).Order(StringComparer.Ordinal));
        var item = (await anybody.Get("/api/requests?topic=waste-management&oblast=UA32&status=approved&limit=100", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray()
            .Single(i => i!["id"]!.GetValue<Guid>() == submitted.Id)!.AsObject();
        Assert.Equal(["assistanceType", "id", "language", "neededBy", "oblast", "reference", "status", "submittedAt", "summary", "title", "topics", "updatedAt"], item.Select(p => p.Key).Order(StringComparer.Ordinal));
        // Somebody's member may have been chosen for something, and is answered from that; a stranger is not.
        foreach (var hidden in new[] { "q=1974", "urgency=normal", "sort=createdAt", "sort=-createdAt", $"organisationId={applicant.Id}", "owner=me" })
        {
            if (hidden != "owner=me") Assert.DoesNotContain(submitted.Id, await Ids(anybody, $"{hidden}&limit=100"));
            Assert.Equal([hidden.Split('=')[0]], (await slice.Person().Get($"/api/requests?{hidden}", Ct)).Must(HttpStatusCode.BadRequest).Faults);
        }
    }

    /// <summary>The own ones are filtered by all fields, the public ones of others are then left out: being found would tell their urgency.</summary>
    [Fact]
    public async Task A_filter_finds_only_where_the_reader_sees_the_field()
    {
        var applicant = slice.Applicant();
        var published = await slice.Applicant().Submitted(Ct, Drafts.Complete().With("visibility", "public").With("urgency", "low"));
        await slice.Approve(published, Ct);
        var mine = await slice.Store(Some.Request(RequestStatus.Submitted, Some.Complete with { Urgency = "low" }) with { OrganisationId = applicant.Id }, Ct);
        Assert.Equal([mine.Id], await Ids(applicant.Editor, "urgency=low&limit=100"));
        Assert.Contains(published.Id, await Ids(applicant.Editor, "limit=100"));
    }

    [Fact]
    public async Task While_the_applicant_changes_it_others_do_not_read_along()
    {
        var applicant = slice.Applicant();
        var coordinator = slice.Coordinator();
        var member = slice.Person((await slice.Member(Ct), Roles.Observer));
        var submitted = await applicant.Submitted(Ct);
        var at = $"/api/requests/{submitted.Id}";
        var taken = (await coordinator.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await member.Get(at, Ct)).Status);
        (await coordinator.Post($"{at}/return", JsonNode.Parse("""{"comments":[{"field":"title","text":"?"}]}"""), Ct, taken.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.NotFound, (await member.Get(at, Ct)).Status);
        Assert.Empty(await Ids(member, $"organisationId={applicant.Id}"));
    }

    [Fact]
    public async Task An_expert_reads_open_calls_then_the_own_assignments_and_the_contact_from_confirmed_on()
    {
        var expert = slice.Person((Guid.CreateVersion7(), Roles.Expert));
        var submitted = await slice.Store(Some.Request(RequestStatus.Submitted), Ct);
        var open = await slice.Store(Some.Request(RequestStatus.Matching), Ct);
        var invited = await slice.Store(On(expert.Id, "invited", answered: true), Ct);
        var unanswered = await slice.Store(On(expert.Id, "invited"), Ct);
        var confirmed = await slice.Store(On(expert.Id, "confirmed"), Ct);
        var proposed = await slice.Store(On(expert.Id, "proposed"), Ct);

        Assert.Equal(HttpStatusCode.NotFound, (await expert.Get($"/api/requests/{submitted.Id}", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await expert.Get($"/api/requests/{proposed.Id}", Ct)).Status);
        var call = (await expert.Get($"/api/requests/{open.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Null(call.Body!["contact"]);
        Assert.Null(call.Body["needs"]![0]!["role"]);
        var asked = (await expert.Get($"/api/requests/{invited.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal("Adviser", asked.Body!["needs"]![0]!["role"]!.GetValue<string>());
        Assert.DoesNotContain("Соборна", asked.Text, StringComparison.Ordinal);
        Assert.Null(asked.Body["contact"]);
        Assert.Null((await expert.Get($"/api/requests/{unanswered.Id}", Ct)).Must(HttpStatusCode.OK).Body!["needs"]![0]!["role"]);
        var sure = (await expert.Get($"/api/requests/{confirmed.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("olena@example.org", "вул. Соборна, 1"), (sure.Body!["contact"]!["email"]!.GetValue<string>(), sure.Body["place"]!["site"]!.GetValue<string>()));

        var listed = await Ids(expert, "limit=100");
        Assert.Contains(unanswered.Id, listed);
        Assert.Equal((true, true, true, false, false), (listed.Contains(open.Id), listed.Contains(invited.Id), listed.Contains(confirmed.Id), listed.Contains(proposed.Id), listed.Contains(submitted.Id)));
    }

    [Fact]
    public async Task Who_receives_people_for_an_organisation_reads_what_they_are_to_receive_them_for()
    {
        var host = slice.Person((Guid.CreateVersion7(), Roles.OrganisationAdministrator));
        var confirmed = await slice.Store(On(host.Id, "confirmed"), Ct);
        var declined = await slice.Store(On(host.Id, "declined"), Ct);
        var read = (await host.Get($"/api/requests/{confirmed.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("Adviser", "olena@example.org"), (read.Body!["needs"]![0]!["role"]!.GetValue<string>(), read.Body["contact"]!["email"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get($"/api/requests/{declined.Id}", Ct)).Status);
        Assert.Equal([confirmed.Id], await Ids(host, $"organisationId={confirmed.Value.OrganisationId}&limit=100"));
    }

    [Fact]
    public async Task What_the_first_of_two_coordinators_wrote_is_not_read_by_the_applicant()
    {
        var applicant = slice.Applicant();
        var coordinator = slice.Coordinator();
        var submitted = await applicant.Submitted(Ct, Drafts.Complete().With("urgency", "critical"));
        var at = $"/api/requests/{submitted.Id}";
        var taken = (await coordinator.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var proposed = (await coordinator.Post($"{at}/approve", Bodies.Approval("Перше слово"), Ct, taken.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(("inReview", true), (proposed.RequestStatus, proposed.Body!["decision"]!["proposed"]!.GetValue<bool>()));
        Assert.Null((await applicant.Editor.Get(at, Ct)).Body!["decision"]);
        Assert.DoesNotContain("Перше", (await applicant.Editor.Get($"{at}/history", Ct)).Must(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await coordinator.Post($"{at}/approve", Bodies.Approval("Ще раз"), Ct, proposed.Revision)).Status);
        var second = (await slice.Coordinator().Post($"{at}/approve", Bodies.Approval("Друге слово"), Ct, proposed.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(("approved", false), (second.RequestStatus, second.Body!["decision"]!["proposed"]!.GetValue<bool>()));
        Assert.Contains("Друге", (await applicant.Editor.Get($"{at}/history", Ct)).Text, StringComparison.Ordinal);
    }

    private static AssistanceRequest On(Guid person, string state, bool answered = false) =>
        Some.Request(RequestStatus.Approved, Some.Complete with { Visibility = "participants" }) with { Staffing = [new StaffedPlace(Guid.CreateVersion7(), Some.Need, state, 2, person, answered)] };

    private static JsonObject Secretive() => Drafts.Complete()
        .With("place", JsonNode.Parse("""{"katottg":"UA32080070000050759","site":"вул. Соборна, 1","securityZone":"safe"}"""))
        .With("signatory", JsonNode.Parse("""{"name":"Голова Приклад","function":"Голова"}"""))
        .With("needs", JsonNode.Parse("""[{"role":"Hydrogeologist","kind":"expert","quantity":1,"personDays":3,"must":true}]"""));

    private static void AssertNothingSecret(Answer answer)
    {
        foreach (var secret in new[] { "olena", "Олена", "Соборна", "Hydrogeologist", "Голова", "submittedBy", "createdBy", "\"owner\"" })
            Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal);
    }

    private static async Task<Guid[]> Ids(ApiPerson person, string query) =>
        [.. (await person.Get($"/api/requests?{query}", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Select(i => i!["id"]!.GetValue<Guid>())];
}
