namespace Alliance.Local;

/// <summary>For trying the API by hand: who there is, and a token in their name.</summary>
internal static class PrintToken
{
    public static int Run(CommandLine command)
    {
        if (command.Rest.Count == 0) throw new CannotStartException("Whose token? ./run.sh people lists everybody; then ./run.sh token <id, e-mail or part of a name>.");
        var state = Path.GetFullPath(command.State);
        using var mint = TokenMint.Open(Path.Combine(state, "identity", "private.pem"));
        var person = PeopleDirectory.Read(Path.Combine(state, "people.json")).Find(string.Join(' ', command.Rest));
        Console.WriteLine(mint.For(person, TimeSpan.FromHours(command.Hours), TimeProvider.System.GetUtcNow()));
        return 0;
    }

    public static int List(CommandLine command)
    {
        var directory = PeopleDirectory.Read(Path.Combine(Path.GetFullPath(command.State), "people.json"));
        var names = directory.Organisations.ToDictionary(organisation => organisation.Id, organisation => organisation.Name);
        foreach (var person in directory.People)
        {
            var roles = person.Memberships.GroupBy(member => member.OrganisationId)
                .Select(group => $"{string.Join(", ", group.Select(member => member.Role))} ({names.GetValueOrDefault(group.Key, "?")})");
            Console.WriteLine($"{person.Id}  {person.Name,-16}  {person.Email,-30}  {person.Language}  {string.Join("; ", roles)}");
        }
        return 0;
    }
}
