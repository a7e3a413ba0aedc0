using Alliance.Accounts.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using OpenIddict.Abstractions;

namespace Alliance.Accounts.Connecting;

/// <summary>POST /api/clients/{id}/end: the program gets no token any more, and the other services are told to refuse those it has. Its id stays taken: histories name it.</summary>
internal static class EndClient
{
    public const string Verb = "end";

    public static async Task<IResult> Handle(
        Guid id, IfMatch ifMatch, Reader reader, Store<ApiClient> clients, IOpenIddictApplicationManager applications, TimeProvider clock, CancellationToken ct)
    {
        var outcome = await Verbs.Apply(clients, id, ifMatch, Verb, reader.Caller, _ => reader.IsAdministrator, read => Decide(read.Value, reader.Caller, clock.GetUtcNow()), ct);
        var ended = outcome switch
        {
            Outcome<ApiClient>.Done done => done.Document,
            // A crash may have come between.
            Outcome<ApiClient>.AlreadyDone already => already.Document,
            _ => null
        };
        if (ended is not null && await applications.FindByClientIdAsync(ended.Value.ClientId, ct) is { } known) await applications.DeleteAsync(known, ct);
        return Answers.ToHttp(outcome, ClientView.Of);
    }

    public static Decision<ApiClient> Decide(ApiClient client, Caller caller, DateTimeOffset now)
    {
        if (ClientRules.RefuseToManage(caller) is { } refusal) return refusal;
        return client.Active
            ? new Decision<ApiClient>.Moved(client with { Active = false, EndedAt = now }, new Step(Verb, "active", "ended"))
            : new Decision<ApiClient>.AlreadyDone();
    }
}
