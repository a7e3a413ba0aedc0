using System.Diagnostics;
using Alliance.Local;
using Alliance.Local.Broker;
using Alliance.Local.Demo;
using Alliance.Testing;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>
/// The main job, whole, as another program does it: a script that knows the demonstration's file and the OpenAPI document, nothing else. In the journeys'
/// collection though it has a platform of its own: two that make their stores at the same moment are more than the test's MongoDB endpoint takes.
/// </summary>
[Collection<WholePlatform>]
public sealed class MainJobTests
{
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task A_program_walks_a_request_from_draft_to_closed_and_everybody_is_told_as_the_domain_says()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var container = BrokerChoice.From(Environment.GetEnvironmentVariable) is { Url: null } choice && (choice.Only is "docker" || !PrivateNode.IsInstalled)
            ? new Broker("main-job-broker")
            : null;
        if (container is not null) await container.InitializeAsync();
        var options = new PlatformOptions(TestState.Fresh("main-job"), Builds.Here())
        {
            MongoDatabase = $"alliance_{Guid.CreateVersion7():n}"[..28],
            Say = Console.Error.WriteLine,
            ReadyWithin = TimeSpan.FromMinutes(4),
            Seed = (state, address) => MakeDemo.Prepare(state.Path, address, state.Mail),
        };
        if (container is not null) options = options with { Broker = options.Broker with { Url = container.Url, Only = null } };
        await using var platform = await Local.Platform.Start(options, ct);

        var start = new ProcessStartInfo("/usr/bin/python3", [Path.Combine(Repository.Root, "tests", "walk.py"), DemoFile.PathIn(platform.State.Path)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var walk = Process.Start(start)!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(ct);
        deadline.CancelAfter(Within);
        var (said, errors) = (walk.StandardOutput.ReadToEndAsync(deadline.Token), walk.StandardError.ReadToEndAsync(deadline.Token));
        await walk.WaitForExitAsync(deadline.Token);
        Assert.True(walk.ExitCode == 0, await said + await errors);
        TestContext.Current.TestOutputHelper!.WriteLine((await said).Split('\n')[^3]);
    }
}
