namespace Alliance.Local.Demo;

/// <summary>Somebody of the demonstration. All names are made up; the organisations are real ones by code, and say nothing of what these do.</summary>
/// <param name="HasClient">Whether an API client acts for the person.</param>
internal sealed record CastPerson(string Name, string Latin, string Language, string Organisation, IReadOnlyList<string> Roles, bool HasClient = false)
{
    public string Email => $"{Latin.ToLowerInvariant().Replace(' ', '.')}@example.org";
}

/// <summary>Who appears in the demonstration, as data.</summary>
internal static class DemoCast
{
    public const string Secretariat = "secretariat";
    public const string Observers = "observers";

    /// <summary>KATOTTG.</summary>
    public static readonly IReadOnlyList<string> Hromadas =
    [
        "UA32080070000050759", "UA59040130000041676", "UA48060150000071713", "UA63120270000028556", "UA74100390000073425", "UA18040190000029215", "UA05020030000031457",
        "UA53020110000092487", "UA32080150000035443", "UA23060070000082704", "UA21040150000092428", "UA61060430000094264", "UA63040090000021240", "UA48020190000083597",
    ];

    /// <summary>NUTS code, type, working language.</summary>
    public static readonly IReadOnlyList<(string Code, string Type, string Language)> European =
    [
        ("BG331", "municipality", "bg"), ("AT130", "municipality", "de"), ("DE300", "municipality", "de"), ("PL21", "region", "pl"), ("ITH5", "region", "it"),
        ("ES51", "region", "es"), ("DK011", "municipality", "da"), ("CZ010", "region", "cs"), ("BG411", "municipality", "bg"),
        ("SE110", "region", "sv"), ("FI1B", "region", "fi"), ("LV00", "region", "lv"), ("EE001", "region", "et"), ("LT011", "region", "lt"), ("NL32", "province", "nl"),
        ("BE21", "province", "nl"), ("FRK2", "region", "fr"), ("PT11", "region", "pt"), ("SK010", "region", "sk"), ("HU110", "municipality", "hu"), ("RO321", "municipality", "ro"),
        ("HR050", "municipality", "hr"), ("SI032", "region", "sl"), ("IE06", "region", "en"), ("EL30", "region", "el"), ("PL514", "municipality", "pl"),
        ("DE212", "municipality", "de"), ("ES300", "municipality", "es"), ("ITC4", "region", "it"), ("FR10", "region", "fr"),
    ];

    private static readonly (string Name, string Latin)[] UkrainianFirst =
    [
        ("Оксана", "Oksana"), ("Андрій", "Andrii"), ("Наталія", "Nataliia"), ("Дмитро", "Dmytro"), ("Ірина", "Iryna"), ("Петро", "Petro"), ("Світлана", "Svitlana"),
        ("Тарас", "Taras"), ("Людмила", "Liudmyla"), ("Богдан", "Bohdan"), ("Галина", "Halyna"), ("Юрій", "Yurii"), ("Марія", "Mariia"), ("Остап", "Ostap"),
    ];

    private static readonly (string Name, string Latin)[] UkrainianLast =
    [
        ("Лисенко", "Lysenko"), ("Мельник", "Melnyk"), ("Бондар", "Bondar"), ("Кравець", "Kravets"), ("Гнатюк", "Hnatiuk"), ("Шевчук", "Shevchuk"), ("Ткаченко", "Tkachenko"),
        ("Савчук", "Savchuk"), ("Поліщук", "Polishchuk"), ("Романюк", "Romaniuk"), ("Клименко", "Klymenko"), ("Мороз", "Moroz"), ("Левченко", "Levchenko"),
    ];

    public static IReadOnlyList<CastPerson> People { get; } =
    [
        new("Sofia Marinova", "Sofia Marinova", "bg", Secretariat, ["coordinator"], HasClient: true),
        new("Thomas Keller", "Thomas Keller", "en", Secretariat, ["coordinator"], HasClient: true),
        new("Iryna Ostapenko", "Iryna Ostapenko", "uk", Secretariat, ["lead-coordinator", "coordinator"], HasClient: true),
        new("Marta Nowak", "Marta Nowak", "en", Secretariat, ["administrator"], HasClient: true),
        new("Elena Petrova", "Elena Petrova", "bg", Observers, ["observer"], HasClient: true),
        .. Hromadas.SelectMany(Team),
        new("Георги Иванов", "Georgi Ivanov", "bg", "BG331", ["expert"], HasClient: true),
        new("Anna Gruber", "Anna Gruber", "de", "AT130", ["expert"], HasClient: true),
        new("Jan Kowalczyk", "Jan Kowalczyk", "pl", "PL21", ["expert"], HasClient: true),
        new("Giulia Ferri", "Giulia Ferri", "it", "ITH5", ["expert"], HasClient: true),
        new("Mette Lund", "Mette Lund", "da", "DK011", ["expert"], HasClient: true),
        new("Karel Dvorsky", "Karel Dvorsky", "cs", "CZ010", ["expert"]),
        new("Lukas Brandt", "Lukas Brandt", "de", "DE300", ["expert"]),
        new("Nuria Soler", "Nuria Soler", "es", "ES51", ["expert"]),
        new("Десислава Колева", "Desislava Koleva", "bg", "BG411", ["expert"]),
        new("Мария Димитрова", "Maria Dimitrova", "bg", "BG331", ["organisation-administrator"]),
        new("Stefan Huber", "Stefan Huber", "de", "AT130", ["organisation-administrator"]),
        new("Katarzyna Zielony", "Katarzyna Zielony", "pl", "PL21", ["organisation-administrator"]),
        new("Paolo Conti", "Paolo Conti", "it", "ITH5", ["organisation-administrator"]),
        new("Soren Holm", "Soren Holm", "da", "DK011", ["organisation-administrator"]),
        new("Elin Sandberg", "Elin Sandberg", "sv", "SE110", ["expert"]),
        new("Aino Lehtonen", "Aino Lehtonen", "fi", "FI1B", ["expert"]),
        new("Ilze Kalniņa", "Ilze Kalnina", "lv", "LV00", ["expert"]),
        new("Maarja Tamm", "Maarja Tamm", "et", "EE001", ["expert"]),
        new("Rasa Petrauskienė", "Rasa Petrauskiene", "lt", "LT011", ["expert"]),
        new("Sanne de Wit", "Sanne de Wit", "nl", "NL32", ["expert"]),
        new("Bart Claes", "Bart Claes", "nl", "BE21", ["expert"]),
        new("Camille Girard", "Camille Girard", "fr", "FRK2", ["expert"]),
        new("Inês Carvalho", "Ines Carvalho", "pt", "PT11", ["expert"]),
        new("Zuzana Hudecová", "Zuzana Hudecova", "sk", "SK010", ["expert"]),
        new("Szalai Eszter", "Eszter Szalai", "hu", "HU110", ["expert"]),
        new("Andrei Munteanu", "Andrei Munteanu", "ro", "RO321", ["expert"]),
        new("Ivana Babić", "Ivana Babic", "hr", "HR050", ["expert"]),
        new("Matej Zupan", "Matej Zupan", "sl", "SI032", ["expert"]),
        new("Aoife Brennan", "Aoife Brennan", "en", "IE06", ["expert"]),
        new("Ελένη Μάρκου", "Eleni Markou", "el", "EL30", ["expert"]),
        new("Tomasz Wrona", "Tomasz Wrona", "pl", "PL514", ["expert"]),
        new("Miriam Vogel", "Miriam Vogel", "de", "DE212", ["expert"]),
        new("Javier Molina", "Javier Molina", "es", "ES300", ["expert"]),
        new("Chiara Rinaldi", "Chiara Rinaldi", "it", "ITC4", ["expert"]),
        new("Hugo Lambert", "Hugo Lambert", "fr", "FR10", ["expert"]),
    ];

    /// <summary>An editor and a signatory each; for the first two authorities clients act, too.</summary>
    private static IEnumerable<CastPerson> Team(string code, int place)
    {
        yield return Ukrainian(2 * place, code, "authority-editor");
        yield return Ukrainian((2 * place) + 1, code, "authority-signatory");
    }

    private static CastPerson Ukrainian(int number, string code, string role)
    {
        var first = UkrainianFirst[number % UkrainianFirst.Length];
        // 14 and 13 have no common divisor: no pair comes twice.
        var last = UkrainianLast[number % UkrainianLast.Length];
        return new CastPerson($"{first.Name} {last.Name}", $"{first.Latin} {last.Latin}", "uk", code, [role], HasClient: number < 4);
    }
}
