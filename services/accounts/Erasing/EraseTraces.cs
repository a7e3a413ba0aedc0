using Alliance.Accounts.Connecting;
using Alliance.Accounts.Enrolling;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Storage;
using OpenIddict.Abstractions;

namespace Alliance.Accounts.Erasing;

/// <summary>
/// What else is here of a person that was erased: the sign-in with all that was issued, programs that acted for them, the contact of an organisation that was them.
/// Looks at what is there and drops it, so a crash repeats it.
/// </summary>
internal sealed class EraseTraces(IServiceScopeFactory scopes, Store<Person> people, Store<Organisation> organisations, Store<ApiClient> clients, TimeProvider clock)
{
    private const int AtOnce = 100;

    public async Task Of(Stored<Person> person, HistoryEntry entry, CancellationToken ct)
    {
        if (entry.Verb != PersonVerb.Erase) return;
        await using var scope = scopes.CreateAsyncScope();
        await SignIn(person.Id, scope.ServiceProvider.GetRequiredService<Credentials>(), ct);
        await Programs(person.Id, scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>(), ct);
        if (person.Value.Erased?.Traces is { } traces)
            foreach (var id in traces.OrganisationIds) await Contacts(id, c => traces.IsEmail(c.Email) || traces.IsName(c.Name), ct);
        await people.Scrub(ct);
        await clients.Scrub(ct);
    }

    /// <summary>Nothing that was issued opens anything without the person; this takes it out of the way besides.</summary>
    public static async Task SignIn(Guid personId, Credentials credentials, CancellationToken ct)
    {
        await credentials.Revoke(personId, ct);
        await credentials.Drop(personId, ct);
    }

    private async Task Programs(Guid personId, IOpenIddictApplicationManager applications, CancellationToken ct)
    {
        // A program's name is what the person called it; its id stays taken, since histories name it.
        var own = await clients.List(new Query<ApiClient>([new(ApiClients.Person, personId.ToString())], ApiClients.CreatedAt, Limit: AtOnce), ct);
        foreach (var client in own.Items.Where(c => c.Value.Name.Length > 0))
        {
            var next = client.Value with { Name = "", Active = false, EndedAt = client.Value.EndedAt ?? clock.GetUtcNow(), CreatedWith = null };
            Step[] steps = client.Value.Active ? [new Step(EndClient.Verb, "active", "ended")] : [];
            if (await clients.Save(client, next, Guid.Empty, steps, ct) is not SaveResult<ApiClient>.Saved) throw new InvalidOperationException($"Client {client.Id} changed while its person was erased.");
            if (await applications.FindByClientIdAsync(client.Value.ClientId, ct) is { } known) await applications.DeleteAsync(known, ct);
        }
    }

    private async Task Contacts(Guid organisationId, Func<OrganisationContact, bool> isThem, CancellationToken ct)
    {
        while (await organisations.Find(organisationId, ct) is { } read && read.Value.Content.Contacts.Any(isThem))
        {
            var content = read.Value.Content with { Contacts = [.. read.Value.Content.Contacts.Where(c => !isThem(c))] };
            if (await organisations.Save(read, read.Value with { Content = content, CreatedWith = null }, Guid.Empty, [], ct) is SaveResult<Organisation>.Saved) return;
        }
    }
}
