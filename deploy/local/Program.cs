using Alliance.Local;

try
{
    var command = CommandLine.Parse(args, Environment.GetEnvironmentVariable);
    return command.Verb switch
    {
        "up" => await RunPlatform.Run(command),
        "token" => await PrintToken.Run(command),
        "people" => PrintToken.List(command),
        _ => CommandLine.PrintHelp(),
    };
}
catch (CannotStartException fault)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
