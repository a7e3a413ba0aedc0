using System.Globalization;

namespace Alliance.Local;

/// <summary>What the person asked for: <c>up</c> (by default), <c>token &lt;person&gt;</c>, <c>people</c>, <c>import &lt;file&gt;</c>, <c>help</c>.</summary>
/// <param name="Rest">What follows the verb and is no option.</param>
internal sealed record CommandLine(string Verb, IReadOnlyList<string> Rest, string State, int Port, bool Demo)
{
    private static readonly string[] Verbs = ["up", "token", "people", "import", "help"];

    public static CommandLine Parse(string[] arguments, Func<string, string?> environment)
    {
        var state = environment("ALLIANCE_STATE") is { Length: > 0 } folder ? folder : Path.Combine(Builds.Here().Root, ".platform");
        var port = environment("ALLIANCE_PORT") is { Length: > 0 } number ? number : "8080";
        var demo = false;
        List<string> words = [];
        for (var i = 0; i < arguments.Length; i++)
        {
            string Value() => ++i < arguments.Length ? arguments[i] : throw new CannotStartException($"{arguments[i - 1]} needs a value: ./run.sh help");
            switch (arguments[i])
            {
                case "--state": state = Value(); break;
                case "--port": port = Value(); break;
                case "--demo": demo = true; break;
                case "--help" or "-h": words.Insert(0, "help"); break;
                case ['-', ..] unknown: throw new CannotStartException($"{unknown} is not an option: ./run.sh help");
                default: words.Add(arguments[i]); break;
            }
        }
        var verb = words.FirstOrDefault() ?? "up";
        if (!Verbs.Contains(verb)) throw new CannotStartException($"{verb} is not a command: ./run.sh help");
        if (!int.TryParse(port, CultureInfo.InvariantCulture, out var parsedPort) || parsedPort is < 1 or > 65535)
            throw new CannotStartException($"{port} is not a port: --port (or ALLIANCE_PORT) takes 1 to 65535.");
        if (demo && verb != "up") throw new CannotStartException("--demo goes with the start: ./run.sh --demo");
        // The demonstration's people have passwords that stand in a file.
        if (demo && environment("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } stage && stage != "Development")
            throw new CannotStartException($"--demo is for Development on this machine alone, and ASPNETCORE_ENVIRONMENT says {stage}.");
        return new CommandLine(verb, words.Skip(1).ToArray(), state, parsedPort, demo);
    }

    public static int PrintHelp()
    {
        Console.WriteLine("""
            ./run.sh [--port 8080] [--state .platform]     starts the platform; Ctrl-C stops it
            ./run.sh --demo                                adds made-up people of real towns and regions; how to sign in: .platform/demo.json
            ./run.sh people                                lists the people of the demonstration
            ./run.sh token <person>                        prints a bearer token for one of them: e-mail or part of a name
            ./run.sh import <file>                         rows of published needs (JSON, one a line) become drafts of their authorities; a second time adds none

            RABBITMQ_URL             a broker that runs elsewhere
            ALLIANCE_BROKER          node or docker: which private broker (by default the first that is there)
            ALLIANCE_RABBITMQ_IMAGE  the image for Docker
            MONGODB_URL              MongoDB instead of SQLite files
            Mail__Smtp               a mail server, smtp://host:port; without it mails are files under .platform/mail
            ClamAv__Address          the virus scanner clamd, host:port; without it office files are not taken as attachments
            ALLIANCE_PORT, ALLIANCE_STATE   as the options
            """);
        return 0;
    }
}
