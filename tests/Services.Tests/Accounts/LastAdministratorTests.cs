using System.Net;
using System.Text.Json.Nodes;
using Alliance.Accounts;
using Alliance.Accounts.Enrolling;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using Person = Alliance.Accounts.Person;

namespace Alliance.Services.Tests.Accounts;

/// <summary>One administrator is always left, whoever ends whose right, by whatever verb, at the same moment. The store is theirs alone: others' administrators would be left.</summary>
public sealed class LastAdministratorTests : IAsyncLifetime
{
    private readonly AccountsSlice slice = new("accounts-last");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private Store<Person> People => slice.Services.GetRequiredService<Store<Person>>();

    public ValueTask InitializeAsync() => slice.InitializeAsync();

    public ValueTask DisposeAsync() => slice.DisposeAsync();

    [Theory]
    [InlineData("erase", "erase")]
    [InlineData("end", "end")]
    [InlineData("erase", "end")]
    [InlineData("leave", "erase")]
    [InlineData("change", "leave")]
    [InlineData("erase-me", "erase-me")]
    public async Task Of_two_administrators_who_end_each_other_at_once_one_is_left(string one, string other)
    {
        var first = await slice.Administrator(Ct);
        var second = await slice.Administrator(Ct);
        for (var round = 0; round < 8; round++)
        {
            await Task.WhenAll(By(first, one, second), By(second, other, first));
            Assert.Equal(1, await People.Count(Persons.Role, Roles.Administrator, 3, Ct));
            var left = (await People.Find(first.Id, Ct))!.Value.IsAdministrator ? first : second;
            (first, second) = (left, await slice.Administrator(Ct));
        }
    }

    [Fact]
    public async Task An_end_that_was_judged_before_another_was_saved_is_judged_again()
    {
        var first = await slice.Administrator(Ct);
        var second = await slice.Administrator(Ct);
        var judged = await LastAdministrator.Read(People, Ct);
        Assert.False(judged.Last);
        Assert.IsType<SaveResult<Person>.Saved>(await End(first.Id, judged));
        Assert.IsType<SaveResult<Person>.Taken>(await End(second.Id, judged));
        Assert.True((await LastAdministrator.Read(People, Ct)).Last);

        var third = await slice.Administrator(Ct);
        Assert.Equal(HttpStatusCode.OK, (await By(third, "erase", second)).Status);
        // By the hand of nobody it could be seen otherwise: the only one left erases themselves.
        Assert.Equal("last-administrator", (await By(third, "erase-me", third)).Must(HttpStatusCode.Conflict).Body!["code"]!.GetValue<string>());
    }

    private async Task<SaveResult<Person>> End(Guid id, LastAdministrator.Remaining judged)
    {
        var read = (await People.Find(id, Ct))!;
        var decision = LastAdministrator.Check(read.Value, new Decision<Person>.Moved(read.Value with { Active = false }, new Step(PersonVerb.End, "active", "ended")), judged);
        var moved = Assert.IsType<Decision<Person>.Moved>(decision);
        return await People.Save(read, moved.Next, Guid.Empty, moved.Steps, Ct);
    }

    private Task<Answer> By(Member who, string verb, Member whom) => verb switch
    {
        "erase-me" => who.Calls.Post("/api/me/erase", new JsonObject { ["email"] = who.Email }, Ct),
        "leave" => who.Calls.Post($"/api/organisations/{slice.Secretariat}/people/{whom.Id}/end", null, Ct, 1),
        "change" => who.Calls.Put($"/api/organisations/{slice.Secretariat}/people/{whom.Id}", new JsonObject { ["name"] = "Ольга Приклад", ["language"] = "uk", ["roles"] = new JsonArray(Roles.Expert) }, 1, Ct),
        _ => who.Calls.Post($"/api/people/{whom.Id}/{verb}", null, Ct, 1)
    };
}
