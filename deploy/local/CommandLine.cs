using System.Globalization;

namespace Alliance.Local;

/// <summary>What the person asked for: <c>up</c> (by default), <c>token &lt;person&gt;</c>, <c>people</c>, <c>help</c>.</summary>
/// <param name="Rest">What follows the verb and is no option.</param>
internal sealed record CommandLine(string Verb, IReadOnlyList<string> Rest, string State, int Port, double Hours)
{
    private static readonly string[] Verbs = ["up", "token", "people", "help"];

    public static CommandLine Parse(string[] arguments, Func<string, string?> environment)
    {
        var state = environment("ALLIANCE_STATE") is { Length: > 0 } folder ? folder : Path.Combine(Builds.Here().Root, ".platform");
        var port = environment("ALLIANCE_PORT") is { Length: > 0 } number ? number : "8080";
        var hours = "12";
        List<string> words = [];
        for (var i = 0; i < arguments.Length; i++)
        {
            string Value() => ++i < arguments.Length ? arguments[i] : throw new CannotStartException($"{arguments[i - 1]} needs a value: ./run.sh help");
            switch (arguments[i])
            {
                case "--state": state = Value(); break;
                case "--port": port = Value(); break;
                case "--hours": hours = Value(); break;
                case "--help" or "-h": words.Insert(0, "help"); break;
                case ['-', ..] unknown: throw new CannotStartException($"{unknown} is not an option: ./run.sh help");
                default: words.Add(arguments[i]); break;
            }
        }
        var verb = words.FirstOrDefault() ?? "up";
        if (!Verbs.Contains(verb)) throw new CannotStartException($"{verb} is not a command: ./run.sh help");
        if (!int.TryParse(port, CultureInfo.InvariantCulture, out var parsedPort) || parsedPort is < 1 or > 65535)
            throw new CannotStartException($"{port} is not a port: --port (or ALLIANCE_PORT) takes 1 to 65535.");
        if (!double.TryParse(hours, CultureInfo.InvariantCulture, out var parsedHours) || parsedHours is not (> 0 and <= 24 * 366))
            throw new CannotStartException($"{hours} is not a number of hours: --hours takes more than 0, at most 8784.");
        return new CommandLine(verb, words.Skip(1).ToArray(), state, parsedPort, parsedHours);
    }

    public static int PrintHelp()
    {
        Console.WriteLine("""
            ./run.sh [--port 8080] [--state .platform]     starts the platform; Ctrl-C stops it
            ./run.sh token <person> [--hours 12]           prints a bearer token: by id, e-mail or part of a name
            ./run.sh people                                lists the people of development

            RABBITMQ_URL             a broker that runs elsewhere
            ALLIANCE_BROKER          node or docker: which private broker (by default the first that is there)
            ALLIANCE_RABBITMQ_IMAGE  the image for Docker
            MONGODB_URL              MongoDB instead of SQLite files
            Mail__Smtp               a mail server, smtp://host:port; without it mails are files under .platform/mail
            ALLIANCE_PORT, ALLIANCE_STATE   as the options
            """);
        return 0;
    }
}
