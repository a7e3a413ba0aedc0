using System.Net;
using System.Text.Json.Nodes;
using Alliance.Testing;

namespace Alliance.Reliability;

/// <summary>
/// From an open request to a closed one: three experts are invited to one place, one declines, two accept and are confirmed at the same moment; who
/// wins does the work. What follows from each acknowledged step is noted with the request.
/// </summary>
internal sealed class Journey(Actor signatory, Actor coordinator, IReadOnlyList<ExpertActor> experts)
{
    private const int Invited = 3;

    private int begun;

    public Calls Calls { get; } = new();

    public async Task Staff(Promise promise, CancellationToken ct)
    {
        var need = (await Calls.Read(signatory.Client, promise.Path, ct)).Body!["needs"]![0]!["id"]!.GetValue<Guid>();
        var turn = Interlocked.Increment(ref begun);
        List<Engaged> invited = [];
        foreach (var expert in Enumerable.Range(0, Invited).Select(i => experts[(turn + i) % experts.Count])) invited.Add(await Invite(promise, need, expert, ct));
        promise.Experts = invited;

        var declines = invited[0];
        declines.Life = ["propose", "invite", "decline"];
        await Step(declines, declines.Expert.Client, "decline", "declined", ct, new JsonObject { ["code"] = "not-available" });
        promise.Tell(coordinator.Person, declines, "declined", mail: true);
        foreach (var accepts in invited[1..])
        {
            await Step(accepts, accepts.Expert.Client, "accept", "accepted", ct, new JsonObject { ["conflictOfInterest"] = new JsonObject { ["declared"] = false } });
            promise.Tell(signatory.Person, accepts, "accepted", mail: true);
            promise.Tell(coordinator.Person, accepts, "accepted");
        }
        await Work(promise, await ConfirmOne(promise, invited[1], invited[2], ct), ct);
    }

    public async Task<Answer> Step(Promise promise, Actor by, string verb, string to, CancellationToken ct, JsonNode? body = null)
    {
        var answer = await Calls.Step(by.Client, promise.Path, verb, body, promise.Revision, to, ct);
        promise.Revision = answer.Revision;
        promise.Steps.Add(verb);
        return answer;
    }

    private async Task<Engaged> Invite(Promise promise, Guid need, ExpertActor expert, CancellationToken ct)
    {
        // Experts hears of the request by message.
        await Calls.Until(coordinator.Client, $"/api/matches?request={promise.Id}&need={need}",
            found => found.Body!["items"]!.AsArray().Any(m => m!["expertId"]!.GetValue<Guid>() == expert.Profile), ct);
        var proposed = await Calls.Create(coordinator.Client, "/api/assignments",
            new JsonObject { ["requestId"] = promise.Id, ["needId"] = need, ["expertId"] = expert.Profile }, ct);
        var engaged = new Engaged(proposed.Id, proposed.Revision, expert);
        await Step(engaged, coordinator.Client, "invite", "invited", ct);
        promise.Tell(expert.Person, engaged, "invited", mail: true);
        return engaged;
    }

    /// <summary>Both at once: the place is there for one.</summary>
    /// <returns>Who has it.</returns>
    private async Task<Engaged> ConfirmOne(Promise promise, Engaged one, Engaged other, CancellationToken ct)
    {
        var confirmed = await Task.WhenAll(Confirm(one, ct), Confirm(other, ct));
        if (confirmed is [true, true] or [false, false])
        {
            var fault = $"{promise.Path}: of two confirmed for one place {confirmed.Count(yes => yes)} have it";
            Calls.Faults.Add(fault);
            throw new UnexpectedAnswerException(fault);
        }
        var (winner, second) = confirmed[0] ? (one, other) : (other, one);
        winner.Life = ["propose", "invite", "accept", "confirm", "start", "report", "complete"];
        second.Life = ["propose", "invite", "accept", "reserve", "not-select"];
        promise.Tell(winner.Expert.Person, winner, "confirmed", mail: true);
        promise.Tell(second.Expert.Person, second, "reserve", mail: true);
        promise.Tell(signatory.Person, "staffed");
        await BecomesRequest(promise, "staffed", ct);
        // Once work begins, who is left over is told.
        await Step(winner, winner.Expert.Client, "start", "active", ct);
        promise.Tell(second.Expert.Person, second, "notSelected", mail: true);
        return winner;
    }

    private async Task<bool> Confirm(Engaged engaged, CancellationToken ct)
    {
        while (true)
        {
            var answer = await Calls.Verb(signatory.Client, engaged.Path, "confirm", null, engaged.Revision, ct);
            if (answer.Status is not (HttpStatusCode.OK or HttpStatusCode.Conflict or HttpStatusCode.PreconditionFailed)) throw Calls.Unexpected($"POST {engaged.Path}/confirm", answer);
            var now = answer.IsSuccess ? answer : await Calls.Read(signatory.Client, engaged.Path, ct);
            engaged.Revision = now.Revision;
            if (now.RequestStatus == "confirmed") return true;
            // A conflict: the place is taken. Still accepted after a stale revision: asked again.
            if (answer.Status == HttpStatusCode.Conflict || now.RequestStatus != "accepted") return false;
        }
    }

    private async Task Work(Promise promise, Engaged winner, CancellationToken ct)
    {
        promise.Tell(signatory.Person, "inProgress");
        await BecomesRequest(promise, "inProgress", ct);
        await Step(winner, winner.Expert.Client, "report", "reporting", ct, new JsonObject { ["text"] = "Ten sections found." });
        promise.Tell(signatory.Person, winner, "reported", mail: true);
        promise.Tell(coordinator.Person, winner, "reported");
        await Step(winner, signatory.Client, "complete", "completed", ct);
        promise.Tell(winner.Expert.Person, winner, "completed", mail: true);
        promise.Tell(winner.Expert.Person, "evaluationAsked", mail: true);
        promise.Tell(signatory.Person, "evaluationAsked", mail: true);
        promise.Tell(signatory.Person, "delivered", mail: true);
        await BecomesRequest(promise, "delivered", ct);
        promise.Tell(signatory.Person, "participantsAsked");
        promise.Tell(coordinator.Person, "evaluationAsked");
        await Step(promise, coordinator, "close", "closed", ct);
        promise.Tell(signatory.Person, "closed", mail: true);
    }

    /// <summary>Its status follows from the assignments, by message.</summary>
    private async Task BecomesRequest(Promise promise, string status, CancellationToken ct) =>
        promise.Revision = (await Calls.Until(signatory.Client, promise.Path, found => found.RequestStatus == status, ct)).Revision;

    private async Task Step(Engaged engaged, PlatformClient by, string verb, string to, CancellationToken ct, JsonNode? body = null) =>
        engaged.Revision = (await Calls.Step(by, engaged.Path, verb, body, engaged.Revision, to, ct)).Revision;
}
