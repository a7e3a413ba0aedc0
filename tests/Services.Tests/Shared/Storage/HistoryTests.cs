using System.Diagnostics;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteHistoryTests : HistoryTests<SqliteUnderTest>;

public sealed class MongoHistoryTests : HistoryTests<MongoUnderTest>;

/// <summary>The history: gapless, chained, erasable without breaking the chain.</summary>
public abstract class HistoryTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    [Fact]
    public async Task Entries_are_numbered_without_gaps_and_the_chain_verifies()
    {
        var document = await Written(saves: 30);
        var history = await Store.History(document.Id, Ct);
        Assert.Equal(Enumerable.Range(1, 60).Select(n => (long)n), history.Select(e => e.No));
        Assert.Equal(HistoryChain.Start, history[0].PreviousHash);
        Assert.All(history.Zip(history.Skip(1)), pair => Assert.Equal(pair.First.Hash, pair.Second.PreviousHash));
        Assert.Equal(document.Head, history[^1].Hash);
        Assert.All(history, e => Assert.Matches("^[0-9a-f]{64}$", e.Hash));
        Assert.True(Verifies(document, history));
    }

    [Fact]
    public async Task An_entry_says_what_happened_and_keeps_no_text_in_the_chain()
    {
        var actor = Guid.CreateVersion7();
        var before = DateTimeOffset.UtcNow.AddSeconds(-2);
        var id = Guid.CreateVersion7();
        await Store.Create(id, new Parcel(), actor, [new Step("reject", "inReview", "rejected", "outside-mandate", "Причина: об’єкт"), new Step("note", null, "rejected")], Ct);
        var history = await Store.History(id, Ct);
        var first = history[0];
        Assert.Equal(("reject", "inReview", "rejected", "outside-mandate", actor), (first.Verb, first.From, first.To, first.Code, first.ActorId));
        Assert.Equal("Причина: об’єкт", first.Text);
        Assert.NotNull(first.Salt);
        Assert.Matches("^[0-9a-f]{64}$", first.TextHash!);
        Assert.InRange(first.At, before, DateTimeOffset.UtcNow.AddSeconds(2));
        var second = history[1];
        Assert.Equal((null, null, null, null), (second.Text, second.Salt, second.TextHash, second.From));
        Assert.True(Verifies((await Store.Find(id, Ct))!, history));
    }

    [Fact]
    public async Task The_same_text_twice_has_two_hashes()
    {
        var document = await Store.Add(new Parcel(), Ct, Parcels.Step("a", "те саме"), Parcels.Step("b", "те саме"));
        var history = await Store.History(document.Id, Ct);
        Assert.NotEqual(history[0].TextHash, history[1].TextHash);
        Assert.NotEqual(history[0].Salt, history[1].Salt);
    }

    [Fact]
    public async Task An_erased_text_is_gone_and_the_chain_still_verifies()
    {
        var document = await Store.Add(new Parcel(), Ct, Parcels.Step("a", "перший"), Parcels.Step("b", "другий"), Parcels.Step("c"));
        await Store.EraseText(document.Id, 2, Ct);
        await Store.EraseText(document.Id, 2, Ct);
        await Reopen();
        var history = await Store.History(document.Id, Ct);
        Assert.Equal((null, null), (history[1].Text, history[1].Salt));
        Assert.NotNull(history[1].TextHash);
        Assert.Equal("перший", history[0].Text);
        var after = (await Store.Find(document.Id, Ct))!;
        Assert.Equal((document.Revision, document.Head), (after.Revision, after.Head));
        Assert.True(Verifies(after, history));
        // The next save goes on from there.
        var next = await Store.Change(after, after.Value, Ct, Parcels.Step("d", "третій"));
        Assert.True(Verifies(next, await Store.History(document.Id, Ct)));
    }

    [Fact]
    public async Task Any_edit_removal_reordering_or_cut_of_the_history_is_found()
    {
        var document = await Written(saves: 6);
        var history = (await Store.History(document.Id, Ct)).ToArray();
        Assert.True(Verifies(document, history));
        Func<HistoryEntry, HistoryEntry>[] edits =
        [
            e => e with { Verb = e.Verb + "x" }, e => e with { ActorId = Guid.CreateVersion7() }, e => e with { At = e.At.AddMilliseconds(1) },
            e => e with { Code = e.Code is null ? "other" : null }, e => e with { From = "elsewhere" }, e => e with { To = null },
            e => e with { Traceparent = "00-" + new string('1', 32) + "-" + new string('2', 16) + "-01" },
            e => e with { TextHash = new string('a', 64) }, e => e with { Hash = new string('b', 64) },
            e => e with { PreviousHash = new string('c', 64) }, e => e with { No = e.No + 1 },
            // What was said to move from one field into its neighbour.
            e => e with { From = e.To, To = e.From }, e => e with { Verb = e.Verb + e.From, From = "" },
            e => e.Text is null ? e with { Text = "дописано" } : e with { Text = e.Text + "!" }
        ];
        for (var at = 0; at < history.Length; at++)
        {
            foreach (var edit in edits)
            {
                var edited = history.ToArray();
                edited[at] = edit(edited[at]);
                Assert.False(Verifies(document, edited), $"an edit of entry {at + 1} was not found: {edited[at]}");
            }
            Assert.False(Verifies(document, history.Where((_, i) => i != at)), $"the removal of entry {at + 1} was not found");
            for (var other = at + 1; other < history.Length; other++)
            {
                var swapped = history.ToArray();
                (swapped[at], swapped[other]) = (swapped[other], swapped[at]);
                Assert.False(Verifies(document, swapped), $"entries {at + 1} and {other + 1} swapped were not found");
            }
            Assert.False(Verifies(document, history.Take(at)), $"the cut after entry {at} was not found");
        }
        Assert.False(Verifies(document, history.Append(history[^1])));
        Assert.False(Verifies(document, []));
    }

    [Fact]
    public async Task An_entry_that_was_replaced_and_hashed_anew_is_found_by_the_one_after_it()
    {
        var document = await Written(saves: 3);
        var history = await Store.History(document.Id, Ct);
        for (var at = 0; at < history.Count; at++)
        {
            var e = history[at];
            var forged = Assert.Single(HistoryChain.Append(document.Id, e.No - 1, e.PreviousHash, [Parcels.Step("forged")], e.ActorId, e.At, e.Traceparent));
            Assert.False(Verifies(document, [.. history.Take(at), forged, .. history.Skip(at + 1)]), $"entry {at + 1} was forged and not found");
        }
    }

    [Fact]
    public async Task The_histories_of_two_documents_cannot_be_exchanged()
    {
        var one = await Written(saves: 2);
        var two = await Written(saves: 2);
        Assert.False(Verifies(one, await Store.History(two.Id, Ct)));
        Assert.False(Verifies(two, await Store.History(one.Id, Ct)));
    }

    [Fact]
    public async Task An_entry_records_the_trace_of_the_call_that_caused_it()
    {
        var without = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        using var activity = new Activity("save").SetIdFormat(ActivityIdFormat.W3C).Start();
        var with = await Store.Add(new Parcel(), Ct, Parcels.Step("create"));
        activity.Stop();
        Assert.Contains(activity.TraceId.ToHexString(), Assert.Single(await Store.History(with.Id, Ct)).Traceparent, StringComparison.Ordinal);
        Assert.DoesNotContain(activity.TraceId.ToHexString(), Assert.Single(await Store.History(without.Id, Ct)).Traceparent ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_without_steps_has_no_history_and_starts_the_chain_later()
    {
        var document = await Store.Add(new Parcel(), Ct);
        Assert.Equal((0L, HistoryChain.Start), (document.LastNo, document.Head));
        Assert.Empty(await Store.History(document.Id, Ct));
        Assert.True(Verifies(document, []));
        document = await Store.Change(document, document.Value, Ct, Parcels.Step("first"));
        Assert.Equal(1, document.LastNo);
        Assert.True(Verifies(document, await Store.History(document.Id, Ct)));
        Assert.Empty(await Store.History(Guid.CreateVersion7(), Ct));
    }

    private async Task<Stored<Parcel>> Written(int saves)
    {
        var document = await Store.Add(new Parcel(), Ct, Parcels.Step("create", "текст"), Parcels.Step("weigh"));
        for (var i = 1; i < saves; i++)
            document = await Store.Change(document, document.Value with { Weight = i }, Ct, Parcels.Step("v1", i % 2 == 0 ? "текст" : null, "code"), Parcels.Step("v2"));
        return document;
    }

    /// <summary>As a verifier does it: the chain in itself, and its end against what the document says.</summary>
    private static bool Verifies(Stored<Parcel> document, IEnumerable<HistoryEntry> history)
    {
        HistoryEntry[] entries = [.. history];
        return HistoryChain.Verify(document.Id, entries) is null && (entries.LastOrDefault()?.Hash ?? HistoryChain.Start) == document.Head && entries.Length == document.LastNo;
    }
}
