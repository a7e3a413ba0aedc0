using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Experts.Linking;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Experts.Subscribing;

/// <summary>GET /internal/calendar: what a calendar program is shown of the assignments of the person whose link it has. Neither place nor contact nor a word of anybody's.</summary>
internal static class ShowCalendar
{
    private static readonly AssignmentStatus[] Shown = [AssignmentStatus.Confirmed, AssignmentStatus.Active];

    /// <summary>Nobody has more on hand.</summary>
    private const int Most = 100;

    public static async Task<IResult> Handle(
        [FromHeader(Name = ILinks.TokenHeader)] string? token, HttpContext http, SignedLinks links, Store<CalendarFeed> feeds, Store<Assignment> assignments, Store<KnownPerson> people, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await links.Find(token, ct) is not { Purpose: LinkPurpose.Calendar } link || !Counts((await feeds.Find(link.PersonId, ct))?.Value, link) || !await InvitationLink.MayAct(link.PersonId, people, ct))
            return Answers.ToHttp(ShowLink.Unknown);
        string[] values = [.. Shown.Select(status => $"{Assignments.Person(link.PersonId)}|{Wire<AssignmentStatus>.Of(status)}")];
        var page = await assignments.List(new Query<Assignment>([new(Assignments.ReaderStatus, values)], Assignments.UpdatedAt, Limit: Most), ct);
        return TypedResults.Ok(new CalendarShown([.. page.Items.Select(Days).OfType<CalendarDays>().OrderBy(d => d.Period.From)]));
    }

    /// <summary>Pure: the newest link of somebody who has one.</summary>
    public static bool Counts(CalendarFeed? feed, SignedLink link) => feed?.Until is { } until && until == link.ExpiresAt;

    /// <summary>Null while the days are not agreed.</summary>
    private static CalendarDays? Days(Stored<Assignment> d) =>
        d.Value.Period is { } period ? new CalendarDays(d.Id, d.Value.Reference, Wire<AssignmentStatus>.Of(d.Value.Status), period, d.UpdatedAt) : null;
}
