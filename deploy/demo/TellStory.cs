using Alliance.Shared.Identity;

namespace Alliance.Demo;

/// <summary>
/// Lives one request through: each line of its plot at its time, what the system does by itself in between, and after every step what one service
/// hears of the other, so that both stores agree. Whatever would be due by now has happened when it ends.
/// </summary>
internal sealed class TellStory(RequestDesk requests, ExpertDesk experts, Cast cast, StoryClock clock, Story story, int place)
{
    private readonly Guid requestId = Ids.Request(place);

    /// <summary>The assignments in the order they were proposed, by their experts' organisation.</summary>
    private readonly List<(string Expert, Guid Id)> assignments = [];

    /// <summary>Up to which entry each document was heard of.</summary>
    private readonly Dictionary<Guid, long> heard = [];

    private Caller owner = cast.Coordinator(1);

    /// <summary>The lines with their times.</summary>
    public static IReadOnlyList<(PlotLine Line, DateTimeOffset At)> Times(IReadOnlyList<string> plot, DateTimeOffset madeAt, int salt)
    {
        List<(PlotLine, DateTimeOffset At)> times = [];
        foreach (var line in plot.Select(PlotLine.Parse))
            times.Add((line, line.At(madeAt, times.Count > 0 ? times[^1].At : null, salt + (times.Count * 7))));
        return times;
    }

    /// <param name="reference">Drawn before, in the order of the submits; null for what is never submitted.</param>
    /// <exception cref="StandstillException">Names the line that could not be.</exception>
    public async Task Run(string? reference, CancellationToken ct)
    {
        clock.Begin();
        foreach (var (line, at) in Times(story.Plot, clock.MadeAt, place))
        {
            try
            {
                await Until(at, ct);
                clock.Set(at);
                await Do(line, reference, ct);
                await Settle(ct);
            }
            catch (StandstillException fault)
            {
                throw new StandstillException($"Request {place + 1} of the demonstration stands still at '{line.Day} {line.Verb} {string.Join(' ', line.Words)}': {fault.Message}");
            }
        }
        await Until(clock.MadeAt, ct);
    }

    private async Task Do(PlotLine line, string? reference, CancellationToken ct)
    {
        // Whoever takes it, or gets it, has it; of two approvals the second is another's.
        var named = line.Words is [[var digit and >= '1' and <= '9']] ? cast.Coordinator(digit - '0') : null;
        if (line.Verb is "take" or "hand-over") owner = named ?? owner;
        switch (line)
        {
            case { Verb: "draft" }:
                await requests.Create(requestId, story, place, ct);
                break;
            case { Verb: "propose", Expert: { } expert }:
                await Propose(expert, line, ct);
                break;
            // Of the request itself, whatever it names.
            case { Verb: "consult" or "redirect" }:
                await requests.Take(requestId, story, line, reference, owner, ct);
                break;
            case { Expert: { } expert }:
                await experts.Take(assignments.FindLast(a => a.Expert == expert).Id, story, line, owner, ct);
                break;
            default:
                await requests.Take(requestId, story, line, reference, line.Verb == "hand-over" ? owner : named ?? owner, ct);
                break;
        }
    }

    private async Task Propose(string expert, PlotLine line, CancellationToken ct)
    {
        var needs = (await requests.Find(requestId, ct))?.Value.Content.Needs ?? throw new StandstillException("There is no request.");
        var need = line.Words is [_, [var digit]] ? needs[digit - '1'] : needs[0];
        var id = Ids.Assignment(place, assignments.Count);
        await experts.Propose(id, requestId, need.Id!.Value, expert, line.Text, owner, ct);
        assignments.Add((expert, id));
    }

    /// <summary>Lets the time pass: what the services' loops would do by then is done at its time.</summary>
    private async Task Until(DateTimeOffset at, CancellationToken ct)
    {
        while (await NextDue(ct) is { } next && next.At <= at)
        {
            if (next.At > clock.GetUtcNow()) clock.Set(next.At);
            await (next.Id == requestId ? requests.Tick(requestId, ct) : experts.Tick(next.Id, ct));
            await Settle(ct);
        }
    }

    private async Task<(Guid Id, DateTimeOffset At)?> NextDue(CancellationToken ct)
    {
        List<(Guid Id, DateTimeOffset At)> due = [];
        if (await requests.Find(requestId, ct) is { } request && RequestDesk.DueAt(request.Value) is { } at) due.Add((requestId, at));
        foreach (var (_, id) in assignments)
        {
            if (await experts.Find(id, ct) is { } assignment && ExpertDesk.DueAt(assignment.Value) is { } time) due.Add((id, time));
        }
        return due.Count == 0 ? null : due.MinBy(d => d.At);
    }

    /// <summary>Until no store has news for the other.</summary>
    private async Task Settle(CancellationToken ct)
    {
        bool news;
        do
        {
            news = false;
            if (await requests.Find(requestId, ct) is { } request && request.LastNo > heard.GetValueOrDefault(requestId))
            {
                foreach (var moved in await requests.News(request, heard.GetValueOrDefault(requestId), ct)) await experts.Hear(moved, ct);
                heard[requestId] = request.LastNo;
                news = true;
            }
            foreach (var (_, id) in assignments)
            {
                if (await experts.Find(id, ct) is not { } assignment || assignment.LastNo <= heard.GetValueOrDefault(id)) continue;
                foreach (var moved in await experts.News(assignment, heard.GetValueOrDefault(id), ct)) await requests.Hear(moved, ct);
                heard[id] = assignment.LastNo;
                news = true;
            }
        }
        while (news);
    }
}
