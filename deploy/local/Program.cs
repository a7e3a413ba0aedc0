using Alliance.Local;
using Alliance.Local.Importing;

try
{
    var command = CommandLine.Parse(args, Environment.GetEnvironmentVariable);
    return command.Verb switch
    {
        "up" => await RunPlatform.Run(command),
        "token" => await PrintToken.Run(command),
        "import" => await ImportFile.Run(command),
        "people" => PrintToken.List(command),
        _ => CommandLine.PrintHelp(),
    };
}
catch (CannotStartException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
