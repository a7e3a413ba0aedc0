using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Experts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Matching;

/// <summary>
/// GET /api/open-calls: the needs that wait for help and may be offered some, best fit first where the caller has a profile. Codes and numbers only, no
/// texts: those are read with the request, as far as the caller may. Who may offer none gets an empty list.
/// </summary>
internal static class ListOpenCalls
{
    /// <summary>Needs in one answer; nobody reads on after so many.</summary>
    private const int Most = 200;

    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase);

    public static async Task<IResult> Handle(
        HttpContext http, Caller caller, Store<KnownRequest> requests, Store<KnownOrganisation> organisations, Store<Expert> experts, Store<Assignment> assignments, Situations situations,
        MatchingSettings weights, TimeProvider clock, CancellationToken ct)
    {
        FieldFault[] faults = [.. ListLimits.Unknown(http.Request.Query.Keys, Known)];
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        http.Response.Headers.CacheControl = "no-store";
        if (!caller.Has(Roles.Expert) && !await OffersFor(caller, organisations, ct)) return TypedResults.Ok(new OpenCallList([], null));

        var profile = await experts.FindByKey(Roster.PersonKey(caller.PersonId), ct);
        var open = (await Everything.Of(requests, KnownRequest.UpdatedAt, ct, new Where<KnownRequest>(KnownRequest.Open, "open"))).Where(r => r.Value.IsOpenCall).ToArray();
        var candidate = profile is null ? null : (await situations.Of(default, profile.Id, except: null, ct)).Candidate;
        var standing = profile is null
            ? []
            : (await Everything.Of(assignments, Assignments.UpdatedAt, ct, new Where<Assignment>(Assignments.ReaderExpert, $"{Assignments.Person(caller.PersonId)}|{profile.Id}")))
                .GroupBy(a => a.Value.NeedId).ToDictionary(g => g.Key, g => g.Last());
        var now = clock.GetUtcNow();
        var items = open.SelectMany(r => r.Value.Needs.Select(need => OpenCallView.Of(r.Id, r.Value, need, need.Kind == "expert" ? candidate : null, standing.GetValueOrDefault(need.Id), weights, now)));
        return TypedResults.Ok(new OpenCallList(
            [.. items.OrderByDescending(i => i.Closed is { Count: > 0 } ? -1 : i.Score ?? 0).ThenBy(i => i.ClosesAt ?? DateTimeOffset.MaxValue).ThenBy(i => i.NeedId).Take(Most)], profile?.Value.Status));
    }

    /// <summary>Administers an Active member, which may nominate people or receive some.</summary>
    private static async Task<bool> OffersFor(Caller caller, Store<KnownOrganisation> organisations, CancellationToken ct)
    {
        foreach (var organisation in caller.Administers())
            if (await organisations.Find(organisation, ct) is { Value.Membership: "active" }) return true;
        return false;
    }
}

/// <param name="Profile">How the caller's own profile stands; null = there is none.</param>
internal sealed record OpenCallList(IReadOnlyList<OpenCallView> Items, ExpertStatus? Profile);

/// <summary>One need that waits for help.</summary>
/// <param name="Score">Of the caller's own profile, with the reasons; null where there is none, or the need is not for an expert.</param>
/// <param name="Closed">What stands in the way, in words; empty = help can be offered.</param>
/// <param name="Assignment">That the caller has on this need already.</param>
internal sealed record OpenCallView(
    Guid RequestId, Guid NeedId, string? Reference, string Kind, IReadOnlyList<string> Topics, int MinimumLevel, IReadOnlyList<LanguageLevel> Languages, int PersonDays,
    string? DeliveryMode, string? SecurityZone, string? Oblast, IReadOnlyList<DayPeriod> Periods, DateTimeOffset? ClosesAt,
    int? Score, IReadOnlyList<PartView> Parts, IReadOnlyList<LackView> Missing, IReadOnlyList<RaiseView> Raise, IReadOnlyList<string> Closed, StandingView? Assignment)
{
    public static OpenCallView Of(
        Guid requestId, KnownRequest request, OpenNeed need, Candidate? candidate, Stored<Assignment>? standing, MatchingSettings weights, DateTimeOffset now)
    {
        var bare = new OpenCallView(
            requestId, need.Id, request.Reference, need.Kind, need.Topics, need.MinimumLevel, need.Languages, need.PersonDays, request.DeliveryMode, request.SecurityZone,
            request.Oblast, request.Periods, request.ClosesAt, null, [], [], [], [], standing is null ? null : new StandingView(standing.Id, standing.Value.Status));
        if (candidate is null) return bare;
        // An offer is for the days the applicant likes best, unless it says others.
        var wanted = Wanted.Of(request, need, Proposing.NewAssignment.Preferred(request), now) with { MostLive = weights.MostLive };
        return bare with
        {
            Score = Scoring.Score(candidate, wanted, weights),
            Parts = [.. Explain.Parts(candidate, wanted, weights).Select(Reasons.Say)],
            Missing = [.. Explain.Missing(candidate, wanted, weights).Select(Reasons.Say)],
            Raise = [.. Raising.Of(candidate, wanted, weights).Select(Reasons.Say)],
            Closed = Reasons.Say(Gates.Closed(candidate, wanted))
        };
    }
}
