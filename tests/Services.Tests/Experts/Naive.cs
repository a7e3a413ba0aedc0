using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Knowing;

namespace Alliance.Services.Tests.Experts;

internal sealed record NaivePerson(Guid Id, Expert Expert, KnownPerson? Known, Assignment[] Work);

/// <summary>The rules of matching once more, as the domain page says them, day by day and profile by profile: slow, and with nothing of the service's own.</summary>
internal static class Naive
{
    public static bool Passes(NaivePerson person, KnownRequest request, DateOnly today)
    {
        var expert = person.Expert;
        if (expert.Status != ExpertStatus.Active || person.Known?.Active == false) return false;
        if (expert.Profile.Employer?.OrganisationId == request.OrganisationId || person.Known?.MemberOf.Contains(request.OrganisationId) == true) return false;
        if (request.DeliveryMode != "online" && expert.Profile.Availability!.Travel != "to-ukraine") return false;
        return request.Periods.Count == 0 ? Consents(person, today, today) : request.Periods.Any(p => IsOpen(person, request, p, today));
    }

    public static int Score(NaivePerson person, KnownRequest request, DateOnly today)
    {
        var (need, profile) = (request.Needs[0], person.Expert.Profile);
        var skills = need.Topics.Count == 0 ? 1m
            : need.Topics.Average(t => Math.Min(profile.Competences.FirstOrDefault(c => c.Code == t)?.Level ?? 0, need.MinimumLevel) / (decimal)need.MinimumLevel);
        var languages = need.Languages.Count == 0 ? 1m : need.Languages.Average(l => Speaks(profile, l));
        var place = request.Oblast is { } oblast && person.Expert.Experience.Any(e => e.Oblast == oblast);
        var topic = person.Expert.Experience.Any(e => e.Topics.Intersect(need.Topics).Any());
        var live = person.Work.Count(IsLive);
        return Round(45 * skills) + Round(20 * languages) + Available(person, request, today) + (place ? 5 : 0) + (topic ? 5 : 0) + Round(5 * Math.Max(0, 3 - live) / 3m);
    }

    private static int Available(NaivePerson person, KnownRequest request, DateOnly today)
    {
        var availability = person.Expert.Profile.Availability!;
        if (availability.Modes.Count > 0 && !availability.Modes.Contains(request.DeliveryMode!)) return 0;
        if (request.Periods.Count == 0) return HasDays(person, request, today.Year) ? 20 : 0;
        return request.Periods.Where(p => IsOpen(person, request, p, today)).Select(period =>
        {
            if (!HasDays(person, request, period.From.Year)) return 0;
            var days = DaysOf(period).ToArray();
            var within = availability.Windows.Count == 0 ? days.Length : days.Count(d => availability.Windows.Any(w => w.From <= d && d <= w.To));
            var points = Round(20m * within / days.Length);
            return today.AddDays(availability.NoticeDays ?? 0) > period.From ? points / 2 : points;
        }).Max();
    }

    private static bool HasDays(NaivePerson person, KnownRequest request, int year) =>
        person.Expert.Profile.Availability!.MaxDaysPerYear is not { } most
        || person.Work.Where(w => w.Status is AssignmentStatus.Accepted or AssignmentStatus.Reserve or AssignmentStatus.Confirmed or AssignmentStatus.Active
            or AssignmentStatus.Reporting or AssignmentStatus.Completed).Where(w => (w.Period?.From.Year ?? w.Invitation!.SentAt.Year) == year).Sum(w => w.PersonDays) + request.Needs[0].PersonDays <= most;

    private static bool IsOpen(NaivePerson person, KnownRequest request, DayPeriod period, DateOnly today) =>
        Consents(person, period.To, today)
        && !DaysOf(period).Any(d => person.Expert.Profile.Availability!.Unavailable.Any(u => u.From <= d && d <= u.To))
        && (request.DeliveryMode == "online" || !DaysOf(period).Any(d => person.Work.Any(w => Holds(w) && w.Period!.From <= d && d <= w.Period.To)));

    private static bool Consents(NaivePerson person, DateOnly to, DateOnly today) =>
        person.Expert.Profile.Employer?.PublicOfficial != true || (person.Expert.Consent is { } consent && consent.Until >= to && consent.Until >= today);

    private static bool Holds(Assignment work) => work.DeliveryMode != "online" && work.Period is not null && IsLive(work) && work.Status != AssignmentStatus.Invited;

    private static bool IsLive(Assignment work) => work.Status is AssignmentStatus.Invited or AssignmentStatus.Accepted or AssignmentStatus.Reserve
        or AssignmentStatus.Confirmed or AssignmentStatus.Active or AssignmentStatus.Reporting;

    private static decimal Speaks(Profile profile, LanguageLevel asked)
    {
        string[] levels = ["", "A1", "A2", "B1", "B2", "C1", "C2"];
        var has = Array.IndexOf(levels, profile.Languages.FirstOrDefault(l => l.Code == asked.Code)?.Level ?? "");
        var wants = Array.IndexOf(levels, asked.Level ?? "A1");
        return has >= wants ? 1m : has == wants - 1 && has > 0 ? 0.5m : 0m;
    }

    private static IEnumerable<DateOnly> DaysOf(DayPeriod period)
    {
        for (var day = period.From; day <= period.To; day = day.AddDays(1)) yield return day;
    }

    /// <summary>Averages of thirds end a hair below the half they are.</summary>
    private static int Round(decimal points) => (int)Math.Floor(points + 0.5m + 0.000000001m);
}
