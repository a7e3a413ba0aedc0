using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Demo;

/// <summary>The way of a change as the services go it: read, decide, save; a refusal stops the story.</summary>
internal static class Taking
{
    public static async Task Take<T>(this Store<T> store, Guid id, Guid actorId, Func<T, Decision<T>> decide, CancellationToken ct) where T : class
    {
        var read = await store.Find(id, ct) ?? throw new StandstillException($"{store.Declaration.Name} {id} is not there.");
        if (Moved(decide(read.Value)) is { } moved) (await store.Save(read, moved.Next, actorId, moved.Steps, ct)).MustBeSaved();
    }

    /// <summary>Null when it is so already.</summary>
    public static Decision<T>.Moved? Moved<T>(Decision<T> decision) => decision switch
    {
        Decision<T>.Refused refused => throw new StandstillException($"{refused.Why.Code} {string.Join(", ", refused.Why.Fields.Select(f => $"{f.Field} {f.Code}"))}"),
        _ => decision as Decision<T>.Moved
    };

    public static void MustBeSaved<T>(this SaveResult<T> result) where T : class
    {
        if (result is SaveResult<T>.Taken taken) throw new StandstillException($"{taken.Key} is taken.");
        if (result is SaveResult<T>.Stale) throw new StandstillException("Somebody else saved it meanwhile.");
    }
}
