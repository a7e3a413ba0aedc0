namespace Alliance.Requests.Comparing;

/// <summary>How much two requests are alike, and in what: shared topics, the organisation, the oblast, words of the titles. Pure.</summary>
/// <param name="Words">Of the other's title.</param>
internal sealed record Likeness(IReadOnlyList<string> Topics, bool SameOrganisation, string? Oblast, IReadOnlyList<string> Words)
{
    private const int ForTopic = 3, ForOrganisation = 3, ForWord = 2, ForOblast = 2;

    /// <summary>Letters: shorter words tell little, and what follows them is mostly an ending.</summary>
    private const int Stem = 5;

    public int Points => (Topics.Count * ForTopic) + (SameOrganisation ? ForOrganisation : 0) + (Words.Count * ForWord) + (Oblast is null ? 0 : ForOblast);

    /// <summary>To lie in the same oblast alone is no likeness.</summary>
    public bool IsAny => Topics.Count > 0 || SameOrganisation || Words.Count > 0;

    public static Likeness Of(AssistanceRequest one, AssistanceRequest other)
    {
        var stems = Stems(one.Content.Title).ToHashSet(StringComparer.Ordinal);
        return new Likeness(
            [.. one.Content.Topics.Intersect(other.Content.Topics)],
            one.OrganisationId == other.OrganisationId,
            AssistanceRequests.OblastOf(one) is { } oblast && oblast == AssistanceRequests.OblastOf(other) ? oblast : null,
            [.. WordsOf(other.Content.Title).Where(word => stems.Contains(StemOf(word))).DistinctBy(StemOf)]);
    }

    /// <summary>Beginnings of the title's words, the longest words first: what another title with the same word is found by.</summary>
    public static IEnumerable<string> Stems(string? title) => WordsOf(title).OrderByDescending(word => word.Length).Select(StemOf).Distinct();

    private static string StemOf(string word) => word[..Stem];

    private static IEnumerable<string> WordsOf(string? title) =>
        new string([.. (title ?? "").Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length >= Stem);
}
