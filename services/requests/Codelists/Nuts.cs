using Alliance.Contracts;

namespace Alliance.Requests.Codelists;

/// <summary>Regions of the EU, the candidates and EFTA, NUTS 2024. Names are in Latin script in every language, with the native one beside.</summary>
internal static class Nuts
{
    private static readonly IReadOnlyList<NutsRow> Regions = EmbeddedData.Rows("nuts.csv", row => new NutsRow(
        row.GetString("code"), row.Parse<int>("level"), row.GetString("country"), row.GetString("parent_code"),
        row.GetString("name_latin"), row.GetString("name_native")));

    public static IEnumerable<CodeListItem> Items(CodeListQuery query) =>
        Regions.Where(r => (query.Country is null || r.Country == query.Country)
                && (query.Parent is null || r.Parent == query.Parent)
                && (query.Level is null || r.Level == query.Level)
                && query.Begins(r.Latin, r.Native))
            .Select(r => new CodeListItem(r.Code, r.Latin, r.Parent.Length == 0 ? null : r.Parent, r.Level, r.Native));
}

internal sealed record NutsRow(string Code, int Level, string Country, string Parent, string Latin, string Native);
