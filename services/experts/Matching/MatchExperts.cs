using System.Globalization;
using Alliance.Experts.Knowing;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Experts.Matching;

/// <summary>GET /api/matches?request=&amp;need=: the best candidates for one need, with the reasons: experts, or organisations that could receive people. For coordinators, not of the applicant.</summary>
internal static class MatchExperts
{
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase) { "request", "need", "limit" };

    public static void MapMatching(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/matches", Handle).Produces<MatchList>();
        app.MapGet("/api/matches/weights", (MatchingSettings weights) => TypedResults.Ok(Weights.Of(weights))).Produces<Weights>();
        app.MapGet("/api/open-calls", ListOpenCalls.Handle).Produces<OpenCallList>();
        app.MapGet("/api/gaps", FindGaps.Handle).Produces<GapList>();
    }

    public static async Task<IResult> Handle(
        [AsParameters] MatchQuery query, HttpContext http, Caller caller, Store<KnownRequest> requests, Store<Assignment> assignments, RosterInMemory roster, Hosts hosts,
        MatchingSettings weights, TimeProvider clock, CancellationToken ct)
    {
        if (!caller.IsCoordinator()) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "not-yours"));
        FieldFault[] faults =
        [
            .. ListLimits.Unknown(http.Request.Query.Keys, Known), .. IdFault("request", query.RequestId), .. IdFault("need", query.NeedId),
            .. ListLimits.Common(words: null, query.Limit, cursor: null)
        ];
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var needId = Guid.Parse(query.NeedId!);
        var request = (await requests.Find(Guid.Parse(query.RequestId!), ct))?.Value;
        if (request?.Need(needId) is not { } need) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        if (caller.BelongsTo(request.OrganisationId)) return Answers.ToHttp(new Refusal(RefusalKind.Forbidden, "own-organisation"));

        // Codes of the roster have numbers once it is in memory; those of organisations as they are read.
        var candidates = await roster.Now(ct);
        var able = need.Kind == "expert" ? [] : await hosts.All(ct);
        var wanted = Wanted.Of(request, need, period: null, clock.GetUtcNow());
        var size = ListLimits.Size(query.Limit);
        var standing = await Standing(needId, assignments, ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new MatchList(need.Kind == "expert" ? Experts(candidates) : Organisations(), Weights.Of(weights)));

        IReadOnlyList<MatchView> Experts(Candidate[] all)
        {
            var free = wanted with { MostLive = weights.MostLive };
            return [.. Ranking.Top(all, free, weights, size).Select((ranked, place) => MatchView.Of(ranked, place + 1, free, weights, standing))];
        }

        // How many an organisation receives at a time is for itself to say.
        IReadOnlyList<MatchView> Organisations() =>
        [
            .. Ranking.Top(Ranking.Of([.. able.Where(h => !caller.BelongsTo(h.Id))]), wanted, weights, size)
                .Select((ranked, place) => MatchView.Of(ranked, place + 1, wanted, weights, standing, able.First(h => h.Id == ranked.Candidate.ExpertId)))
        ];
    }

    /// <summary>Who stands for this need already; the newest of each.</summary>
    private static async Task<IReadOnlyDictionary<Guid, Stored<Assignment>>> Standing(Guid needId, Store<Assignment> assignments, CancellationToken ct) =>
        (await Everything.Of(assignments, Assignments.CreatedAt, ct, new Where<Assignment>(Assignments.Need, needId.ToString())))
        .GroupBy(a => a.Value.ExpertId).ToDictionary(g => g.Key, g => g.Last());

    private static FieldFault[] IdFault(string name, string? value) =>
        value is null ? [new FieldFault(name, "required")] : Guid.TryParse(value, CultureInfo.InvariantCulture, out _) ? [] : [new FieldFault(name, "not-id")];
}

internal sealed record MatchQuery
{
    [FromQuery(Name = "request")] public string? RequestId { get; init; }
    [FromQuery(Name = "need")] public string? NeedId { get; init; }

    /// <summary>1–100; 20 when not said.</summary>
    [FromQuery(Name = "limit")] public string? Limit { get; init; }
}

/// <param name="Weights">Of how many points each part is, for everybody.</param>
internal sealed record MatchList(IReadOnlyList<MatchView> Items, Weights Weights);

/// <summary>How a score is made: the most points of each part, and how many assignments one expert may have on hand.</summary>
internal sealed record Weights(int Skills, int Languages, int Availability, int Experience, int Load, int MostLive)
{
    public static Weights Of(MatchingSettings settings) =>
        new(settings.Skills, settings.Languages, settings.Availability, settings.Experience, settings.Load, settings.MostLive);
}

/// <param name="ExpertId">The expert, or the organisation that would receive people.</param>
/// <param name="PersonId">Who is asked if nobody else is named.</param>
/// <param name="Rank">From 1.</param>
/// <param name="Missing">What the need asks for and is not there, or less than asked.</param>
/// <param name="Raise">What would raise the score.</param>
/// <param name="Assignment">That this expert has on this need already.</param>
/// <param name="Organisation">Of an organisation; null for an expert.</param>
internal sealed record MatchView(
    Guid ExpertId, Guid PersonId, int Rank, int Score, IReadOnlyList<PartView> Parts, IReadOnlyList<LackView> Missing, IReadOnlyList<RaiseView> Raise,
    StandingView? Assignment, HostView? Organisation)
{
    public static MatchView Of(
        Ranked ranked, int rank, Wanted wanted, MatchingSettings weights, IReadOnlyDictionary<Guid, Stored<Assignment>> standing, HostOrganisation? host = null)
    {
        var candidate = ranked.Candidate;
        return new MatchView(
            candidate.ExpertId, candidate.PersonId, rank, ranked.Score, [.. Explain.Parts(candidate, wanted, weights, host is null ? "" : Reasons.OfHost).Select(Reasons.Say)],
            [.. Explain.Missing(candidate, wanted, weights).Select(Reasons.Say)],
            host is null ? [.. Raising.Of(candidate, wanted, weights).Select(Reasons.Say)] : [],
            standing.TryGetValue(candidate.ExpertId, out var assignment) ? new StandingView(assignment.Id, assignment.Value.Status) : null,
            host is null ? null : new HostView(host.Organisation.Type, host.Organisation.Country, host.Speakers));
    }
}

/// <param name="People">Who may be asked.</param>
internal sealed record HostView(string Type, string Country, IReadOnlyList<Guid> People);

internal sealed record StandingView(Guid Id, AssignmentStatus Status);
