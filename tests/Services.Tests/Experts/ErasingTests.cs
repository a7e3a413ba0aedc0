using System.Net;
using System.Text.Json.Nodes;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Erasing;
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
