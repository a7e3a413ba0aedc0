using Alliance.Accounts.SigningIn;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Seeding;

/// <summary>
/// <c>--first-administrator</c>: while no administrator has a password of their own, makes one, and the secretariat they belong to. The one-time
/// password goes to the console of who started it and nowhere else; until it is changed each start gives a new one, so that none is ever lost.
/// </summary>
internal static class MakeFirstAdministrator
{
    public static async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var people = services.GetRequiredService<Store<Person>>();
        await using var scope = services.CreateAsyncScope();
        var credentials = scope.ServiceProvider.GetRequiredService<Credentials>();
        if (await OneSignsIn(people, credentials, ct)) return;

        var email = services.GetRequiredService<ProviderSettings>().Administrator;
        var secretariat = await Secretariat(services.GetRequiredService<Store<Organisation>>(), ct);
        // Ended once, or made by a start that died before the password was seen: the same person gets a new one.
        var known = await people.FindByKey(Persons.EmailKey(email), ct);
        var id = known?.Id ?? Guid.CreateVersion7();
        var password = await credentials.GiveOneTime(id, ct);
        var membership = new PersonMembership(secretariat, [Roles.Administrator]);
        var saved = known is null
            ? await people.Create(id, new Person { Name = "Administrator", Email = email, Memberships = [membership] }, Guid.Empty, [new Step("add", null, "active")], ct)
            : await people.Save(known, known.Value.With(secretariat, membership.Roles) with { Active = true }, Guid.Empty, [new Step("restore", null, "active")], ct);
        if (saved is not SaveResult<Person>.Saved) throw new InvalidOperationException("The first administrator could not be made: somebody else was changed at the same time. Start again.");
        await Console.Out.WriteLineAsync($"First administrator: {email}   one-time password: {password}   (shown once; it must be changed at the first sign-in)");
    }

    /// <summary>Only a password that its owner chose is one that somebody knows.</summary>
    private static async Task<bool> OneSignsIn(Store<Person> people, Credentials credentials, CancellationToken ct)
    {
        var query = new Query<Person>([new(Persons.Role, Roles.Administrator)], Persons.CreatedAt, Limit: 100);
        do
        {
            var page = await people.List(query, ct);
            foreach (var person in page.Items)
            {
                if (await credentials.Find(person.Id, ct) is { MustChange: false }) return true;
            }
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);
        return false;
    }

    private static async Task<Guid> Secretariat(Store<Organisation> organisations, CancellationToken ct)
    {
        var known = await organisations.List(new Query<Organisation>([new(Organisations.Type, "secretariat")], Organisations.UpdatedAt, Limit: 100), ct);
        // Roles in a suspended one are worth nothing.
        if (known.Items.FirstOrDefault(o => o.Value.Status == MembershipStatus.Active) is { } active) return active.Id;
        var id = Guid.CreateVersion7();
        var content = new OrganisationContent { LegalName = "Secretariat of the Alliance", LegalNameLatin = "Secretariat of the Alliance", Type = "secretariat", Country = "BE", Languages = ["en"] };
        await organisations.Create(id, new Organisation { Content = content, Status = MembershipStatus.Active }, Guid.Empty, [new Step("add", null, "active")], ct);
        return id;
    }
}
