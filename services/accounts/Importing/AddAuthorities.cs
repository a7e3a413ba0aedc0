using Alliance.Accounts.Admitting;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Accounts.Importing;

/// <summary>
/// <c>--import</c>: reads codes of units of Ukraine (KATOTTG), one a line, and says which organisation is the authority of each, a line each:
/// code, id, and <c>known</c> or <c>added</c>; the reason in place of the id's word where there can be none. What is added is Applied, like any
/// other that waits to be verified, and nobody belongs to it. For who runs the service on its machine: it opens no right of the API to anybody.
/// </summary>
internal static class AddAuthorities
{
    public const string Switch = "--import";

    public static async Task Run(Store<Organisation> store, TextReader input, TextWriter output, CancellationToken ct)
    {
        while (await input.ReadLineAsync(ct) is { } line)
        {
            if (line.Trim() is { Length: > 0 } code) await output.WriteLineAsync($"{code}\t{await Find(code, store, ct)}".AsMemory(), ct);
        }
    }

    private static async Task<string> Find(string code, Store<Organisation> store, CancellationToken ct)
    {
        if (await Known(code, store, ct) is { } known) return $"{known}\tknown";
        if (Units.AuthorityOf(code) is not { } authority) return "-\tunknown-code";
        var outcome = await AddOrganisation.Create(authority, Guid.CreateVersion7(), Guid.Empty, key: null, store, ct);
        return outcome switch
        {
            Outcome<Organisation>.Created created => $"{created.Document.Id}\tadded",
            // Somebody else added it meanwhile.
            Outcome<Organisation>.Refused { Why.Code: "taken" } when await Known(code, store, ct) is { } raced => $"{raced}\tknown",
            Outcome<Organisation>.Refused refused => $"-\t{refused.Why.Code}",
            _ => throw new InvalidOperationException()
        };
    }

    /// <summary>Of several authorities of one unit the first by type: a hromada before its military administration.</summary>
    private static async Task<Guid?> Known(string code, Store<Organisation> store, CancellationToken ct)
    {
        foreach (var type in OrganisationCodes.UkrainianAuthorities)
            if (await store.FindByKey(Organisations.UnitKey(type, code), ct) is { } known) return known.Id;
        return null;
    }
}
