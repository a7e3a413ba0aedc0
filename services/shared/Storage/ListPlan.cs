using System.Buffers.Binary;
using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Alliance.Shared.Storage;

/// <summary>How a list is found: a walk of one index (one facet alone, sorted by a sort it is walked by), or an intersection over terms and words.</summary>
internal sealed record ListPlan(string? WalkFacet, IReadOnlyList<IReadOnlyList<string>> Groups, IReadOnlyList<string> Prefixes, Span Span, byte[] Fingerprint)
{
    private const int FingerprintBytes = 8;
    private const int MaxLimit = 100;
    private const int MaxValues = 50;
    private const int MaxPrefixes = 10;

    public static ListPlan Make<T>(Declaration<T> declaration, Query<T> query) where T : class
    {
        ArgumentNullException.ThrowIfNull(query);
        if (!declaration.Sorts.Contains(query.Sort)) throw new InvalidOperationException($"{declaration.Name}: sort '{query.Sort.Name}' is not declared.");
        foreach (var where in query.Where) MustBeDeclared(declaration, where.Facet);
        ArgumentOutOfRangeException.ThrowIfNotEqual(query.Limit, Math.Clamp(query.Limit, 1, MaxLimit));
        var hasWords = !string.IsNullOrWhiteSpace(query.Words);
        if (query.Where.Count == 0 && !hasWords)
            throw new InvalidOperationException($"{declaration.Name}: a list needs a condition or words; declare a facet that every document has.");

        IReadOnlyList<string> prefixes = hasWords ? [.. Words.Split(query.Words!).Distinct().Take(MaxPrefixes)] : [];
        // Values no document can have drop out; a group that has none left, or words without a letter or digit, leave an empty list.
        List<IReadOnlyList<string>> groups = [.. query.Where.Select(w => (IReadOnlyList<string>)[.. w.AnyOf.Select(v => Terms.Of(w.Facet.Name, v)).OfType<string>().Distinct().Order(StringComparer.Ordinal)])];
        if (groups.Any(g => g.Count > MaxValues)) throw new InvalidOperationException($"{declaration.Name}: at most {MaxValues} values in one condition.");
        if (hasWords && prefixes.Count == 0) groups.Add([]);

        var fingerprint = Print(declaration.Name, query.Sort.Name, query.Descending, query.From, query.To, groups, prefixes);
        var after = query.Cursor is null ? (Place?)null : ReadCursor(query.Cursor, fingerprint);
        var walk = query.Where.Count == 1 && !hasWords && query.Where[0].Facet.WalkedBy.Contains(query.Sort) ? query.Where[0].Facet.Name : null;
        // One more than asked for tells whether there is a next page.
        return new ListPlan(walk, groups, prefixes, new Span(query.Sort.Name, query.Descending, query.From, query.To, after, query.Limit + 1), fingerprint);
    }

    public static void MustBeDeclared<T>(Declaration<T> declaration, Facet<T> facet) where T : class
    {
        ArgumentNullException.ThrowIfNull(facet);
        if (!declaration.Facets.Contains(facet)) throw new InvalidOperationException($"{declaration.Name}: facet '{facet.Name}' is not declared.");
    }

    public async Task<IReadOnlyList<Hit>> Run(IStorageEngine engine, Shape shape, CancellationToken ct)
    {
        if (Groups.Any(g => g.Count == 0)) return [];
        if (WalkFacet is null) return await engine.Match(shape, Groups, Prefixes, Span, ct);
        if (Groups[0].Count == 1) return await engine.Walk(shape, WalkFacet, Groups[0][0], Span, ct);
        var walks = await Task.WhenAll(Groups[0].Select(term => engine.Walk(shape, WalkFacet, term, Span, ct)));
        return Merge(walks);
    }

    /// <summary>A document with two of the values is found by two walks, and is one item; the place it was found at first stands.</summary>
    internal IReadOnlyList<Hit> Merge(IReadOnlyList<IReadOnlyList<Hit>> walks)
    {
        var all = walks.SelectMany(w => w);
        var ordered = Span.Descending
            ? all.OrderByDescending(h => h.Sort).ThenByDescending(h => h.Row.Id)
            : all.OrderBy(h => h.Sort).ThenBy(h => h.Row.Id);
        return [.. ordered.DistinctBy(h => h.Row.Id).Take(Span.Limit)];
    }

    public string CursorAfter(Hit last)
    {
        Span<byte> bytes = stackalloc byte[FingerprintBytes + 8 + 16];
        Fingerprint.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[FingerprintBytes..], last.Sort);
        last.Row.Id.TryWriteBytes(bytes[(FingerprintBytes + 8)..], bigEndian: true, out _);
        return Base64Url.EncodeToString(bytes);
    }

    private static Place ReadCursor(string cursor, byte[] fingerprint)
    {
        Span<byte> bytes = stackalloc byte[FingerprintBytes + 8 + 16];
        var fits = cursor.Length <= 64 && Base64Url.IsValid(cursor, out var length) && length == bytes.Length;
        if (!fits || !Base64Url.TryDecodeFromChars(cursor, bytes, out _) || !bytes[..FingerprintBytes].SequenceEqual(fingerprint)) throw new BadCursorException();
        return new Place(BinaryPrimitives.ReadInt64BigEndian(bytes[FingerprintBytes..]), new Guid(bytes[(FingerprintBytes + 8)..], bigEndian: true));
    }

    private static byte[] Print(
        string name, string sort, bool descending, long? from, long? to, IEnumerable<IReadOnlyList<string>> groups, IEnumerable<string> prefixes)
    {
        var form = string.Create(CultureInfo.InvariantCulture,
            $"{name}\n{sort}\n{descending}\n{from}\n{to}\n{string.Join('\n', groups.Select(g => string.Join(' ', g)).Order(StringComparer.Ordinal))}\n\n{string.Join(' ', prefixes.Order(StringComparer.Ordinal))}");
        return SHA256.HashData(Encoding.UTF8.GetBytes(form))[..FingerprintBytes];
    }
}
