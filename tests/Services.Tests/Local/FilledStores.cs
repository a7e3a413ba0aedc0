using System.Text.Json;
using Alliance.Demo;
using Alliance.Experts;
using Alliance.Local.Demo;
using Alliance.Requests;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Alliance.Services.Tests.Local;

/// <summary>The demonstration's experts and requests, made once for all who look at them (MongoDB when <c>MONGODB_URL</c> is set).</summary>
public sealed class FilledStores : IAsyncLifetime
{
    private readonly List<IHost> open = [];

    internal static DateTimeOffset MadeAt { get; } = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());

    internal static Cast Cast { get; } = JsonSerializer.Deserialize<Cast>(
        MakeDemo.Prepare(TestState.Fresh("filled-cast"), new Uri("http://localhost:8080/"), "/mail").WithoutSecrets().ToJson(), JsonSerializerOptions.Web)!;

    internal IConfiguration Configuration { get; } = Settings("filled-stores");

    internal string Said { get; private set; } = "";

    internal IReadOnlyList<Stored<AssistanceRequest>> Requests { get; private set; } = [];

    internal IReadOnlyList<Stored<Assignment>> Assignments { get; private set; } = [];

    internal IReadOnlyList<Stored<Expert>> Experts { get; private set; } = [];

    internal Store<AssistanceRequest> RequestStore { get; private set; } = null!;

    internal Store<Assignment> AssignmentStore { get; private set; } = null!;

    internal Store<Expert> ExpertStore { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        Said = await FillStores.With(Cast, Configuration, MadeAt, ct);
        var clock = new StoryClock(MadeAt);
        open.AddRange(await OpenStores.OfRequests(Configuration, clock, ct), await OpenStores.OfExperts(Configuration, clock, ct));
        RequestStore = open[0].Services.GetRequiredService<Store<AssistanceRequest>>();
        AssignmentStore = open[1].Services.GetRequiredService<Store<Assignment>>();
        ExpertStore = open[1].Services.GetRequiredService<Store<Expert>>();
        await Read(ct);
    }

    internal async Task Read(CancellationToken ct)
    {
        List<Stored<AssistanceRequest>> requests = [];
        for (var place = 0; await RequestStore.Find(Ids.Request(place), ct) is { } request; place++) requests.Add(request);
        Requests = requests;
        Assignments = await Everything.Of(AssignmentStore, Alliance.Experts.Assignments.CreatedAt, ct, new Where<Assignment>(Alliance.Experts.Assignments.All, "all"));
        Experts = await Everything.Of(ExpertStore, Roster.CreatedAt, ct, new Where<Expert>(Roster.Everybody, "all"));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var host in open) host.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static IConfiguration Settings(string name)
    {
        Dictionary<string, string?> settings = new() { ["Storage:Directory"] = TestState.Fresh(name) };
        if (Environment.GetEnvironmentVariable("MONGODB_URL") is { Length: > 0 } mongo)
        {
            settings["Storage:MongoUrl"] = mongo;
            settings["Storage:MongoDatabase"] = $"alliance_{Guid.CreateVersion7():n}"[..28];
        }
        return new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
    }
}
