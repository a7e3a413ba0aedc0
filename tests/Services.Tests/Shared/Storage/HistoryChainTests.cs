using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class HistoryChainTests
{
    private static readonly Guid Id = Guid.Parse("0199a1b2-0000-7000-8000-00000000000a");

    private static List<HistoryEntry> Chain() => [.. HistoryChain.Append(
        Id, 0, HistoryChain.Start,
        [new Step("draft", null, "draft"), new Step("submit", "draft", "submitted"), new Step("reject", "submitted", "rejected", "outside-mandate", "Не наше")],
        Guid.Empty, DateTimeOffset.UnixEpoch, "00-a-b-01")];

    [Fact]
    public void A_chain_as_it_was_written_verifies()
    {
        Assert.Null(HistoryChain.Verify(Id, Chain()));
        Assert.Null(HistoryChain.Verify(Id, []));
    }

    public static TheoryData<string, Func<HistoryEntry, HistoryEntry>> Forgeries() => new()
    {
        { "no", e => e with { No = 7 } }, { "verb", e => e with { Verb = "approve" } }, { "actor", e => e with { ActorId = Id } },
        { "at", e => e with { At = e.At.AddMilliseconds(1) } }, { "code", e => e with { Code = "x" } }, { "code gone", e => e with { Code = null } },
        { "from", e => e with { From = "x" } }, { "to", e => e with { To = null } }, { "trace", e => e with { Traceparent = null } },
        { "text", e => e with { Text = "Наше" } }, { "salt", e => e with { Salt = new string('0', 32) } }, { "a letter moved from text to salt", e => e with { Text = e.Text![1..], Salt = e.Salt + e.Text[0] } }, { "salt only", e => e with { Text = null } },
        { "text hash", e => e with { TextHash = HistoryChain.Start } }, { "text and its hash gone", e => e with { TextHash = null, Text = null, Salt = null } },
        { "previous", e => e with { PreviousHash = HistoryChain.Start } }, { "hash", e => e with { Hash = HistoryChain.Start } },
    };

    [Theory]
    [MemberData(nameof(Forgeries), DisableDiscoveryEnumeration = true)]
    public void Any_changed_field_is_found(string what, Func<HistoryEntry, HistoryEntry> forge)
    {
        var chain = Chain();
        chain[2] = forge(chain[2]);
        Assert.True(HistoryChain.Verify(Id, chain) == 3, what);
    }

    [Fact]
    public void A_removed_or_moved_entry_and_another_document_are_found()
    {
        var chain = Chain();
        Assert.Equal(1, HistoryChain.Verify(Id, chain[1..]));
        Assert.Equal(2, HistoryChain.Verify(Id, [chain[0], chain[2]]));
        Assert.Equal(1, HistoryChain.Verify(Id, [chain[1], chain[0], chain[2]]));
        Assert.Equal(1, HistoryChain.Verify(Guid.Empty, chain));
    }

    [Fact]
    public void An_erased_text_leaves_a_chain_that_verifies()
    {
        var chain = Chain();
        chain[2] = chain[2] with { Text = null, Salt = null };
        Assert.Null(HistoryChain.Verify(Id, chain));
    }

    [Fact]
    public void A_value_cannot_pass_for_two_fields()
    {
        var one = HistoryChain.Append(Id, 0, HistoryChain.Start, [new Step("a", "b\n1:c", null)], Guid.Empty, DateTimeOffset.UnixEpoch, null);
        var other = HistoryChain.Append(Id, 0, HistoryChain.Start, [new Step("a", "b", "c")], Guid.Empty, DateTimeOffset.UnixEpoch, null);
        Assert.NotEqual(one[0].Hash, other[0].Hash);
    }

    [Fact]
    public void The_same_text_has_another_hash_each_time() =>
        Assert.Equal(2, new[] { Chain(), Chain() }.Select(c => c[2].TextHash).Distinct().Count());
}
