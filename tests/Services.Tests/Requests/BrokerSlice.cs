using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using MassTransit;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Alliance.Services.Tests.Requests;

[CollectionDefinition("requests-broker")]
public sealed class RequestsOnABroker : ICollectionFixture<BrokerSlice>;

/// <summary>The requests service on a real broker and its real store; what it publishes is collected, and what was delivered closes after two seconds.</summary>
public sealed class BrokerSlice : IAsyncLifetime
{
    private readonly string folder = TestState.Fresh("requests-broker");
    private readonly ConcurrentQueue<RequestMoved> heard = new();
    private IBusControl? bus;
    private TestIssuer? issuer;
    private WebApplicationFactory<AssistanceRequest>? host;

    /// <summary>What was noted about requests, as it came.</summary>
    internal ConcurrentQueue<RequestNoted> Noted { get; } = new();

    /// <summary>Who was named to stand in for whom, as it came.</summary>
    internal ConcurrentQueue<SubstituteNamed> Substitutes { get; } = new();

    internal TestIssuer Issuer => issuer!;

    public Broker Broker { get; } = new("requests-broker-node");

    internal Store<AssistanceRequest> Requests => Service<Store<AssistanceRequest>>();

    public async ValueTask InitializeAsync()
    {
        await Broker.InitializeAsync();
        bus = Bus.Factory.CreateUsingRabbitMq(rabbit =>
        {
            rabbit.Host(Broker.Url);
            rabbit.ReceiveEndpoint("test-request-moved", endpoint => endpoint.Handler<RequestMoved>(context =>
            {
                heard.Enqueue(context.Message);
                return Task.CompletedTask;
            }));
            rabbit.ReceiveEndpoint("test-request-noted", endpoint => endpoint.Handler<RequestNoted>(context =>
            {
                Noted.Enqueue(context.Message);
                return Task.CompletedTask;
            }));
            rabbit.ReceiveEndpoint("test-substitute-named", endpoint => endpoint.Handler<SubstituteNamed>(context =>
            {
                Substitutes.Enqueue(context.Message);
                return Task.CompletedTask;
            }));
            rabbit.ReceiveEndpoint("test-evaluation-given", endpoint => endpoint.Handler<EvaluationGiven>(_ => Task.CompletedTask));
            // Of the experts service, where it is here too: published without a queue it would be an error.
            rabbit.ReceiveEndpoint("test-expert-moved", endpoint => endpoint.Handler<ExpertMoved>(_ => Task.CompletedTask));
        });
        await bus.StartAsync();
        issuer = await TestIssuer.Start();
        host = new WebApplicationFactory<AssistanceRequest>().WithWebHostBuilder(web =>
        {
            web.UseEnvironment("Development");
            web.UseSetting("urls", "http://127.0.0.1:0");
            web.UseSetting("Storage:Directory", Path.Combine(folder, "data"));
            if (Environment.GetEnvironmentVariable("MONGODB_URL") is { Length: > 0 } mongo)
            {
                web.UseSetting("Storage:MongoUrl", mongo);
                web.UseSetting("Storage:MongoDatabase", $"alliance_{Guid.CreateVersion7():n}"[..28]);
            }
            web.UseSetting("Messaging:Url", Broker.Url.AbsoluteUri);
            foreach (var (key, value) in issuer.Settings("requests")) web.UseSetting(key, value);
            web.UseSetting("Requests:CloseAfterDelivered", "00:00:02");
            web.ConfigureLogging(logging => logging.ClearProviders());
        });
        var client = host.CreateClient();
        await Wait.Until(ct => client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), ct), body => body.Contains("\"broker\":\"ready\"", StringComparison.Ordinal), CancellationToken.None);
    }

    internal ApiPerson Person(Guid id, params (Guid Organisation, string Role)[] memberships) => new(
        host!.CreateClient(), new Caller(id, [.. memberships.Select(m => new Membership(m.Organisation, m.Role))]), TestIssuer.Token(id, memberships, "en", expiresIn: TimeSpan.FromHours(1)));

    internal T Service<T>() where T : notnull => host!.Services.GetRequiredService<T>();

    internal Task Publish<T>(T message, CancellationToken ct) where T : class => bus!.Publish(message, ct);

    internal RequestMoved[] HeardOf(Guid request) => [.. heard.Where(m => m.Id == request)];

    internal async Task<Stored<AssistanceRequest>> Begin(AssistanceRequest request, CancellationToken ct, Guid? id = null, params Step[] steps) =>
        Assert.IsType<SaveResult<AssistanceRequest>.Saved>(await Requests.Create(id ?? Guid.CreateVersion7(), request, Some.Coordinator.PersonId, steps, ct)).Document;

    internal Task<AssistanceRequest> Becomes(Guid id, Func<AssistanceRequest, bool> enough, CancellationToken ct,
        [CallerArgumentExpression(nameof(enough))] string what = "") =>
        Wait.Until(async stop => (await Requests.Find(id, stop))!.Value, enough, ct, what: what);

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        if (bus is not null) await bus.StopAsync();
        if (issuer is not null) await issuer.DisposeAsync();
        await Broker.DisposeAsync();
    }
}
