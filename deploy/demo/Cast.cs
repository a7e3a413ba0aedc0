using Alliance.Shared.Identity;

namespace Alliance.Demo;

/// <summary>Who takes part, as the runner says: the organisations and people accounts was given, by id and role. No names: those live in accounts alone.</summary>
internal sealed record Cast(IReadOnlyList<CastOrganisation> Organisations, IReadOnlyList<CastPerson> People)
{
    /// <param name="code">KATOTTG or NUTS.</param>
    public CastOrganisation Organisation(string code) =>
        Organisations.FirstOrDefault(o => o.Code == code) ?? throw new StandstillException($"No organisation of the cast has the code {code}.");

    /// <summary>The first of the organisation who has the role.</summary>
    public Caller Of(string code, string role)
    {
        var organisation = Organisation(code).Id;
        return CallerOf(People.FirstOrDefault(p => p.Memberships.Any(m => m.OrganisationId == organisation && m.Roles.Contains(role))), $"{role} of {code}");
    }

    /// <summary>The first of the organisation who signs for it.</summary>
    public Caller SignatoryOf(Guid organisation) =>
        CallerOf(People.FirstOrDefault(p => p.Memberships.Any(m => m.OrganisationId == organisation && m.Roles.Contains(Roles.AuthoritySignatory))), $"{Roles.AuthoritySignatory} of {organisation}");

    /// <param name="place">From 1, in the order of the cast.</param>
    public Caller Coordinator(int place) =>
        CallerOf(People.Where(p => p.Memberships.Any(m => m.Roles.Contains(Roles.Coordinator))).ElementAtOrDefault(place - 1), $"coordinator {place}");

    public Caller Lead => CallerOf(People.FirstOrDefault(p => p.Memberships.Any(m => m.Roles.Contains(Roles.LeadCoordinator))), Roles.LeadCoordinator);

    private static Caller CallerOf(CastPerson? person, string wanted) => person is null
        ? throw new StandstillException($"Nobody of the cast is {wanted}.")
        : new Caller(person.Id, [.. person.Memberships.SelectMany(m => m.Roles.Select(role => new Membership(m.OrganisationId, role)))], person.Language);
}

/// <param name="Status"><c>applied</c> or <c>active</c>.</param>
internal sealed record CastOrganisation(Guid Id, string Type, string Country, string? Code, string Status);

internal sealed record CastPerson(Guid Id, string? Language, IReadOnlyList<CastMembership> Memberships);

internal sealed record CastMembership(Guid OrganisationId, IReadOnlyList<string> Roles);

/// <summary>A step of the plot that cannot be taken here; its story stands still there, and the others go on.</summary>
internal sealed class StandstillException(string message) : Exception(message);
