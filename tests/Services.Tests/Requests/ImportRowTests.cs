using Alliance.Requests;
using Alliance.Requests.Importing;
using Alliance.Shared.Http;
using Xunit;

namespace Alliance.Services.Tests.Requests;

public sealed class ImportRowTests
{
    private const string Bucha = "UA32080070000050759";
    private const string Irpin = "UA32080150000035443";

    private static readonly Dictionary<string, Guid> Authorities = new() { [Bucha] = Some.Hromada, [Irpin] = Some.OtherHromada };

    private static readonly NeedRow Row = new(
        "row-1", "Втрати води у мережі", "Половина води губиться.", "uk", [new("Приклад", null), new("Бучанська", Bucha), new("Ірпінська", Irpin)],
        ["water-supply", "no-such-topic"], "2025-07", "Програма прикладів", "https://example.org/1");

    [Fact]
    public void A_row_is_a_draft_of_its_first_coded_authority_and_names_the_others()
    {
        var draft = Drafted(Row);
        Assert.Equal((RequestStatus.Draft, Some.Hromada), (draft.Status, draft.OrganisationId));
        Assert.Equal([Some.OtherHromada], draft.AlsoFor);
        Assert.Equal(("row-1", "uk", Bucha, "api"), (draft.Content.ExternalId, draft.Content.Language, draft.Content.Place!.Katottg, draft.SubmittedVia));
        Assert.Equal(["water-supply"], draft.Content.Topics);
    }

    [Fact]
    public void What_the_form_has_no_field_for_stands_in_the_background() => Assert.Equal(
        "Половина води губиться.\n\nПрограма: Програма прикладів\nДата: 2025-07\nТакож для: Приклад\nТеми: no-such-topic\nДжерело: https://example.org/1",
        Drafted(Row).Content.Background);

    [Fact]
    public void A_title_that_is_too_long_is_cut_at_a_word_and_kept_whole_in_the_background()
    {
        var title = string.Join(' ', Enumerable.Repeat("водопостачання", 12));
        var content = Drafted(Row with { Title = title }).Content;
        Assert.Equal(string.Join(' ', Enumerable.Repeat("водопостачання", 8)) + "…", content.Title);
        Assert.StartsWith(title + "\n\nПоловина", content.Background, StringComparison.Ordinal);
        Assert.Equal(120, Drafted(Row with { Title = new string('я', 121) }).Content.Title!.Length);
        Assert.Equal(new string('я', 120), Drafted(Row with { Title = new string('я', 120) }).Content.Title);
        Assert.DoesNotContain('\uFFFD', Drafted(Row with { Title = "x" + string.Concat(Enumerable.Repeat("🚰", 60)) }).Content.Title!.Normalize());
    }

    [Fact]
    public void A_row_that_can_be_no_draft_says_why()
    {
        Assert.Equal(["authorities: no-coded-authority"], Refused(Row with { Authorities = [new("13 громад", null)] }));
        Assert.Equal(["authorities: no-coded-authority"], Refused(Row with { Authorities = null }));
        Assert.Equal(["id: required", "title: required"], Refused(Row with { Id = " ", Title = null }));
        // The others of the row are known, but it would not be whole.
        Assert.Equal(["authorities[1].katottg: unknown-code"], Refused(Row with { Authorities = [new("Бучанська", Bucha), new("?", "UA99")] }));
        Assert.Equal(["background: too-long", "language: language-tag"], Refused(Row with { Quote = new string('я', 10_000), Lang = "?" }));
    }

    private static AssistanceRequest Drafted(NeedRow row) => Assert.IsType<Decision<AssistanceRequest>.Moved>(ImportRow.Decide(row, Authorities, Some.Now)).Next;

    private static string[] Refused(NeedRow row) =>
        [.. Assert.IsType<Decision<AssistanceRequest>.Refused>(ImportRow.Decide(row, Authorities, Some.Now)).Why.Fields.Select(f => $"{f.Field}: {f.Code}").Order(StringComparer.Ordinal)];
}
