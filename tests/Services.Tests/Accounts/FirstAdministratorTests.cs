using Alliance.Accounts;
using Alliance.Accounts.Seeding;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Organisation = Alliance.Accounts.Organisation;
using Person = Alliance.Accounts.Person;

namespace Alliance.Services.Tests.Accounts;

/// <summary>Of its own service: nobody else may be an administrator here.</summary>
public sealed class FirstAdministratorTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Until_the_one_time_password_is_changed_each_start_gives_a_new_one()
    {
        var slice = new ProviderSlice("first-administrator");
        await slice.InitializeAsync();
        await using var disposing = slice;
        var (people, organisations) = (slice.Services.GetRequiredService<Store<Person>>(), slice.Services.GetRequiredService<Store<Organisation>>());
        var suspended = Guid.CreateVersion7();
        var content = new OrganisationContent { LegalName = "Secretariat of before", Type = "secretariat", Country = "BE" };
        await organisations.Create(suspended, new Organisation { Content = content, Status = MembershipStatus.Suspended }, Guid.Empty, [new Step("add", null, "suspended")], Ct);

        var first = await Start(slice, people);
        var second = await Start(slice, people);
        Assert.NotEqual(first.Hash, second.Hash);
        Assert.Equal(first.Id, second.Id);
        var person = await people.Find(first.Id, Ct);
        Assert.NotEqual(suspended, Assert.Single(person!.Value.Memberships).OrganisationId);

        await using (var scope = slice.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<Credentials>().Set(first.Id, ProviderSlice.Password, mustChange: false, Ct);
        var chosen = await Find(slice, people);
        Assert.Equal(chosen, await Start(slice, people));
    }

    private static async Task<(Guid Id, string? Hash)> Start(ProviderSlice slice, Store<Person> people)
    {
        await MakeFirstAdministrator.Run(slice.Services, Ct);
        return await Find(slice, people);
    }

    private static async Task<(Guid Id, string? Hash)> Find(ProviderSlice slice, Store<Person> people)
    {
        var person = await people.FindByKey(Persons.EmailKey("administrator@example.org"), Ct);
        await using var scope = slice.Services.CreateAsyncScope();
        return (person!.Id, (await scope.ServiceProvider.GetRequiredService<Credentials>().Find(person.Id, Ct))?.PasswordHash);
    }
}
