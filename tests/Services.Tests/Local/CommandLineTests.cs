using Alliance.Local;
using Alliance.Local.Broker;
using Xunit;

namespace Alliance.Services.Tests.Local;

public sealed class CommandLineTests
{
    private static readonly Func<string, string?> Nothing = _ => null;

    [Fact]
    public void Without_words_the_platform_starts_on_8080_in_the_folder_of_the_solution()
    {
        var command = CommandLine.Parse([], Nothing);
        Assert.Equal(("up", 8080, Path.Combine(Builds.Here().Root, ".platform")), (command.Verb, command.Port, command.State));
    }

    [Fact]
    public void Options_win_over_the_environment()
    {
        Func<string, string?> environment = name => name == "ALLIANCE_PORT" ? "9000" : null;
        Assert.Equal(9000, CommandLine.Parse([], environment).Port);
        Assert.Equal(9001, CommandLine.Parse(["--port", "9001"], environment).Port);
    }

    [Fact]
    public void A_token_is_for_everything_behind_the_verb()
    {
        var command = CommandLine.Parse(["token", "Iryna", "Ostapenko", "--state", "elsewhere"], Nothing);
        Assert.Equal("Iryna Ostapenko elsewhere", $"{string.Join(' ', command.Rest)} {command.State}");
    }

    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--port", "eighty")]
    [InlineData("--port")]
    [InlineData("--fast")]
    [InlineData("fly")]
    public void What_is_not_understood_is_named(params string[] arguments)
    {
        var fault = Assert.Throws<CannotStartException>(() => CommandLine.Parse(arguments, Nothing));
        Assert.Contains(arguments[^1], fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_demonstration_is_for_development_alone()
    {
        Assert.True(CommandLine.Parse(["--demo"], Nothing).Demo);
        Assert.True(CommandLine.Parse(["--demo"], name => name == "ASPNETCORE_ENVIRONMENT" ? "Development" : null).Demo);
        Assert.Contains("Production", Assert.Throws<CannotStartException>(() =>
            CommandLine.Parse(["--demo"], name => name == "ASPNETCORE_ENVIRONMENT" ? "Production" : null)).Message, StringComparison.Ordinal);
        Assert.Throws<CannotStartException>(() => CommandLine.Parse(["people", "--demo"], Nothing));
    }

    [Theory]
    [InlineData("RABBITMQ_URL", "127.0.0.1:5672")]
    [InlineData("ALLIANCE_BROKER", "kafka")]
    public void A_broker_setting_that_cannot_be_meant_is_named(string name, string value)
    {
        var fault = Assert.Throws<CannotStartException>(() => BrokerChoice.From(asked => asked == name ? value : null));
        Assert.StartsWith(name, fault.Message, StringComparison.Ordinal);
    }
}
