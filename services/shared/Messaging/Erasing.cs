using Alliance.Contracts;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Alliance.Shared.Messaging;

/// <summary>That a person was erased here; the document's id is the person's, and nothing else is known of them. Its history entry is the answer to accounts.</summary>
/// <param name="No">Number of accounts' history entry.</param>
public sealed record ErasedPerson(long No)
{
    public const string Verb = "erase";

    public static readonly Declaration<ErasedPerson> Declaration = new("erasedpeople") { Announces = true };
}

/// <summary>Who was erased in this service. What comes later about them (a message that was overtaken) makes nothing personal anew.</summary>
public sealed class ErasedPeople(Store<ErasedPerson> store)
{
    public async Task<bool> Has(Guid personId, CancellationToken ct) => await store.Find(personId, ct) is not null;

    /// <summary>Once everything is gone: accounts is told by the loop. A repeat changes nothing.</summary>
    public Task Note(PersonErased erased, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(erased);
        return store.Create(erased.PersonId, new ErasedPerson(erased.No), Guid.Empty, [new Step(ErasedPerson.Verb, null, "erased")], ct);
    }
}

public static class ErasingSetup
{
    /// <summary>For a service that consumes <see cref="PersonErased"/>; its plan publishes <see cref="PersonErasureDone"/>.</summary>
    public static void AddErasing(this WebApplicationBuilder builder, string service)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddStore(ErasedPerson.Declaration).AddSingleton<ErasedPeople>();
        builder.Services.AddDueWork(services => new DueWork<ErasedPerson>(services.GetRequiredService<Store<ErasedPerson>>())
        {
            Announce = (person, entry) => [new PersonErasureDone(person.Id, service, entry.At)]
        });
    }
}
