using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Knowing;

namespace Alliance.Services.Tests.Experts;

/// <summary>People and needs at random, of few topics and languages, so that many are equal.</summary>
internal static class RandomCases
{
    private static readonly string[] Topics = ["water-supply", "energy-efficiency", "strategic-planning", "waste-management"];
    private static readonly string[] Tongues = ["en", "uk", "bg", "de"];
    private static readonly string[] Levels = ["A1", "A2", "B1", "B2", "C1", "C2"];
    private static readonly string[] Modes = ["onsite", "online", "hybrid"];
    private static readonly string[] Oblasts = ["UA32", "UA05", "UA59"];
    private static readonly Guid[] Organisations = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];

    public static KnownRequest Request(Random random, DateOnly today)
    {
        var need = new OpenNeed(
            Guid.CreateVersion7(), "expert", Some(random, Topics, 3), [], random.Next(1, 5),
            [.. Some(random, Tongues, 2).Select(t => new LanguageLevel(t, random.Next(4) == 0 ? null : Pick(random, Levels)))], 1, random.Next(0, 10), Must: true);
        return new KnownRequest(
            1, "matching", OnHold: false, Pick(random, Organisations), null, null, [need], Pick(random, Modes), random.Next(4) == 0 ? null : Pick(random, Oblasts), null,
            [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => SomePeriod(random, today))], null);
    }

    public static NaivePerson Person(Random random, DateOnly today)
    {
        var expert = new Expert
        {
            PersonId = Guid.CreateVersion7(),
            Status = random.Next(6) == 0 ? Pick(random, Enum.GetValues<ExpertStatus>()) : ExpertStatus.Active,
            Consent = random.Next(2) == 0 ? null : new EmployerConsent(today.AddDays(-5 + random.Next(0, 90)), Guid.Empty, At(today)),
            Profile = new Profile
            {
                Employer = random.Next(3) == 0 ? null : new Employer(random.Next(2) == 0 ? Pick(random, Organisations) : Guid.CreateVersion7(), null, random.Next(4) == 0),
                Competences = [.. Some(random, Topics, 4).Select(t => new Competence(t, random.Next(1, 5), null))],
                Languages = [.. Some(random, Tongues, 4).Select(t => new SpokenLanguage(t, Pick(random, Levels)))],
                Availability = new Availability
                {
                    Windows = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => SomeDays(random, today))],
                    Unavailable = [.. Enumerable.Range(0, random.Next(0, 2)).Select(_ => SomeDays(random, today))],
                    MaxDaysPerYear = random.Next(3) == 0 ? random.Next(0, 20) : null,
                    NoticeDays = random.Next(3) == 0 ? random.Next(0, 60) : null,
                    Modes = random.Next(2) == 0 ? [] : Some(random, Modes, 2),
                    Travel = Pick(random, ["to-ukraine", "to-ukraine", "eu-only", "remote-only"])
                }
            },
            Experience = [.. Enumerable.Range(0, random.Next(0, 3)).Select(_ => new Experience(Guid.Empty, Guid.Empty, Pick(random, Oblasts), Some(random, Topics, 2), 3, At(today)))]
        };
        var work = Enumerable.Range(0, random.Next(0, 4)).Select(_ => Work(random, today)).ToArray();
        var known = random.Next(2) == 0 ? null : new KnownPerson(1, random.Next(8) != 0, random.Next(4) == 0 ? [Pick(random, Organisations)] : []);
        return new NaivePerson(Guid.CreateVersion7(), expert, known, work);
    }

    public static Assignment Work(Random random, DateOnly today) => new()
    {
        RequestId = Guid.Empty,
        NeedId = Guid.Empty,
        OrganisationId = Guid.Empty,
        ExpertId = Guid.Empty,
        PersonId = Guid.Empty,
        Status = Pick(random, Enum.GetValues<AssignmentStatus>()),
        Period = random.Next(5) == 0 ? null : SomePeriod(random, today),
        DeliveryMode = Pick(random, Modes),
        PersonDays = random.Next(0, 10),
        Selection = new Selection(1, 0, [], [], Guid.Empty, null),
        Invitation = new Invitation(At(today), At(today))
    };

    private static DayPeriod SomePeriod(Random random, DateOnly today)
    {
        var from = today.AddDays(-5 + random.Next(0, 80));
        return new DayPeriod(from, from.AddDays(random.Next(0, 10)));
    }

    private static Days SomeDays(Random random, DateOnly today)
    {
        var from = today.AddDays(-5 + random.Next(0, 80));
        return new Days(from, from.AddDays(random.Next(0, 30)));
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private static string[] Some(Random random, string[] of, int most) => [.. of.OrderBy(_ => random.Next()).Take(random.Next(0, most + 1))];

    private static DateTimeOffset At(DateOnly day) => new(day, new TimeOnly(10, 0), TimeSpan.Zero);
}
