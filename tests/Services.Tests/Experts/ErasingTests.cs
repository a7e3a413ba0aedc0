using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Erasing;
using Alliance.Experts.Inviting;
using Alliance.Experts.Offering;
using Alliance.Shared.Identity;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>An expert is forgotten in the middle of things: what is over by it, what stays, and that no word is left.</summary>
[Collection("experts")]
public sealed class ErasingTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string?, string> Ends() => new()
    {
        { "Proposed", "cancel", "Cancelled" }, { "Invited", "cancel", "Cancelled" }, { "Accepted", "cancel", "Cancelled" }, { "Reserve", "cancel", "Cancelled" },
        { "Confirmed", "cancel", "Cancelled" }, { "Active", "end-early", "EndedEarly" }, { "Reporting", null, "Reporting" }, { "Completed", null, "Completed" },
        { "Declined", null, "Declined" }
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public void What_was_not_over_is_over_and_what_was_done_keeps_its_days_and_figures(string from, string? verb, string to)
    {
        var before = Some.Assignment(Enum.Parse<AssignmentStatus>(from)) with
        {
            Period = new DayPeriod(new DateOnly(2027, 1, 4), new DateOnly(2027, 1, 8)), PersonDays = 3, Place = 1, Report = "Звіт", Outputs = ["Назва"],
            ConflictOfInterest = new ConflictOfInterest(true, "Брат"), Selection = new Selection(2, 80, [], [], Guid.Empty, "Бо знаю її")
        };
        var step = EraseExpert.Decide(before)!;
        Assert.Equal((verb, to), (step.Steps.SingleOrDefault()?.Verb, step.Next.Status.ToString()));
        Assert.All(step.Steps, s => Assert.Equal("expert-erased", s.Code));
        var after = step.Next;
        Assert.Equal((null, 0, true, null, null), (after.Report, after.Outputs.Count, after.ConflictOfInterest!.Declared, after.ConflictOfInterest.Text, after.Selection.Reason));
        Assert.Equal((before.Period, 3, 1, 2, 80, before.PersonId), (after.Period, after.PersonDays, after.Place, after.Selection.Rank, after.Selection.Score, after.PersonId));
        Assert.Null(EraseExpert.Decide(after));
    }

    [Fact]
    public async Task Work_under_way_ends_the_place_is_free_and_no_word_is_left_while_the_histories_hold()
    {
        var request = await slice.Request(Ct, quantity: 2);
        var expert = await slice.Expert(Ct, Profiles.Complete(Guid.CreateVersion7()).With("employer", new JsonObject { ["position"] = "Unmistakable" })
            .With("certificates", new JsonArray(new JsonObject { ["name"] = "Mistakeless" })));
        var profile = (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        var confirmed = await request.Confirmed(expert, Ct);
        var started = (await expert.Person.Post($"/api/assignments/{confirmed.Id}/start", null, Ct, confirmed.Revision)).Must(HttpStatusCode.OK);
        var reported = (await expert.Person.Post($"/api/assignments/{confirmed.Id}/report", new JsonObject { ["text"] = "My unmistakable report" }, Ct, started.Revision)).Must(HttpStatusCode.OK);
        (await request.Signatory.Post($"/api/assignments/{confirmed.Id}/return-report", new JsonObject { ["reason"] = "Unmistakable, write more" }, Ct, reported.Revision)).Must(HttpStatusCode.OK);
        (await expert.Person.Post($"/api/experts/{expert.Id}/pause", new JsonObject { ["reason"] = "Unmistakable reason" }, Ct, profile.Revision)).Must(HttpStatusCode.OK);
        var token = await slice.Get<Alliance.Shared.Identity.SignedLinks>().Issue(LinkPurpose.AnswerInvitation, confirmed.Id, expert.Person.Id, slice.Now.AddDays(7), Ct);

        await Erase(expert.Person.Id);
        await Erase(expert.Person.Id);

        var ended = (await request.Coordinator.Get($"/api/assignments/{confirmed.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("endedEarly", null), (ended.RequestStatus, ended.Body!["report"]));
        Assert.DoesNotContain("nmistakable", ended.Text, StringComparison.Ordinal);
        var history = (await request.Coordinator.Get($"/api/assignments/{confirmed.Id}/history", Ct)).Must(HttpStatusCode.OK);
        Assert.DoesNotContain("nmistakable", history.Text, StringComparison.Ordinal);
        Assert.Equal("expert-erased", history.Body!["items"]!.AsArray()[^1]!["code"]!.GetValue<string>());
        var assignments = await slice.Get<Store<Assignment>>().History(confirmed.Id, Ct);
        Assert.Contains(assignments, e => e.TextHash is not null);
        Assert.Null(HistoryChain.Verify(confirmed.Id, assignments));
        Assert.Null(HistoryChain.Verify(expert.Id, await slice.Get<Store<Expert>>().History(expert.Id, Ct)));

        var left = (await request.Coordinator.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("erased", null), (left.RequestStatus, left.Body!["employer"]));
        Assert.Empty(left.Body!["competences"]!.AsArray());
        Assert.Empty((await request.Coordinator.Get("/api/experts?q=unmistakable", Ct)).Must(HttpStatusCode.OK).Body!["items"]!.AsArray());
        Assert.DoesNotContain((await request.Coordinator.Get("/api/experts?limit=100", Ct)).Body!["items"]!.AsArray(), e => e!["id"]!.GetValue<Guid>() == expert.Id);
        Assert.Equal("not-eligible", (await request.Propose(expert, Ct)).Must(HttpStatusCode.Conflict).Code());
        Assert.NotNull(token);
        // Accounts is told, once.
        await Wait.Until(_ => Task.FromResult(slice.Published.OfType<PersonErasureDone>().Count(d => d.PersonId == expert.Person.Id && d.Service == "experts")), count => count == 1, Ct);
        Assert.True(await slice.Get<ErasedPeople>().Has(expert.Person.Id, Ct));
    }

    [Theory]
    [InlineData("health-family", "My unmistakable mother", "other")]
    [InlineData("health-family", null, "other")]
    [InlineData("outside-expertise", "Unmistakable", "outside-expertise")]
    public async Task Why_an_invitation_was_declined_is_read_until_the_expert_is_erased_and_the_chain_holds_before_and_after(string code, string? text, string lasting)
    {
        var (request, expert) = (await slice.Request(Ct), await slice.Expert(Ct));
        var invited = await request.Invited(expert, Ct);
        var body = new JsonObject { ["code"] = code, ["text"] = text };
        (await expert.Person.Post($"/api/assignments/{invited.Id}/decline", body.DeepClone(), Ct, invited.Revision)).Must(HttpStatusCode.OK);
        Assert.Equal(HttpStatusCode.OK, (await expert.Person.Post($"/api/assignments/{invited.Id}/decline", body.DeepClone(), Ct, invited.Revision)).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await expert.Person.Post($"/api/assignments/{invited.Id}/decline", new JsonObject { ["code"] = "other" }, Ct, invited.Revision)).Status);

        var before = (await Last()).Entry;
        Assert.Equal((lasting, code, text), ((string?)before["code"], (string?)before["reason"], (string?)before["text"]));
        var moved = await Wait.Until(_ => Task.FromResult(slice.Published.OfType<AssignmentMoved>().FirstOrDefault(m => m.Id == invited.Id && m.Verb == "decline")), m => m is not null, Ct);
        Assert.Equal(lasting, moved!.Code);

        await Erase(expert.Person.Id);

        var (after, whole) = await Last();
        Assert.Equal((lasting, lasting, null), ((string?)after["code"], (string?)after["reason"], (string?)after["text"]));
        Assert.Equal(before["hash"]!.GetValue<string>(), after["hash"]!.GetValue<string>());
        var assignment = (await request.Coordinator.Get($"/api/assignments/{invited.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(lasting, assignment.Body!["invitation"]!["code"]!.GetValue<string>());
        if (lasting != code) Assert.All([whole, assignment.Text], all => Assert.DoesNotContain(code, all, StringComparison.Ordinal));

        async Task<(JsonNode Entry, string Whole)> Last()
        {
            Assert.Null(HistoryChain.Verify(invited.Id, await slice.Get<Store<Assignment>>().History(invited.Id, Ct)));
            var history = (await request.Coordinator.Get($"/api/assignments/{invited.Id}/history", Ct)).Must(HttpStatusCode.OK);
            return (history.Body!["items"]!.AsArray()[^1]!, history.Text);
        }
    }

    [Fact]
    public void An_entry_from_before_that_holds_the_code_of_a_decline_itself_is_read_as_it_is()
    {
        var entry = new HistoryEntry(1, "decline", Guid.Empty, DateTimeOffset.UnixEpoch, "language", "invited", "declined", null, null, HistoryChain.Start, "", "Words\nof two lines");
        Assert.Equal(("language", "Words\nof two lines"), DeclineReason.Of(entry));
        Assert.Equal(("health-family", "Words"), DeclineReason.Of(entry with { Code = "health-family", Text = "Words" }));
    }

    [Fact]
    public async Task An_offer_of_who_is_erased_is_taken_back_and_no_word_of_any_is_left()
    {
        var (city, expert) = (Guid.CreateVersion7(), await slice.Expert(Ct));
        var administrator = slice.Person(null, (city, Roles.OrganisationAdministrator));
        await slice.Hear(new OrganisationChanged(city, 1, "change", slice.Now, Guid.Empty, "municipality", "BG", "BG411", null, "active"), Ct);
        await slice.Hear(new PersonChanged(expert.Person.Id, 1, "add", slice.Now, Guid.Empty, null, Active: true, [new MembershipRoles(city, [Roles.Expert])]), Ct);
        var (waiting, declined, accepted) = (await Offered(), await Offered(), await Offered());
        (await declined.Request.Coordinator.Post($"/api/offers/{declined.Id}/decline", new JsonObject { ["code"] = "does-not-fit", ["text"] = "Unmistakable, no" }, Ct, 1)).Must(HttpStatusCode.OK);
        (await accepted.Request.Coordinator.Post($"/api/offers/{accepted.Id}/accept", new JsonObject { ["reason"] = "Unmistakable, yes" }, Ct, 1)).Must(HttpStatusCode.OK);

        await Erase(expert.Person.Id);
        await Erase(expert.Person.Id);

        foreach (var (offer, status) in new[] { (waiting, "withdrawn"), (declined, "declined"), (accepted, "accepted") })
        {
            var left = (await offer.Request.Coordinator.Get($"/api/offers/{offer.Id}", Ct)).Must(HttpStatusCode.OK);
            Assert.Equal((status, null), (left.RequestStatus, left.Body!["text"]));
            var history = await slice.Get<Store<Offer>>().History(offer.Id, Ct);
            Assert.Contains(history, e => e.TextHash is not null);
            Assert.All(history, e => Assert.Null(e.Text));
            Assert.Null(HistoryChain.Verify(offer.Id, history));
            Assert.Null((await slice.Get<Store<Offer>>().Find(offer.Id, Ct))!.Value.Decided);
        }

        async Task<(Guid Id, TestRequest Request)> Offered()
        {
            var request = await slice.Request(Ct);
            var body = new JsonObject { ["requestId"] = request.Id, ["needId"] = request.Need, ["personId"] = expert.Person.Id, ["text"] = "The unmistakable colleague" };
            return ((await administrator.Post("/api/offers", body, Ct, key: "k" + request.Id.ToString("n"))).Must(HttpStatusCode.Created).Id, request);
        }
    }

    [Fact]
    public async Task What_an_erased_administrator_wrote_goes_while_the_offer_of_the_organisation_stands()
    {
        var (by, colleague) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var offer = new Offer
        {
            RequestId = Guid.CreateVersion7(), NeedId = Some.Need, Kind = "expert", OrganisationId = Some.Hromada, OfferingId = Some.City, PersonId = colleague,
            ExpertId = Guid.CreateVersion7(), Status = OfferStatus.Offered, By = by, Text = "Моя колега"
        };
        var id = Guid.CreateVersion7();
        await slice.Get<Store<Offer>>().Create(id, offer, by, [new Step(OfferVerb.Offer, null, "offered", Text: offer.Text)], Ct);
        await Erase(by);
        Assert.Equal(offer with { Text = null }, (await slice.Get<Store<Offer>>().Find(id, Ct))!.Value);
        Assert.Null(EraseExpert.Decide(offer with { Text = null }, by));
    }

    [Fact]
    public async Task Who_never_had_a_profile_is_answered_for_too_and_nonsense_is_refused()
    {
        var nobody = Guid.CreateVersion7();
        await Erase(nobody);
        await Wait.Until(_ => Task.FromResult(slice.Published.OfType<PersonErasureDone>().Count(d => d.PersonId == nobody)), count => count == 1, Ct);
        await Assert.ThrowsAsync<InvalidMessageException>(() => Hear(new PersonErased(Guid.Empty, 1, slice.Now)));
    }

    private Task Erase(Guid personId) => Hear(new PersonErased(personId, 7, slice.Now));

    private Task Hear(PersonErased erased) => ActivatorUtilities.CreateInstance<WhenPersonErased>(slice.Services).Handle(erased, Ct);
}
