using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Knowing;
using Alliance.Shared.Identity;

namespace Alliance.Services.Tests.Experts;

/// <summary>People and documents the rules' tests speak of.</summary>
internal static class Some
{
    public static readonly Guid Hromada = Guid.Parse("01900000-0000-7000-8000-000000000001");
    public static readonly Guid OtherHromada = Guid.Parse("01900000-0000-7000-8000-000000000002");
    public static readonly Guid Secretariat = Guid.Parse("01900000-0000-7000-8000-000000000003");
    public static readonly Guid City = Guid.Parse("01900000-0000-7000-8000-000000000004");
    public static readonly Guid Need = Guid.Parse("01900000-0000-7000-a000-000000000001");
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    public static readonly Caller TheExpert = Person(0xEE, (City, Roles.Expert));

    public static readonly IReadOnlyDictionary<string, Caller> People = new Dictionary<string, Caller>
    {
        ["expert"] = TheExpert,
        ["other-expert"] = Person(0xEF, (City, Roles.Expert)),
        ["editor"] = Person(0xE1, (Hromada, Roles.AuthorityEditor)),
        ["signatory"] = Person(0x51, (Hromada, Roles.AuthoritySignatory)),
        ["other-signatory"] = Person(0x52, (OtherHromada, Roles.AuthoritySignatory)),
        ["coordinator"] = Person(0xC1, (Secretariat, Roles.Coordinator)),
        ["lead-coordinator"] = Person(0xC2, (Secretariat, Roles.LeadCoordinator)),
        ["coordinator-of-the-applicant"] = Person(0xC3, (Secretariat, Roles.Coordinator), (Hromada, Roles.Observer)),
        ["expert-who-coordinates"] = Person(0xEE, (City, Roles.Expert), (Secretariat, Roles.Coordinator), (Secretariat, Roles.LeadCoordinator)),
        ["expert-who-signs"] = Person(0xEE, (City, Roles.Expert), (Hromada, Roles.AuthoritySignatory)),
        ["employer-administrator"] = Person(0x0A, (City, Roles.OrganisationAdministrator)),
        ["applicant-administrator"] = Person(0x0B, (Hromada, Roles.OrganisationAdministrator)),
        ["observer"] = Person(0x0C, (Secretariat, Roles.Observer)),
        ["administrator"] = Person(0xAD, (Secretariat, Roles.Administrator))
    };

    public static Caller Person(int number, params (Guid Organisation, string Role)[] memberships) =>
        new(Guid.Parse($"01900000-0000-7000-9000-0000000000{number:x2}"), [.. memberships.Select(m => new Membership(m.Organisation, m.Role))]);

    public static Expert Expert(ExpertStatus status) => new()
    {
        PersonId = TheExpert.PersonId,
        Status = status,
        WasSubmitted = status != ExpertStatus.Draft,
        Profile = new Profile { Employer = new Employer(City, "Engineer", true) }
    };

    public static Assignment Assignment(AssignmentStatus status) => new()
    {
        RequestId = Guid.Parse("01900000-0000-7000-b000-000000000001"),
        NeedId = Need,
        OrganisationId = Hromada,
        ExpertId = Guid.Parse("01900000-0000-7000-b000-000000000002"),
        PersonId = TheExpert.PersonId,
        Status = status,
        Selection = new Selection(1, 90, [], [], Guid.Empty, null),
        Invitation = status is AssignmentStatus.Interested or AssignmentStatus.Proposed ? null : new Invitation(Now, Now.AddDays(7)),
        ReportedAt = status == AssignmentStatus.Reporting ? Now : null
    };

    public static Moment Moment(string status = "matching", bool onHold = false, int daysLater = 0) => new(
        new KnownRequest(7, status, onHold, Hromada, null, "REQ-2026-000001", [new OpenNeed(Need, "expert", [], [], 1, [], 1, 3, Must: true)], "online", null, null, [], null, "members"),
        Now.AddDays(daysLater), new AssignmentSettings());
}
