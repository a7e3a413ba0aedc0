using System.Runtime.Versioning;
using Alliance.Local;
using Alliance.Local.Demo;
using Alliance.Requests.Codelists;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Local;

[UnsupportedOSPlatform("windows")]
public sealed class DemoTests
{
    private static readonly Uri Address = new("http://localhost:8080/");

    [Fact]
    public void It_has_real_places_and_made_up_people_for_every_role()
    {
        var seed = MakeDemo.Prepare(TestState.Fresh("demo"), Address, "/mail");
        var hromadas = seed.Organisations.Where(o => o.Type == "hromada").ToList();
        Assert.True(hromadas.Count >= 12);
        Assert.All(hromadas, hromada => Assert.True(Katottg.Knows(hromada.Code!), hromada.Code));
        Assert.True(seed.Organisations.Count(o => o.Type is "region" or "municipality") >= 8);
        Assert.All(seed.Organisations, o => Assert.Matches("^[A-Z]{2}$", o.Country));
        Assert.Equal("Варна", seed.Organisations.Single(o => o.Code == "BG331").LegalName);
        Assert.Equal("Бучанська громада", hromadas[0].LegalName);

        Assert.All(seed.People, person => Assert.EndsWith("@example.org", person.Email, StringComparison.Ordinal));
        Assert.All([seed.People.Select(p => p.Email), seed.People.Select(p => p.Name), seed.People.Select(p => p.Password), seed.People.Select(p => p.Id.ToString())],
            values => Assert.Distinct(values));
        Assert.All(seed.People.SelectMany(p => p.Memberships), m => Assert.Contains(seed.Organisations, o => o.Id == m.OrganisationId));
        Assert.Superset(new HashSet<string> { "uk", "en", "bg" }, seed.People.Select(p => p.Language).ToHashSet());
    }

    [Fact]
    public void Clients_act_for_two_authorities_the_secretariat_an_observer_and_five_experts()
    {
        var folder = TestState.Fresh("demo-clients");
        MakeDemo.Prepare(folder, Address, "/mail");
        var demo = DemoFile.Read(folder);
        int Count(string role) => demo.Clients.Count(c => c.Roles.Contains(role));
        Assert.Equal((2, 2, 1, 5), (Count(Roles.AuthorityEditor), Count(Roles.AuthoritySignatory), Count(Roles.LeadCoordinator), Count(Roles.Expert)));
        Assert.Equal((3, 1, 1), (Count(Roles.Coordinator), Count(Roles.Observer), Count(Roles.Administrator)));
        var authorities = demo.Clients.Where(c => c.Roles.Contains(Roles.AuthorityEditor) || c.Roles.Contains(Roles.AuthoritySignatory))
            .Select(c => demo.People.Single(p => p.Email == c.ActsFor).Organisation.Id).Distinct();
        Assert.Equal(2, authorities.Count());
        Assert.Equal((Address.AbsoluteUri, "/mail"), (demo.Address, demo.Mail));
    }

    [Fact]
    public void A_second_start_changes_nothing_and_the_file_is_for_its_owner_alone()
    {
        var folder = TestState.Fresh("demo-twice");
        var first = MakeDemo.Prepare(folder, Address, "/mail");
        var file = DemoFile.PathIn(folder);
        var text = File.ReadAllText(file);
        Assert.Equal(first.ToJson(), MakeDemo.Prepare(folder, Address, "/mail").ToJson());
        Assert.Equal(text, File.ReadAllText(file));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_client_is_found_by_address_id_or_part_of_the_persons_name()
    {
        var folder = TestState.Fresh("demo-find");
        MakeDemo.Prepare(folder, Address, "/mail");
        var demo = DemoFile.Read(folder);
        var client = demo.ClientOf("sofia.marinova@example.org");
        Assert.All(["SOFIA.MARINOVA@example.org", client.Id, "marinova"], wanted => Assert.Equal(client.Id, demo.ClientOf(wanted).Id));
        Assert.Contains("Nobody is called", Assert.Throws<CannotStartException>(() => demo.ClientOf("nobody at all")).Message, StringComparison.Ordinal);
        Assert.Contains("No client acts for", Assert.Throws<CannotStartException>(() => demo.ClientOf("lukas.brandt@example.org")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_demonstration_the_way_to_one_is_said() =>
        Assert.Contains("--demo", Assert.Throws<CannotStartException>(() => DemoFile.Read(TestState.Fresh("demo-none"))).Message, StringComparison.Ordinal);
}
