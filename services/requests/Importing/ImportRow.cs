using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Alliance.Requests.Codelists;
using Alliance.Requests.Drafting;
using Alliance.Shared.Http;

namespace Alliance.Requests.Importing;

/// <summary>A need, project or call as it was published somewhere: a line of the file.</summary>
/// <param name="Id">Of the list it comes from; kept as <c>externalId</c>.</param>
/// <param name="Quote">What the source says.</param>
/// <param name="Lang">BCP 47, of title and quote.</param>
/// <param name="Date">As precise as the source: <c>2023-12-19</c>, <c>2023-12</c>, <c>2023</c>.</param>
internal sealed record NeedRow(
    string? Id, string? Title, string? Quote, string? Lang, IReadOnlyList<RowAuthority>? Authorities, IReadOnlyList<string>? Topics, string? Date, string? Programme,
    [property: JsonPropertyName("source_url")] string? SourceUrl);

/// <param name="Katottg">Null where the source names no one unit ("13 hromadas of …").</param>
internal sealed record RowAuthority(string? Name, string? Katottg);

/// <summary>From a row to the draft of its first authority that has a code; the other authorities stand beside it. What the form has no field for goes into the background. Pure.</summary>
internal static class ImportRow
{
    private const int LongestTitle = 120;
    private const int MostTopics = 10;

    /// <summary>In the language of the row, as the background is; English for any other.</summary>
    private static readonly Dictionary<string, Labels> Words = new()
    {
        ["en"] = new("Programme", "Date", "Also for", "Topics", "Source"),
        ["uk"] = new("Програма", "Дата", "Також для", "Теми", "Джерело"),
        ["bg"] = new("Програма", "Дата", "Също за", "Теми", "Източник")
    };

    /// <param name="organisations">The authorities by code.</param>
    public static Decision<AssistanceRequest> Decide(NeedRow row, IReadOnlyDictionary<string, Guid> organisations, DateTimeOffset now)
    {
        List<FieldFault> faults = [];
        if (string.IsNullOrWhiteSpace(row.Id)) faults.Add(new FieldFault("id", "required"));
        if (string.IsNullOrWhiteSpace(row.Title)) faults.Add(new FieldFault("title", "required"));
        var named = row.Authorities ?? [];
        var coded = named.Where(a => !string.IsNullOrWhiteSpace(a?.Katottg)).Select(a => a.Katottg!.Trim()).Distinct().ToArray();
        if (coded.Length == 0) faults.Add(new FieldFault("authorities", "no-coded-authority"));
        for (var i = 0; i < named.Count; i++)
        {
            if (named[i]?.Katottg?.Trim() is { Length: > 0 } code && !organisations.ContainsKey(code)) faults.Add(new FieldFault($"authorities[{i}].katottg", "unknown-code"));
        }
        if (faults.Count > 0) return new Refusal(RefusalKind.Invalid, "invalid", faults);

        var form = new RequestContent
        {
            Title = Shortened(row.Title!),
            Background = Background(row),
            Language = row.Lang,
            Topics = Known(row),
            Place = new Place(coded[0], Site: null, SecurityZone: null),
            ExternalId = row.Id
        };
        var ids = coded.Select(code => organisations[code]).Distinct().ToArray();
        var decision = CreateDraft.Begin(form, ids[0], KeyOf(ids[0], row), now);
        return decision is Decision<AssistanceRequest>.Moved moved
            ? moved with { Next = moved.Next with { AlsoFor = ids[1..], SubmittedVia = "api" } }
            : decision;
    }

    /// <summary>
    /// Of one row for one authority: it outlives what the authority does with the draft, also a discarded one does not come again. The hash tells a row
    /// that says something else now.
    /// </summary>
    public static CreationKey KeyOf(Guid organisationId, NeedRow row) => new(
        Guid.Empty, $"{organisationId}:{row.Id!.Trim()}", Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(row))));

    /// <summary>At a space; the whole title then begins the background.</summary>
    private static string Shortened(string title)
    {
        title = title.Trim();
        if (title.Length <= LongestTitle) return title;
        var end = title.LastIndexOf(' ', LongestTitle - 1);
        if (end < LongestTitle / 2) end = char.IsHighSurrogate(title[LongestTitle - 2]) ? LongestTitle - 2 : LongestTitle - 1;
        return title[..end].TrimEnd() + "…";
    }

    private static string Background(NeedRow row)
    {
        var words = Words.GetValueOrDefault((row.Lang ?? "").Split('-')[0], Words["en"]);
        List<string> facts = [];
        Add(words.Programme, row.Programme);
        Add(words.Date, row.Date);
        Add(words.AlsoFor, string.Join("; ", (row.Authorities ?? []).Where(a => a is not null && string.IsNullOrWhiteSpace(a.Katottg)).Select(a => a.Name)));
        Add(words.Topics, string.Join(", ", (row.Topics ?? []).Except(Known(row))));
        Add(words.Source, row.SourceUrl);
        var title = row.Title!.Trim().Length > LongestTitle ? row.Title : null;
        return string.Join("\n\n", new[] { title, row.Quote, string.Join('\n', facts) }.Where(part => !string.IsNullOrWhiteSpace(part)));

        void Add(string label, string? fact)
        {
            if (!string.IsNullOrWhiteSpace(fact)) facts.Add($"{label}: {fact.Trim()}");
        }
    }

    private static string[] Known(NeedRow row) => [.. (row.Topics ?? []).Where(t => t is not null && Topics.Knows(t)).Distinct().Take(MostTopics)];

    private sealed record Labels(string Programme, string Date, string AlsoFor, string Topics, string Source);
}
