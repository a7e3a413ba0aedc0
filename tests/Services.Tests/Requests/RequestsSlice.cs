using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Requests;
using Alliance.Requests.Recognising;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Alliance.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Requests;

[CollectionDefinition("requests")]
public sealed class RequestsService : ICollectionFixture<RequestsSlice>;

/// <summary>The requests service on its real store (MongoDB when <c>MONGODB_URL</c> is set). No broker answers: nothing here may need one.</summary>
public sealed class RequestsSlice : IAsyncLifetime
{
    private readonly string folder;

    public RequestsSlice() : this("requests") { }

    /// <param name="name">Its folder's; two that live at once need two.</param>
    /// <param name="settings">Besides those every slice has.</param>
    internal RequestsSlice(string name, params (string Key, string Value)[] settings) => (folder, _settings) = (TestState.Fresh(name), settings);

    private readonly (string Key, string Value)[] _settings;

    private WebApplicationFactory<AssistanceRequest>? host;

    internal TestIssuer Issuer { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Issuer = await TestIssuer.Start();
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
            // Nobody listens there.
            web.UseSetting("Messaging:Url", "amqp://nobody:nothing@127.0.0.1:9/");
            foreach (var (key, value) in Issuer.Settings("requests")) web.UseSetting(key, value);
            foreach (var (key, value) in _settings) web.UseSetting(key, value);
            web.UseSetting("Logging:LogLevel:Default", "None");
        });
        host.CreateClient().Dispose();
    }

    /// <summary>Where it keeps everything.</summary>
    internal string Folder => folder;

    /// <summary>For a client of this service in the same process.</summary>
    internal HttpMessageHandler Handler() => host!.Server.CreateHandler();

    internal IServiceProvider Services => host!.Services;

    /// <summary>Somebody new with these roles.</summary>
    internal ApiPerson Person(params (Guid Organisation, string Role)[] memberships) => Person(null, memberships);

    internal ApiPerson Person(string? language, params (Guid Organisation, string Role)[] memberships)
    {
        var caller = new Caller(Guid.CreateVersion7(), [.. memberships.Select(m => new Membership(m.Organisation, m.Role))], language);
        var token = TestIssuer.Token(caller.PersonId, memberships, language);
        return new ApiPerson(host!.CreateClient(), caller, token);
    }

    internal HttpClient Nobody() => host!.CreateClient();

    internal Applicant Applicant() => new(this, Guid.CreateVersion7());

    /// <summary>An organisation that is an Active member, as a message of accounts would have said.</summary>
    internal Task<Guid> Member(CancellationToken ct, Guid? id = null) => Organisation("active", ct, id);

    internal async Task<Guid> Organisation(string membership, CancellationToken ct, Guid? id = null)
    {
        var organisation = id ?? Guid.CreateVersion7();
        var known = new KnownOrganisation(1, "hromada", "UA", null, membership);
        var organisations = Services.GetRequiredService<Store<KnownOrganisation>>();
        if (await organisations.Find(organisation, ct) is { } read) await organisations.Save(read, known with { No = read.Value.No + 1 }, Guid.Empty, [], ct);
        else await organisations.Create(organisation, known, Guid.Empty, [], ct);
        return organisation;
    }

    /// <summary>A request as it may stand in the store, of an applicant of its own.</summary>
    internal async Task<Stored<AssistanceRequest>> Store(AssistanceRequest request, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        var saved = await Services.GetRequiredService<Store<AssistanceRequest>>().Create(id, request, Guid.Empty, [], ct);
        return Assert.IsType<SaveResult<AssistanceRequest>.Saved>(saved).Document;
    }

    /// <summary>Files in the storage, whoever names them; -1 where the engine is another and cannot be asked so.</summary>
    internal long StoredFiles()
    {
        if (Environment.GetEnvironmentVariable("MONGODB_URL") is { Length: > 0 }) return -1;
        using var session = new SqliteSession(Path.Combine(folder, "data", "requests.db"));
        return (long)session.Scalar("SELECT count(DISTINCT file) FROM _chunk")!;
    }

    /// <summary>What was submitted is taken and approved.</summary>
    internal async Task<Answer> Approve(Answer submitted, CancellationToken ct)
    {
        var coordinator = Coordinator();
        var taken = (await coordinator.Post($"/api/requests/{submitted.Id}/take", null, ct, submitted.Revision)).Must(System.Net.HttpStatusCode.OK);
        return (await coordinator.Post($"/api/requests/{submitted.Id}/approve", Bodies.Approval("Так"), ct, taken.Revision)).Must(System.Net.HttpStatusCode.OK);
    }

    internal ApiPerson Coordinator() => Person((Guid.CreateVersion7(), Roles.Coordinator));

    public async ValueTask DisposeAsync()
    {
        if (host is not null) await host.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}

/// <summary>
/// An authority of its own for each test. From its first submit on it is an Active member and reads the submitted requests of others too:
/// lists are then asked for its own.
/// </summary>
internal sealed class Applicant(RequestsSlice slice, Guid id)
{
    public Guid Id { get; } = id;
    public ApiPerson Editor { get; } = slice.Person((id, Roles.AuthorityEditor));
    public ApiPerson Signatory { get; } = slice.Person((id, Roles.AuthoritySignatory));

    public async Task<Answer> Draft(CancellationToken ct, JsonObject? body = null) =>
        (await Editor.Post("/api/requests", body ?? Drafts.Complete(), ct)).Must(System.Net.HttpStatusCode.Created);

    public async Task<Answer> Submitted(CancellationToken ct, JsonObject? body = null)
    {
        var draft = await Draft(ct, body);
        await slice.Member(ct, Id);
        return (await Signatory.Post($"/api/requests/{draft.Id}/submit", null, ct, draft.Revision)).Must(System.Net.HttpStatusCode.OK);
    }
}

internal sealed class ApiPerson(HttpClient http, Caller caller, string token)
{
    public Guid Id => caller.PersonId;
    public string Token => token;

    public Task<Answer> Get(string path, CancellationToken ct) => Send(HttpMethod.Get, path, null, null, null, ct);

    public Task<Answer> Post(string path, JsonNode? body, CancellationToken ct, long? ifMatch = null, string? key = null) =>
        Send(HttpMethod.Post, path, body?.ToJsonString(), ifMatch, key, ct);

    public Task<Answer> Put(string path, JsonNode body, long? ifMatch, CancellationToken ct) => Send(HttpMethod.Put, path, body.ToJsonString(), ifMatch, null, ct);

    /// <summary>A file as the body.</summary>
    public async Task<Answer> Attach(string path, string name, byte[] content, CancellationToken ct, string? key = null, long? ifMatch = null)
    {
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        body.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileNameStar = name };
        return await Send(HttpMethod.Post, path, body, ifMatch, key, null, ct);
    }

    public Task<Answer> Send(HttpMethod method, string path, string? body, long? ifMatch, string? key, CancellationToken ct, string? language = null) =>
        Send(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"), ifMatch, key, language, ct);

    private async Task<Answer> Send(HttpMethod method, string path, HttpContent? body, long? ifMatch, string? key, string? language, CancellationToken ct)
    {
        using var call = new HttpRequestMessage(method, path);
        call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (language is not null) call.Headers.Add("Accept-Language", language);
        call.Content = body;
        if (ifMatch is { } revision) call.Headers.TryAddWithoutValidation("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{revision}\""));
        if (key is not null) call.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var answer = await http.SendAsync(call, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        var json = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Answer(answer.StatusCode, json ? JsonNode.Parse(text) : null, text, answer.Headers.ETag?.Tag,
            answer.Content.Headers.ContentType?.MediaType, TraceId: null, TimeSpan.Zero);
    }
}
