using Alliance.Requests.Recognising;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Drafting;

/// <summary>Which other authorities a request may name: those that ask for assistance and are Active members. They are named, and may nothing by it.</summary>
internal static class AlsoForRules
{
    private const int Most = 20;

    /// <param name="before">Who is named already may have left meanwhile.</param>
    /// <returns>Null when they may be named.</returns>
    public static async Task<Refusal?> Check(IReadOnlyList<Guid>? named, Guid? applicant, IReadOnlyList<Guid> before, Store<KnownOrganisation> organisations, CancellationToken ct)
    {
        if (named is null) return null;
        if (named.Count > Most) return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("alsoFor", "too-many", Most));
        List<FieldFault> faults = [];
        for (var place = 0; place < named.Count; place++)
        {
            if (before.Contains(named[place])) continue;
            if (named[place] == applicant || await organisations.Find(named[place], ct) is not { Value: { IsAuthority: true, IsActive: true } })
                faults.Add(new FieldFault($"alsoFor[{place}]", "unknown-authority"));
        }
        return faults.Count == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", faults);
    }

    public static IReadOnlyList<Guid> Kept(IReadOnlyList<Guid>? named, IReadOnlyList<Guid> before) => named is null || named.SequenceEqual(before) ? before : [.. named.Distinct()];
}
