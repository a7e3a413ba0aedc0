using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Reading;

/// <summary>GET /internal/ended: whose tokens of before are refused, because they or an organisation of theirs changed while such a token may still live; and which programs were ended.</summary>
internal static class ListEnded
{
    /// <summary>The longest life of an access token.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private const int AtOnce = 100;

    public static async Task<IResult> Handle(Store<Person> people, Store<Organisation> organisations, Store<ApiClient> clients, TimeProvider clock, CancellationToken ct)
    {
        var since = (clock.GetUtcNow() - Window).ToUnixTimeMilliseconds();
        var ended = new Dictionary<Guid, DateTimeOffset>();
        await Each(people, new Query<Person>([new(Persons.Changed, "yes")], Persons.NotBefore, From: since, Limit: AtOnce), person => Note(person.Id, person.Value.NotBefore!.Value), ct);

        var changed = new List<Stored<Organisation>>();
        await Each(organisations, new Query<Organisation>([new(Organisations.AccessChanged, "yes")], Organisations.AccessChangedAt, From: since, Limit: AtOnce), changed.Add, ct);
        foreach (var organisation in changed)
        {
            var first = Person.FirstSecondAfter(organisation.Value.AccessChangedAt!.Value);
            await Each(people, new Query<Person>([new(Persons.Organisation, organisation.Id.ToString())], Persons.CreatedAt, Limit: AtOnce), person => Note(person.Id, first), ct);
        }
        var programs = new List<EndedClient>();
        await Each(clients, new Query<ApiClient>([new(ApiClients.Ended, "yes")], ApiClients.EndedAt, From: since, Limit: AtOnce),
            client => programs.Add(new EndedClient(client.Value.ClientId, Person.FirstSecondAfter(client.Value.EndedAt!.Value))), ct);
        return TypedResults.Ok(new EndedAccess([.. ended.Select(e => new EndedPerson(e.Key, e.Value))], programs));

        void Note(Guid id, DateTimeOffset notBefore)
        {
            if (!ended.TryGetValue(id, out var known) || known < notBefore) ended[id] = notBefore;
        }
    }

    private static async Task Each<T>(Store<T> store, Query<T> query, Action<Stored<T>> take, CancellationToken ct) where T : class
    {
        do
        {
            var page = await store.List(query, ct);
            foreach (var document in page.Items) take(document);
            query = query with { Cursor = page.Next };
        }
        while (query.Cursor is not null);
    }
}
