using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class WordsTests
{
    [Theory]
    [InlineData("Водопостачання, каналізація", "водопостачання каналізація")]
    [InlineData("м'ята м’ята мʼята м‘ята м`ята м´ята", "мята мята мята мята мята мята")]
    [InlineData("'слово' ʼдругеʼ", "слово друге")]
    [InlineData("Ґанок", "ганок")]
    [InlineData("Їжак ЙОД Ўлад", "їжак йод ўлад")]
    [InlineData("и\u0306од і\u0308жак", "йод їжак")]
    [InlineData("ѝ ё é Łódź", "и е e lodz")]
    [InlineData("водо\u00ADпостачання", "водопостачання")]
    [InlineData("школа-інтернат №5", "школа інтернат 5")]
    [InlineData("ﬁnance ２０２６", "finance 2026")]
    [InlineData("a\ud800b 😀 c", "a b c")]
    [InlineData("a\ufffeb\uffff c\ufdd0", "a b c")]
    [InlineData("\u0000\u0301'’", "")]
    public void Text_is_split_into_folded_words(string text, string words) => Assert.Equal(words, string.Join(' ', Words.Split(text)));

    [Fact]
    public void A_word_is_cut_at_40_characters_and_never_within_one()
    {
        Assert.Equal(new string('щ', 40), Assert.Single(Words.Split(new string('щ', 3000))));
        var cut = Assert.Single(Words.Split("a" + string.Concat(Enumerable.Repeat("\U00020000", 60)) + "b"));
        Assert.Equal(39, cut.Length);
        Assert.False(char.IsHighSurrogate(cut[^1]));
    }

    [Fact]
    public void A_document_costs_at_most_2000_distinct_words()
    {
        Assert.Equal(2000, Words.Of([string.Join(' ', Enumerable.Range(0, 5000))]).Count);
        Assert.Equal(["a", "b"], Words.Of(["a b a", null, "b"]));
    }
}
