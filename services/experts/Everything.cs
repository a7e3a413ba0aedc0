using Alliance.Shared.Storage;

namespace Alliance.Experts;

/// <summary>All pages of a list that is short by its nature: the assignments of a need, of an expert, of a request.</summary>
internal static class Everything
{
    public static async Task<IReadOnlyList<Stored<T>>> Of<T>(Store<T> store, Sort<T> sort, CancellationToken ct, params IReadOnlyList<Where<T>> where) where T : class
    {
        List<Stored<T>> all = [];
        string? cursor = null;
        do
        {
            var page = await store.List(new Query<T>(where, sort, Descending: false, Cursor: cursor, Limit: 100), ct);
            all.AddRange(page.Items);
            cursor = page.Next;
        }
        while (cursor is not null);
        return all;
    }
}
