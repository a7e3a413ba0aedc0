using Alliance.Notifications.Telling;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

/// <summary>One of each role, in the applicant and outside of it, for the rules about who is told.</summary>
internal static class Cast
{
    public static readonly Guid Applicant = Guid.CreateVersion7();
    public static readonly Guid Signatory = Guid.CreateVersion7();
    public static readonly Guid Editor = Guid.CreateVersion7();
    public static readonly Guid Coordinator = Guid.CreateVersion7();
    public static readonly Guid Lead = Guid.CreateVersion7();
    public static readonly Guid TheExpert = Guid.CreateVersion7();

    /// <summary>An organisation that is asked for its opinion, and its administrator.</summary>
    public static readonly Guid Asked = Guid.CreateVersion7();

    public static readonly Guid Speaker = Guid.CreateVersion7();

    /// <summary>Administers the organisation that the expert works for.</summary>
    public static readonly Guid Employer = Guid.CreateVersion7();

    private static readonly Guid Secretariat = Guid.CreateVersion7();
    public static readonly Guid Elsewhere = Guid.CreateVersion7();

    private static readonly Person[] Everybody =
    [
        Someone(Signatory, (Applicant, Roles.AuthoritySignatory)),
        Someone(Editor, (Applicant, Roles.AuthorityEditor)),
        Someone(Coordinator, (Secretariat, Roles.Coordinator)),
        Someone(Lead, (Secretariat, Roles.LeadCoordinator)),
        Someone(TheExpert, (Elsewhere, Roles.Expert)),
        Someone(Speaker, (Asked, Roles.OrganisationAdministrator)),
        // Who has no part in it: coordinators who belong to the applicant, other roles, the same roles elsewhere.
        Someone(Guid.CreateVersion7(), (Applicant, Roles.Expert), (Secretariat, Roles.Coordinator)),
        Someone(Guid.CreateVersion7(), (Applicant, Roles.OrganisationAdministrator), (Secretariat, Roles.LeadCoordinator)),
        Someone(Guid.CreateVersion7(), (Secretariat, Roles.Observer), (Applicant, Roles.OrganisationAdministrator)),
        Someone(Guid.CreateVersion7(), (Asked, Roles.Expert)),
        Someone(Guid.CreateVersion7(), (Asked, Roles.AuthorityEditor), (Applicant, Roles.Expert)),
        Someone(Employer, (Elsewhere, Roles.OrganisationAdministrator)),
        Someone(Guid.CreateVersion7(), (Elsewhere, Roles.AuthoritySignatory)),
        Someone(Guid.CreateVersion7(), (Elsewhere, Roles.AuthorityEditor)),
        Someone(Guid.CreateVersion7(), (Elsewhere, Roles.Expert)),
    ];

    public static readonly KnownPeople Known = new(Everybody);

    public static IEnumerable<Guid> All => Everybody.Select(person => person.Id);

    /// <summary>A step the row is about, done by nobody of the cast.</summary>
    public static Happening Of(Row row)
    {
        var to = row.To == "*" ? "anywhere" : row.To;
        var from = row.From == "*" ? row.Verb == "*" ? "elsewhere" : to : row.From;
        var verb = row.Verb == "*" ? "any-verb" : row.Verb;
        var actor = row.BySystem == true ? Guid.Empty : Guid.CreateVersion7();
        return new Happening(new Subject(row.Kind, Guid.CreateVersion7(), "REQ-2026-000001"), 3, verb, from, to, DateTimeOffset.UtcNow, actor, Applicant, Coordinator, TheExpert, ConsultedId: Asked, ConsentOf: Elsewhere, AfterAppeal: row.AfterAppeal == true);
    }

    public static void Told(Happening happening, params Recipient[] expected) =>
        Assert.Equal(expected.OrderBy(r => r.PersonId), WhoIsTold.Of(happening, Known).OrderBy(r => r.PersonId));

    public static Person Someone(Guid id, params (Guid Organisation, string Role)[] memberships) =>
        new(id, [.. memberships.Select(m => new Membership(m.Organisation, m.Role))]);
}
