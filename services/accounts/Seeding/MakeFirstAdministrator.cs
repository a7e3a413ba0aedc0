using Alliance.Accounts.SigningIn;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Seeding;

/// <summary>
/// <c>--first-administrator</c>: while nobody is an administrator, makes one, and the secretariat he belongs to. The one-time password goes to the
/// console of who started it and nowhere else; it must be changed at the first sign-in.
/// </summary>
internal static class MakeFirstAdministrator
{
    public static async Task Run(IServiceProvider services, CancellationToken ct)
    {
        var people = services.GetRequiredService<Store<Person>>();
        if (await people.Count(Persons.Role, Roles.Administrator, 1, ct) > 0) return;

        await using var scope = services.CreateAsyncScope();
        var email = services.GetRequiredService<ProviderSettings>().Administrator;
        var secretariat = await Secretariat(services.GetRequiredService<Store<Organisation>>(), ct);
        // Ended once, or made by a start that died before the password was seen: the same person gets a new one.
        var known = await people.FindByKey(Persons.EmailKey(email), ct);
        var id = known?.Id ?? Guid.CreateVersion7();
        var password = await scope.ServiceProvider.GetRequiredService<Credentials>().GiveOneTime(id, ct);
        var membership = new PersonMembership(secretariat, [Roles.Administrator]);
        var saved = known is null
            ? await people.Create(id, new Person { Name = "Administrator", Email = email, Memberships = [membership] }, Guid.Empty, [new Step("add", null, "active")], ct)
            : await people.Save(known, known.Value.With(secretariat, membership.Roles) with { Active = true }, Guid.Empty, [new Step("restore", null, "active")], ct);
        if (saved is not SaveResult<Person>.Saved) throw new InvalidOperationException("The first administrator could not be made: somebody else was changed at the same time. Start again.");
        await Console.Out.WriteLineAsync($"First administrator: {email}   one-time password: {password}   (shown once; it must be changed at the first sign-in)");
    }

    private static async Task<Guid> Secretariat(Store<Organisation> organisations, CancellationToken ct)
    {
        var known = await organisations.List(new Query<Organisation>([new(Organisations.Type, "secretariat")], Organisations.UpdatedAt, Limit: 1), ct);
        if (known.Items is [var first, ..]) return first.Id;
        var id = Guid.CreateVersion7();
        var content = new OrganisationContent { LegalName = "Secretariat of the Alliance", LegalNameLatin = "Secretariat of the Alliance", Type = "secretariat", Country = "BE", Languages = ["en"] };
        await organisations.Create(id, new Organisation { Content = content, Status = MembershipStatus.Active }, Guid.Empty, [new Step("add", null, "active")], ct);
        return id;
    }
}
