using Alliance.Local;
using Alliance.Shared.Identity;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Local;

public sealed class PeopleDirectoryTests
{
    private readonly PeopleDirectory people = PeopleDirectory.Read(Path.Combine(AppContext.BaseDirectory, "people.json"));

    [Fact]
    public void It_has_somebody_for_every_role_of_this_stage_in_three_languages()
    {
        int Count(string role) => people.People.Count(person => person.Has(role));
        Assert.True(Count(Roles.Coordinator) >= 2);
        Assert.Equal((1, 1, 1), (Count(Roles.LeadCoordinator), Count(Roles.Observer), Count(Roles.Administrator)));
        foreach (var hromada in people.Organisations.Where(organisation => organisation.Type == "hromada"))
        {
            var roles = people.People.SelectMany(person => person.Memberships).Where(member => member.OrganisationId == hromada.Id).Select(member => member.Role);
            Assert.Equal([Roles.AuthorityEditor, Roles.AuthoritySignatory], roles.Order());
        }
        Assert.Equal(3, people.Organisations.Count(organisation => organisation.Type == "hromada"));
        Assert.Equal(["bg", "en", "uk"], people.People.Select(person => person.Language).Distinct().Order());
    }

    [Fact]
    public void Every_membership_names_an_organisation_and_every_address_is_made_up()
    {
        var known = people.Organisations.Select(organisation => organisation.Id).ToHashSet();
        Assert.All(people.People.SelectMany(person => person.Memberships), member => Assert.Contains(member.OrganisationId, known));
        Assert.All(people.People, person => Assert.EndsWith("@example.org", person.Email, StringComparison.Ordinal));
        Assert.Equal(people.People.Count, people.People.Select(person => person.Id).Distinct().Count());
    }

    [Fact]
    public void A_person_is_found_by_id_address_or_part_of_the_name()
    {
        var person = people.People[0];
        Assert.All([person.Id.ToString(), person.Email.ToUpperInvariant(), "marinova"], wanted => Assert.Equal(person, people.Find(wanted)));
    }

    [Fact]
    public void A_part_of_two_names_is_refused_with_both()
    {
        var fault = Assert.Throws<CannotStartException>(() => people.Find("Petro"));
        Assert.Contains("Petro Hnatiuk or Elena Petrova", Sorted(fault.Message), StringComparison.Ordinal);

        static string Sorted(string message) => message.Replace("Elena Petrova or Petro Hnatiuk", "Petro Hnatiuk or Elena Petrova", StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_that_a_person_has_changed_is_kept()
    {
        var file = Path.Combine(TestState.Fresh("people"), "people.json");
        Assert.NotEmpty(PeopleDirectory.Prepare(file).People);
        File.WriteAllText(file, """{ "people": [], "organisations": [] }""");
        Assert.Empty(PeopleDirectory.Prepare(file).People);
    }
}
