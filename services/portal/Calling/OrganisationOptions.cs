using Alliance.Portal.Components;
using Alliance.Portal.Wording;

namespace Alliance.Portal.Calling;

/// <summary>Organisations to choose from, by name; one whose name this person may not read stands there by its id.</summary>
internal static class OrganisationOptions
{
    public static Option Of(OrganisationLine found, Text text) => Of(found.Id, found.LegalName, text);

    /// <summary>Those chosen already, then those found; each once.</summary>
    public static async Task<IReadOnlyList<Option>> With(
        IReadOnlyCollection<Guid> chosen, IEnumerable<OrganisationLine> found, Names names, IOrganisationsApi organisations, Text text, CancellationToken ct)
    {
        var known = await names.Organisations(organisations, chosen, ct);
        return [.. chosen.Select(id => Of(id, known.GetValueOrDefault(id), text)), .. found.Where(o => !chosen.Contains(o.Id)).Select(o => Of(o, text))];
    }

    private static Option Of(Guid id, string? name, Text text) => new(id.ToString(), name is null ? id.ToString() : text.Said(name));
}
