using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace Alliance.Local.Demo;

/// <summary>Makes the demonstration from its cast: what accounts is to add, and the file that says how to sign in. Made again, it is the same.</summary>
internal static partial class MakeDemo
{
    private const string KatottgList = "katottg.csv";
    private const string NutsList = "nuts.csv";

    /// <summary>Passwords and secrets are made once and read back from the file at every later start.</summary>
    public static SeedFile Prepare(string stateFolder, Uri address, string mail)
    {
        var kept = File.Exists(DemoFile.PathIn(stateFolder)) ? DemoFile.Read(stateFolder) : null;
        var passwords = kept?.People.ToDictionary(person => person.Email, person => person.Password) ?? [];
        var secrets = kept?.Clients.ToDictionary(client => client.Id, client => client.Secret) ?? [];

        var organisations = Organisations();
        var people = DemoCast.People.Select((cast, place) => (Cast: cast, Id: IdOf(2, place), Organisation: organisations[cast.Organisation])).ToList();
        var seed = new SeedFile(
            [.. organisations.Values],
            [.. people.Select(p => new SeedPerson(p.Id, p.Cast.Name, p.Cast.Email, p.Cast.Language, passwords.GetValueOrDefault(p.Cast.Email) ?? NewPassword(),
                [new SeedMembership(p.Organisation.Id, p.Cast.Roles)]))],
            [.. people.Where(p => p.Cast.HasClient).Select(p => new SeedClient(ClientIdOf(p.Cast), secrets.GetValueOrDefault(ClientIdOf(p.Cast)) ?? Secrets.Random(), p.Id))]);

        var byId = people.ToDictionary(p => p.Id);
        new DemoFile(
            address.AbsoluteUri,
            [.. seed.People.Select(p => new DemoPerson(p.Email, p.Password, p.Name, byId[p.Id].Cast.Roles, Shown(byId[p.Id].Organisation)))],
            [.. seed.Clients.Select(c => new DemoClient(c.Id, c.Secret, byId[c.ActsFor].Cast.Email, byId[c.ActsFor].Cast.Roles))],
            mail).Write(stateFolder);
        return seed;
    }

    /// <summary>By the key the cast names them with.</summary>
    public static Dictionary<string, SeedOrganisation> Organisations()
    {
        var katottg = Names(KatottgList, code: 0, native: 3, latin: 4);
        var nuts = Names(NutsList, code: 0, native: 6, latin: 5);
        var countries = Names(NutsList, code: 0, native: 3, latin: 3);
        var all = new Dictionary<string, SeedOrganisation>
        {
            [DemoCast.Secretariat] = new(IdOf(1, 0), "Alliance secretariat", "Alliance secretariat", "secretariat", "BE", null, null, ["en", "uk", "bg"]),
            [DemoCast.Observers] = new(IdOf(1, 1), "Observers' office", "Observers' office", "eu-institution", "BE", null, null, ["en"]),
        };
        foreach (var code in DemoCast.Hromadas)
        {
            // In the list the names of hromadas are adjectives.
            all[code] = new SeedOrganisation(IdOf(1, all.Count), katottg[code].Native + " громада", katottg[code].Latin + " hromada", "hromada", "UA", code, null, ["uk"]);
        }
        foreach (var (code, type, language) in DemoCast.European)
        {
            all[code] = new SeedOrganisation(IdOf(1, all.Count), nuts[code].Native, nuts[code].Latin, type, countries[code].Native, code, null, [language, "en"]);
        }
        return all;
    }

    private static DemoOrganisation Shown(SeedOrganisation organisation) => new(organisation.Id, organisation.LegalName, organisation.Code);

    private static string ClientIdOf(CastPerson person) => "demo-" + person.Email.Split('@')[0].Replace('.', '-');

    /// <summary>The same at every start: accounts tells by it what is there already.</summary>
    private static Guid IdOf(int kind, int number) => Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"01990000-0000-7000-8000-{kind:x4}{number + 1:x8}"));

    /// <summary>15 random bytes; no dictionary holds it.</summary>
    private static string NewPassword() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(15)).Replace('+', '-').Replace('/', '_');

    private static Dictionary<string, (string Native, string Latin)> Names(string list, int code, int native, int latin) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, list)).Skip(1).Select(Fields).ToDictionary(f => f[code], f => (f[native], f[latin]));

    /// <summary>A field with a comma stands in quotes; none of these lists has a quote within a field.</summary>
    private static string[] Fields(string line) => [.. Field().Matches(line).Select(field => field.Groups[1].Value.Trim('"'))];

    [GeneratedRegex("(?:^|,)(\"[^\"]*\"|[^,]*)")]
    private static partial Regex Field();
}
