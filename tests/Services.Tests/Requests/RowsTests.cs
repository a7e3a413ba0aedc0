using System.Net;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Consulting;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Every row of the table over HTTP: who may, who may not, and the same call again.</summary>
[Collection("requests")]
public sealed class RowsTests(RequestsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Every row that is a person's; those that make another request have tests of their own (<see cref="LinkingTests"/>).</summary>
    public static TheoryData<string, string, string, string> Rows() =>
        [.. Transitions.Table.Where(t => t.By != By.System && t.Verb is not (Verb.Copy or Verb.Reopen)).Select(t => (t.From.Wire(), t.Verb, t.To.Wire(), t.By.ToString()))];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Who_may_does_it_once_however_often_it_is_sent_and_nobody_else_does(string from, string verb, string to, string by)
    {
        var organisation = await slice.Member(Ct);
        var (elsewhere, consulted) = (Guid.CreateVersion7(), await slice.Member(Ct));
        var status = Enum.Parse<RequestStatus>(from, ignoreCase: true);
        // Of two approvals the first leaves it where it is: what weighs more is decided by two.
        var content = verb == Verb.Approve && to == from ? Some.Complete with { Urgency = "critical" } : Some.Complete;
        var stored = await slice.Store(
            Some.Request(status, content) with
            {
                OrganisationId = organisation,
                Held = verb == Verb.Resume ? new Standstill("funding", Some.Now) : null,
                Comments = verb == Verb.Reply ? [new FieldComment("title", "Коротше")] : [],
                Consultations = verb != Verb.Answer ? [] : (status, to) switch
                {
                    (RequestStatus.InReview, _) => [new Consultation(consulted, Some.Now, "?", Some.Now, ConsultationOutcome.Objection, "Ні")],
                    (_, "inConsultation") => [new Consultation(consulted, Some.Now, "?"), new Consultation(Guid.CreateVersion7(), Some.Now, "?")],
                    _ => [new Consultation(consulted, Some.Now, "?")]
                },
                FollowUp = verb == Verb.FollowUp ? new FollowUp(Some.Now, Asked: true) : null
            }, Ct);
        var people = new Dictionary<string, ApiPerson>
        {
            ["Editor"] = slice.Person((organisation, Roles.AuthorityEditor)),
            ["Signatory"] = slice.Person((organisation, Roles.AuthoritySignatory)),
            ["Consulted"] = slice.Person((consulted, Roles.AuthorityEditor)),
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
        var body = verb switch
        {
            Verb.Answer when status == RequestStatus.InReview => new JsonObject { ["text"] = "Так, але" },
            Verb.Consult => new JsonObject { ["organisations"] = new JsonArray(consulted), ["text"] = "Чи заперечуєте?" },
            Verb.Merge => new JsonObject { ["requestId"] = (await slice.Store(Some.Request(RequestStatus.InReview), Ct)).Id, ["text"] = "Те саме" },
            _ => Bodies.Of(verb)
        };
        // A draft is not even known to coordinators.
        foreach (var (name, other) in people.Where(p => !may.Contains(p.Key)))
        {
            var expected = from == "draft" && (name == "Consulted" || name.Contains("Coordinator", StringComparison.Ordinal)) ? HttpStatusCode.NotFound
                // The one verb of two sides: each has it in another state.
                : verb == Verb.Answer && name is ("Consulted" or "Coordinator" or "LeadCoordinator") ? HttpStatusCode.Conflict
                // Of an Active organisation, and none of the participants.
                : name == "Consulted" && status == RequestStatus.ChangesRequested ? HttpStatusCode.NotFound
                : HttpStatusCode.Forbidden;
            Assert.Equal((name, expected), (name, (await other.Post(at, body, Ct, stored.Revision)).Status));
        }
        foreach (var role in new[] { Roles.Administrator, Roles.OrganisationAdministrator, Roles.Observer, Roles.AuthoritySignatory })
            Assert.Equal(HttpStatusCode.NotFound, (await slice.Person((elsewhere, role)).Post(at, body, Ct, stored.Revision)).Status);
        // An expert reads an open call, as a member does, and does nothing with it.
        Assert.Equal(
            RequestStatuses.OpenCall.Contains(status) ? HttpStatusCode.Forbidden : HttpStatusCode.NotFound,
            (await slice.Person((elsewhere, Roles.Expert)).Post(at, body, Ct, stored.Revision)).Status);

        var person = people[may[0]];
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await person.Post(at, body, Ct)).Status);
        var done = (await person.Post(at, body, Ct, stored.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal((to, stored.Revision + 1), (done.RequestStatus, done.Revision));
        var again = (await person.Post(at, body, Ct, stored.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(done.Revision, again.Revision);
        if (may.Length > 1) Assert.Equal(HttpStatusCode.PreconditionFailed, (await people[may[1]].Post(at, body, Ct, stored.Revision)).Status);
        // A consulted organisation reads no history.
        var history = (await (by == "Consulted" ? people["Coordinator"] : person).Get($"/api/requests/{stored.Id}/history", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray();
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
