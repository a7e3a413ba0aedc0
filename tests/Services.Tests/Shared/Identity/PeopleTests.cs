using Alliance.Contracts;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Shared.Identity;

public sealed class PeopleTests : IAsyncLifetime
{
    private TestIssuer issuer = null!;
    private ProbeService probe = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private People People => probe.Services.GetRequiredService<People>();

    public async ValueTask InitializeAsync()
    {
        issuer = await TestIssuer.Start();
        probe = await ProbeService.Start(issuer, Ct);
    }

    public async ValueTask DisposeAsync()
    {
        await probe.DisposeAsync();
        await issuer.DisposeAsync();
    }

    [Fact]
    public async Task A_name_is_remembered_for_a_minute_and_then_asked_for_again()
    {
        var person = Known("Before");
        for (var i = 0; i < 3; i++) Assert.Equal("Before", (await People.Find([person, person], Ct)).NameOf(person));
        Assert.Equal(1, issuer.Questions);
        issuer.People[person] = issuer.People[person] with { Name = "After" };
        probe.Time.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal("After", (await People.Find([person], Ct)).NameOf(person));
    }

    [Fact]
    public async Task Many_are_asked_for_in_questions_of_a_hundred()
    {
        var people = Enumerable.Range(0, 250).Select(i => Known($"Person {i}")).ToList();
        var found = await People.Find(people, Ct);
        Assert.Equal(250, found.Cards.Count);
        Assert.Equal(3, issuer.Questions);
    }

    [Fact]
    public async Task Nobody_is_asked_about_the_system_and_whom_accounts_does_not_know_has_no_name()
    {
        var stranger = Guid.CreateVersion7();
        var found = await People.Find([Guid.Empty], Ct);
        Assert.Equal((true, 0), (found.Answered, issuer.Questions));
        found = await People.Find([stranger], Ct);
        Assert.Equal((true, null), (found.Answered, found.NameOf(stranger)));
        await People.Find([stranger], Ct);
        Assert.Equal(1, issuer.Questions);
    }

    [Fact]
    public async Task While_accounts_is_away_the_remembered_names_are_there_and_the_others_are_missing()
    {
        var (known, unknown) = (Known("Known"), Known("Unknown"));
        await People.Find([known], Ct);
        issuer.Away = true;
        var found = await InTime(People.Find([known, unknown], Ct));
        Assert.Equal((false, "Known", null), (found.Answered, found.NameOf(known), found.NameOf(unknown)));
        Assert.False((await InTime(People.FindNow(known, Ct))).Answered);
    }

    /// <summary>Pauses between tries pass on the probe's clock.</summary>
    private async Task<FoundPeople> InTime(Task<FoundPeople> asking)
    {
        await Wait.Until(() =>
        {
            probe.Time.Advance(TimeSpan.FromMilliseconds(100));
            return asking.IsCompleted;
        }, Ct);
        return await asking;
    }

    private Guid Known(string name)
    {
        var id = Guid.CreateVersion7();
        issuer.People[id] = new PersonCard(id, name, "somebody@example.org", "uk", Active: true);
        return id;
    }
}
