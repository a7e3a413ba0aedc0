using System.Net;
using Alliance.Requests;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Every row of the table over HTTP: who may, who may not, and the same call again.</summary>
[Collection("requests")]
public sealed class RowsTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Every row that is a person's.</summary>
    public static TheoryData<string, string, string, string> Rows() =>
        [.. Transitions.Table.Where(t => t.By != By.System).Select(t => (t.From.Wire(), t.Verb, t.To.Wire(), t.By.ToString()))];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_does_it_once_however_often_it_is_sent_and_nobody_else_does(string from, string verb, string to, string by)
    {
        var organisation = await slice.Member(Ct);
        var elsewhere = Guid.CreateVersion7();
        var status = Enum.Parse<RequestStatus>(from, ignoreCase: true);
        // Of two approvals the first leaves it where it is: what weighs more is decided by two.
        var content = verb == Verb.Approve && to == from ? Some.Complete with { Urgency = "critical" } : Some.Complete;
        var stored = await slice.Store(
            Some.Request(status, content) with
            {
                OrganisationId = organisation,
                Held = verb == Verb.Resume ? new Standstill("funding", Some.Now) : null,
                Comments = verb == Verb.Reply ? [new FieldComment("title", "Коротше")] : [],
                FollowUp = verb == Verb.FollowUp ? new FollowUp(Some.Now, Asked: true) : null
            }, Ct);
        var people = new Dictionary<string, ApiPerson>
        {
            ["Editor"] = slice.Person((organisation, Roles.AuthorityEditor)),
            ["Signatory"] = slice.Person((organisation, Roles.AuthoritySignatory)),
            ["Coordinator"] = slice.Person((elsewhere, Roles.Coordinator)),
            ["LeadCoordinator"] = slice.Person((elsewhere, Roles.LeadCoordinator)),
            ["CoordinatorOfTheApplicant"] = slice.Person((elsewhere, Roles.LeadCoordinator), (organisation, Roles.OrganisationAdministrator))
        };
        string[] may = by switch
        {
            "Editor" => ["Editor", "Signatory"],
            "Coordinator" => ["Coordinator", "LeadCoordinator"],
            _ => [by]
        };
        slice.Issuer.People[Some.SecondCoordinator.PersonId] = Some.Card(Some.SecondCoordinator);
        var at = $"/api/requests/{stored.Id}/{verb}";
        // A draft is not even known to coordinators.
        foreach (var (name, other) in people.Where(p => !may.Contains(p.Key)))
        {
            var expected = from == "draft" && name.Contains("Coordinator", StringComparison.Ordinal) ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden;
            Assert.Equal((name, expected), (name, (await other.Post(at, Bodies.Of(verb), Ct, stored.Revision)).Status));
        }
        foreach (var role in new[] { Roles.Administrator, Roles.OrganisationAdministrator, Roles.Observer, Roles.AuthoritySignatory })
            Assert.Equal(HttpStatusCode.NotFound, (await slice.Person((elsewhere, role)).Post(at, Bodies.Of(verb), Ct, stored.Revision)).Status);
        // An expert reads an open call, as a member does, and does nothing with it.
        Assert.Equal(
            RequestStatuses.OpenCall.Contains(status) ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound,
            (await slice.Person((elsewhere, Roles.Expert)).Post(at, Bodies.Of(verb), Ct, stored.Revision)).Status);

        var person = people[may[0]];
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await person.Post(at, Bodies.Of(verb), Ct)).Status);
        var done = (await person.Post(at, Bodies.Of(verb), Ct, stored.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal((to, stored.Revision + 1), (done.RequestStatus, done.Revision));
        var again = (await person.Post(at, Bodies.Of(verb), Ct, stored.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(done.Revision, again.Revision);
        if (may.Length > 1) Assert.Equal(HttpStatusCode.PreconditionFailed, (await people[may[1]].Post(at, Bodies.Of(verb), Ct, stored.Revision)).Status);
        var history = (await person.Get($"/api/requests/{stored.Id}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
        Assert.Equal((verb, from, to), Assert.Single(history.Select(e => (e!["verb"]!.GetValue<string>(), e["from"]!.GetValue<string>(), e["to"]!.GetValue<string>()))));
    }

    [Fact]
    public async Task Another_word_is_no_repeat()
    {
        var stored = await slice.Store(Some.Request(RequestStatus.Matching) with { OrganisationId = Guid.CreateVersion7() }, Ct);
        var coordinator = slice.Coordinator();
        var at = $"/api/requests/{stored.Id}/hold";
        (await coordinator.Post(at, Bodies.Of("hold"), Ct, stored.Revision)).Must(HttpStatusCode.OK);
        (await coordinator.Post(at, Bodies.Of("hold"), Ct, stored.Revision)).Must(HttpStatusCode.OK);
        var other = Bodies.Of("hold")!;
        other["code"] = "security-situation";
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await coordinator.Post(at, other, Ct, stored.Revision)).Status);
    }
}
