using Alliance.Testing;

namespace Alliance.Platform.Tests.Permissions;

/// <summary>Who calls in the matrix: one person for each standing, named as the columns of permissions.csv, and people things are done to.</summary>
internal static class Cast
{
    public static readonly Guid A = Organisation(1);
    public static readonly Guid B = Organisation(2);

    /// <summary>Employs <c>expert</c>.</summary>
    public static readonly Guid University = Organisation(3);

    /// <summary>Applied, not Active: <c>expert2</c> is no member.</summary>
    public static readonly Guid Applicant = Organisation(4);

    public static readonly Guid Secretariat = Organisation(5);
    public static readonly Guid Observers = Organisation(6);

    /// <summary>A member that leaves by itself, led by <c>orgadmin</c>.</summary>
    public static readonly Guid Leaving = Organisation(7);

    /// <summary>
    /// With a password of their own; <c>anonymous</c>, <c>service</c>, <c>client</c> (a program of <c>editor</c>) and <c>adminClient</c> (one of
    /// <c>administrator</c>) are the other columns.
    /// </summary>
    public static readonly IReadOnlyList<string> Signing =
    [
        "editor", "signatory", "orgadmin", "editor2", "signatory2", "orgadmin2", "expert", "expert2", "coordinator", "coordinatorOfA", "lead", "observer",
        "administrator"
    ];

    public static readonly IReadOnlyList<string> Columns = ["anonymous", .. Signing, "service", "client", "adminClient"];

    public static readonly PeopleDirectory Directory = new(
        [
            Somebody(1, "editor", (A, "authority-editor")),
            Somebody(2, "signatory", (A, "authority-signatory")),
            Somebody(3, "orgadmin", (A, "organisation-administrator"), (Leaving, "organisation-administrator")),
            Somebody(4, "editor2", (B, "authority-editor")),
            Somebody(5, "signatory2", (B, "authority-signatory")),
            Somebody(6, "orgadmin2", (B, "organisation-administrator")),
            Somebody(7, "expert", (University, "expert")),
            Somebody(8, "expert2", (Applicant, "expert")),
            Somebody(9, "coordinator", (Secretariat, "coordinator")),
            // Belongs to A by a role that by itself opens nothing of A's requests but what any member reads.
            Somebody(10, "coordinatorOfA", (Secretariat, "coordinator"), (A, "observer")),
            Somebody(11, "lead", (Secretariat, "lead-coordinator")),
            Somebody(12, "observer", (Observers, "observer")),
            Somebody(13, "administrator", (Secretariat, "administrator")),
            Somebody(14, "member", (A, "authority-editor")),
            Somebody(15, "leaver", (A, "authority-editor")),
            Somebody(16, "other-leaver", (A, "authority-editor")),
            Somebody(17, "ended", (A, "authority-editor")),
            Somebody(18, "erased", (A, "authority-editor"))
        ],
        [
            new(A, "Бучанська громада", "Buchanska hromada", "hromada", "UA", ["uk"], "UA32080070000050759"),
            new(B, "Тростянецька громада", "Trostianetska hromada", "hromada", "UA", ["uk"], "UA59040130000041676"),
            new(University, "University", "University", "academia", "BE", ["en"], null),
            new(Applicant, "Institute", "Institute", "academia", "BE", ["en"], null, "applied"),
            new(Secretariat, "Alliance secretariat", "Alliance secretariat", "secretariat", "BE", ["en"], null),
            new(Leaving, "Leaving association", "Leaving association", "association", "BE", ["en"], null),
            new(Observers, "Observers' office", "Observers' office", "eu-institution", "BE", ["en"], null)
        ]);

    public static string Email(string name) => $"{name}@permissions.example.org";

    public static Guid IdOf(string name) => Directory.Find(Email(name)).Id;

    private static Guid Organisation(int number) => Guid.Parse($"01990000-0000-7000-8000-0000000011{number:x2}");

    private static Person Somebody(int number, string name, params (Guid Organisation, string Role)[] roles) => new(
        Guid.Parse($"01990000-0000-7000-8000-0000000021{number:x2}"), $"Somebody {name}", Email(name), "en",
        [.. roles.Select(role => new PersonMembership(role.Organisation, role.Role))]);
}
