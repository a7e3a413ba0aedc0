using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteListingTests : ListingTests<SqliteUnderTest>;

public sealed class MongoListingTests : ListingTests<MongoUnderTest>;

/// <summary>Lists: by declared facets, words and ranges, equal to what a naive filter over all documents says.</summary>
public abstract class ListingTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    private static readonly string[] States = ["new", "sent", "lost"];
    private static readonly string[] Depots = ["kyiv", "lviv", "odesa", "dnipro"];
    private static readonly string[] AllTopics = ["water", "energy", "housing", "waste"];
    private static readonly string[] Nouns = ["школа", "лікарня", "міст", "вода"];

    [Fact]
    public async Task A_list_holds_exactly_the_documents_that_meet_its_conditions_in_its_order()
    {
        var all = await Fill(120);
        Where<Parcel>[][] conditions =
        [
            [new(Parcels.Status, "new")],
            [new(Parcels.Status, "new", "lost")],
            [new(Parcels.Topic, "water")],
            [new(Parcels.Topic, "water", "energy")],
            [new(Parcels.Status, "sent"), new(Parcels.Topic, "housing")],
            [new(Parcels.Status, "sent", "new"), new(Parcels.Topic, "housing", "waste"), new(Parcels.Depot, "kyiv", "lviv", "odesa")],
            [new(Parcels.DepotStatus, "lviv|lost")],
            [new(Parcels.DepotStatus, "lviv|lost"), new(Parcels.Topic, "water")],
            [new(Parcels.Status, "absent")],
            [new(Parcels.Status, "absent", "new")],
            [new(Parcels.Topic, "water"), new(Parcels.Topic, "energy")]
        ];
        Sort<Parcel>[] sorts = [Parcels.ByAt, Parcels.ByWeight];
        foreach (var where in conditions)
        foreach (var sort in sorts)
        foreach (var descending in new[] { true, false })
        foreach (var words in new[] { null, "школ", "вода міст" })
        foreach (var (from, to) in new (long?, long?)[] { (null, null), (3, 7), (5, null), (null, 4), (9, 2) })
        {
            var query = new Query<Parcel>(where, sort, descending, from, to, words, Limit: 7);
            var expected = Naive(all, query);
            var actual = await Store.Walk(query, Ct);
            Assert.True(expected.SequenceEqual(actual.Select(d => d.Id)),
                $"{string.Join(" & ", where.Select(w => $"{w.Facet.Name} in {string.Join(',', w.AnyOf)}"))}, {sort.Name} {(descending ? "down" : "up")}, {from}–{to}, '{words}': " +
                $"expected {expected.Length}, got {actual.Count}");
        }
    }

    [Fact]
    public async Task A_list_by_words_alone_needs_no_facet()
    {
        var all = await Fill(40);
        var query = new Query<Parcel>([], Parcels.ByWeight, Words: "лікар", Limit: 6);
        Assert.Equal(Naive(all, query), (await Store.Walk(query, Ct)).Select(d => d.Id));
    }

    [Fact]
    public async Task A_document_without_a_sort_value_is_not_in_lists_by_it()
    {
        var without = await Store.Add(new Parcel { At = null, Weight = 1 }, Ct);
        var with = await Store.Add(new Parcel { At = 0, Weight = 2 }, Ct);
        Assert.Equal([with.Id], (await Store.Walk(new([new(Parcels.Status, "new")], Parcels.ByAt, Descending: false), Ct)).Select(d => d.Id));
        Assert.Equal([with.Id, without.Id], (await Store.Walk(new([new(Parcels.Depot, "kyiv")], Parcels.ByWeight), Ct)).Select(d => d.Id));
    }

    [Fact]
    public async Task A_changed_document_leaves_the_lists_it_no_longer_belongs_to()
    {
        var document = await Store.Add(new Parcel { Status = "new", Topics = ["water", "energy"], At = 1, Title = "школа" }, Ct);
        document = await Store.Change(document, document.Value with { Status = "sent", Topics = ["energy"], At = 2, Title = "міст" }, Ct);
        Assert.Empty(await Store.Walk(new([new(Parcels.Status, "new")], Parcels.ByAt), Ct));
        Assert.Empty(await Store.Walk(new([new(Parcels.Topic, "water")], Parcels.ByAt), Ct));
        Assert.Empty(await Store.Walk(new([new(Parcels.Status, "sent")], Parcels.ByAt, Words: "школа"), Ct));
        Assert.Empty(await Store.Walk(new([new(Parcels.Status, "sent")], Parcels.ByAt, To: 1), Ct));
        Assert.Single(await Store.Walk(new([new(Parcels.Topic, "energy", "water")], Parcels.ByAt, Words: "міст", From: 2), Ct));
        await Store.Change(document, document.Value with { At = null, Topics = [] }, Ct);
        Assert.Empty(await Store.Walk(new([new(Parcels.Status, "sent")], Parcels.ByAt), Ct));
        Assert.Empty(await Store.Walk(new([new(Parcels.Topic, "energy")], Parcels.ByWeight), Ct));
    }

    [Fact]
    public async Task Facet_values_are_compared_without_case_and_never_as_a_pattern()
    {
        var document = await Store.Add(new Parcel { Depot = "UA80.Kyiv_1-x", At = 1 }, Ct);
        await Store.Add(new Parcel { Depot = "UA80xKyiv_1-x", At = 1 }, Ct);
        Assert.Equal([document.Id], (await Store.Walk(new([new(Parcels.Depot, "ua80.kyiv_1-X")], Parcels.ByAt), Ct)).Select(d => d.Id));
        Assert.Equal([document.Id], (await Store.Walk(new([new(Parcels.Depot, "ua80.kyiv_1-X"), new(Parcels.Status, "NEW")], Parcels.ByAt), Ct)).Select(d => d.Id));
        foreach (var hostile in new[] { "UA80.Kyiv", "UA80.*", "%", "ua80_kyiv_1-x", "' OR 1=1 --", "\" OR \"", "{\"$gt\":\"\"}", "a*", "" })
        {
            Assert.Empty(await Store.Walk(new([new(Parcels.Depot, hostile)], Parcels.ByAt), Ct));
            Assert.Empty(await Store.Walk(new([new(Parcels.Depot, hostile), new(Parcels.Status, "new")], Parcels.ByAt), Ct));
        }
    }

    [Fact]
    public async Task A_limit_outside_1_to_100_is_a_mistake_of_the_program()
    {
        await Task.WhenAll(Enumerable.Range(0, 105).Select(i => Store.Add(new Parcel { At = i }, Ct)));
        var query = new Query<Parcel>([new(Parcels.Status, "new")], Parcels.ByAt);
        foreach (var limit in new[] { 0, -1, 101, int.MaxValue })
            await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.List(query with { Limit = limit }, Ct));
        foreach (var limit in new[] { 1, 20, 100 })
        {
            var page = await Store.List(query with { Limit = limit }, Ct);
            Assert.Equal(limit, page.Items.Count);
            Assert.NotNull(page.Next);
        }
        // A page that is full and the last one says so.
        Assert.Null((await Store.List(query with { Limit = 100, From = 5 }, Ct)).Next);
    }

    [Fact]
    public async Task A_cursor_of_another_list_is_refused()
    {
        await Fill(40);
        var query = new Query<Parcel>([new(Parcels.Status, "new")], Parcels.ByAt, Limit: 2);
        var cursor = (await Store.List(query, Ct)).Next!;
        Assert.Equal(2, (await Store.List(query with { Cursor = cursor }, Ct)).Items.Count);
        Query<Parcel>[] others =
        [
            query with { Descending = false }, query with { Sort = Parcels.ByWeight }, query with { Where = [new(Parcels.Status, "sent")] },
            query with { Where = [new(Parcels.Status, "new", "sent")] }, query with { Where = [new(Parcels.Status, "new"), new(Parcels.Topic, "water")] },
            query with { Words = "школа" }, query with { From = 1 }, query with { To = 9 }
        ];
        foreach (var other in others) await Assert.ThrowsAsync<BadCursorException>(() => Store.List(other with { Cursor = cursor }, Ct));
        string[] forged = ["", "x", "AAAA", cursor[..^2], cursor + "A", "%", new string('A', 5000), "ключ", "{\"$gt\":1}", cursor.ToUpperInvariant() + "=="];
        foreach (var wrong in forged) await Assert.ThrowsAsync<BadCursorException>(() => Store.List(query with { Cursor = wrong }, Ct));
        // Another page size is the same list.
        Assert.Equal(3, (await Store.List(query with { Cursor = cursor, Limit = 3 }, Ct)).Items.Count);
    }

    [Fact]
    public async Task A_count_stops_at_its_bound()
    {
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Store.Add(new Parcel { Depot = "poltava" }, Ct)));
        Assert.Equal(12, await Store.Count(Parcels.Depot, "Poltava", 100, Ct));
        Assert.Equal(5, await Store.Count(Parcels.Depot, "poltava", 5, Ct));
        Assert.Equal(0, await Store.Count(Parcels.Depot, "kharkiv", 5, Ct));
    }

    [Fact]
    public async Task A_query_on_an_undeclared_facet_or_sort_fails()
    {
        var undeclared = new Facet<Parcel>("undeclared", d => [d.Value.Depot], Parcels.ByAt);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.List(new([new(undeclared, "kyiv")], Parcels.ByAt), Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.List(new([new(Parcels.Depot, "kyiv")], new Sort<Parcel>("size", d => d.Value.Weight)), Ct));
        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Count(undeclared, "kyiv", 5, Ct));
    }

    private async Task<List<Stored<Parcel>>> Fill(int count)
    {
        // A fixed seed: a failure can be repeated.
        var random = new Random(7);
        var values = Enumerable.Range(0, count).Select(_ => new Parcel
        {
            Status = States[random.Next(States.Length)],
            Depot = Depots[random.Next(Depots.Length)],
            Topics = [.. AllTopics.Where(_ => random.Next(3) == 0)],
            At = random.Next(8) == 0 ? null : random.Next(10),
            Weight = random.Next(-2, 10),
            Title = string.Join(' ', Nouns.Where(_ => random.Next(2) == 0))
        }).ToArray();
        return [.. await Task.WhenAll(values.Select(v => Store.Add(v, Ct)))];
    }

    private static Guid[] Naive(List<Stored<Parcel>> all, Query<Parcel> query)
    {
        var words = query.Words?.Split(' ') ?? [];
        var hits = all
            .Where(d => query.Where.All(w => w.Facet.Values(d).Any(w.AnyOf.Contains)))
            .Where(d => words.All(w => (d.Value.Title ?? "").Split(' ').Any(t => t.StartsWith(w, StringComparison.Ordinal))))
            .Where(d => query.Sort.Value(d) is { } v && (query.From is null || v >= query.From) && (query.To is null || v <= query.To))
            .Select(d => (Value: query.Sort.Value(d)!.Value, d.Id)).ToArray();
        var byText = StringComparer.Ordinal;
        return [.. query.Descending
            ? hits.OrderByDescending(h => h.Value).ThenByDescending(h => h.Id.ToString(), byText).Select(h => h.Id)
            : hits.OrderBy(h => h.Value).ThenBy(h => h.Id.ToString(), byText).Select(h => h.Id)];
    }
}
