using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>GET /api/me: who I am, where, with which roles.</summary>
internal static class GetMe
{
    public static async Task<IResult> Handle(Caller caller, HttpContext http, Store<Person> people, Store<Organisation> organisations, CancellationToken ct)
    {
        if (await people.Find(caller.PersonId, ct) is not { } me) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        var memberships = new List<MyMembership>();
        foreach (var membership in me.Value.Memberships)
        {
            if (await organisations.Find(membership.OrganisationId, ct) is { Value: var organisation })
                memberships.Add(new MyMembership(membership.OrganisationId, organisation.Content.LegalName, organisation.Content.Type, organisation.Status, membership.Roles));
        }
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new Me(me.Id, me.Value.Name, me.Value.Email, me.Value.Language, memberships, caller.ViaClient));
    }
}

/// <param name="ViaClient">The API client that acts for me; absent when I signed in.</param>
internal sealed record Me(Guid Id, string Name, string Email, string? Language, IReadOnlyList<MyMembership> Memberships, string? ViaClient);

/// <param name="Status">The roles count while it is applied or active.</param>
internal sealed record MyMembership(Guid OrganisationId, string? Name, string? Type, MembershipStatus Status, IReadOnlyList<string> Roles);
