using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

[Collection("experts")]
public sealed class NominationTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_colleague_is_nominated_once_and_hands_the_profile_in_themselves()
    {
        var organisation = Guid.CreateVersion7();
        var administrator = slice.Person(null, (organisation, Roles.OrganisationAdministrator));
        var colleague = await Known(organisation);
        var body = Body(colleague.Id, organisation);
        var nominated = (await administrator.Post("/api/experts/nominate", body, Ct)).Must(HttpStatusCode.Created);
        Assert.Equal(nominated.Id, (await administrator.Post("/api/experts/nominate", body, Ct)).Must(HttpStatusCode.OK).Id);
        var told = await Wait.Until(_ => Task.FromResult(slice.Published.OfType<ExpertMoved>().Where(m => m.Id == nominated.Id).ToArray()), m => m.Length == 1, Ct);
        Assert.Equal(("nominate", colleague.Id, administrator.Id), (told[0].Verb, told[0].PersonId, told[0].ActorId));

        // Until it is handed in it is the colleague's alone.
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.Get($"/api/experts/{nominated.Id}", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await slice.Coordinator().Get($"/api/experts/{nominated.Id}", Ct)).Status);
        var mine = (await colleague.Get($"/api/experts/{nominated.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("draft", organisation), (mine.RequestStatus, mine.Body!["nominated"]!["organisationId"]!.GetValue<Guid>()));
        Assert.Equal("incomplete", (await colleague.Post($"/api/experts/{nominated.Id}/submit", null, Ct, mine.Revision)).Must(HttpStatusCode.UnprocessableEntity).Code());
        var written = (await colleague.Put($"/api/experts/{nominated.Id}", Profiles.Complete(organisation), mine.Revision, Ct)).Must(HttpStatusCode.OK);
        (await colleague.Post($"/api/experts/{nominated.Id}/submit", null, Ct, written.Revision)).Must(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_nominates_strangers_themselves_or_for_another_organisation()
    {
        var (organisation, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var administrator = slice.Person(null, (organisation, Roles.OrganisationAdministrator));
        var (colleague, stranger) = (await Known(organisation), await Known(other));
        Assert.Equal("not-yours", (await slice.Person(null, (organisation, Roles.AuthoritySignatory)).Post("/api/experts/nominate", Body(colleague.Id, organisation), Ct)).Must(HttpStatusCode.Forbidden).Code());
        Assert.Equal("not-yours", (await administrator.Post("/api/experts/nominate", Body(stranger.Id, other), Ct)).Must(HttpStatusCode.Forbidden).Code());
        Assert.Equal("own-profile", (await administrator.Post("/api/experts/nominate", Body(administrator.Id, organisation), Ct)).Must(HttpStatusCode.Forbidden).Code());
        foreach (var nobody in (Guid[])[stranger.Id, Guid.CreateVersion7()])
            Assert.Equal(["personId"], (await administrator.Post("/api/experts/nominate", Body(nobody, organisation), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        await slice.Hear(new PersonChanged(colleague.Id, 2, "end", slice.Now, Guid.Empty, "en", Active: false, [new MembershipRoles(organisation, ["expert"])]), Ct);
        Assert.Equal(["personId"], (await administrator.Post("/api/experts/nominate", Body(colleague.Id, organisation), Ct)).Must(HttpStatusCode.BadRequest).Faults);
        var own = await Known(organisation);
        (await own.Post("/api/experts", Profiles.Complete(organisation), Ct)).Must(HttpStatusCode.Created);
        Assert.Equal("expert-already", (await administrator.Post("/api/experts/nominate", Body(own.Id, organisation), Ct)).Must(HttpStatusCode.Conflict).Code());
    }

    private async Task<Alliance.Services.Tests.Requests.ApiPerson> Known(Guid organisation)
    {
        var person = slice.Person(null, (organisation, Roles.Expert));
        await slice.Hear(new PersonChanged(person.Id, 1, "add", slice.Now, Guid.Empty, "en", Active: true, [new MembershipRoles(organisation, ["expert"])]), Ct);
        return person;
    }

    private static JsonObject Body(Guid person, Guid organisation) => new() { ["personId"] = person, ["organisationId"] = organisation };
}
