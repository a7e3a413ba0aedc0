using Alliance.Requests.Recognising;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Drafting;

/// <summary>For whom somebody may begin a request.</summary>
/// <param name="Authorities">Their own, that ask for themselves.</param>
/// <param name="Associations">Theirs, that the authority in question lets write for it; while none is named, any of them.</param>
internal sealed record Writers(IReadOnlyList<Guid> Authorities, IReadOnlyList<Guid> Associations)
{
    /// <summary>An association asks for nothing itself: its editors write for those that belong to it.</summary>
    public static async Task<Writers> Of(Caller caller, Guid? applicant, Store<KnownOrganisation> organisations, CancellationToken ct)
    {
        var authority = applicant is { } named ? (await organisations.Find(named, ct))?.Value : null;
        var (own, associations) = (new List<Guid>(), new List<Guid>());
        foreach (var id in caller.Authorities())
        {
            if (await organisations.Find(id, ct) is not { Value: { IsAssociation: true } association }) own.Add(id);
            else if (association.IsActive && (applicant is null || authority?.IsWrittenForBy(id) == true)) associations.Add(id);
        }
        return new Writers(own, associations);
    }

    /// <summary>Whose request it is, and which association writes it; or why not.</summary>
    public (Guid Applicant, Guid? Association, Refusal? Refusal) For(Guid? applicant, Guid? association)
    {
        if (association is null && applicant is { } own && Authorities.Contains(own)) return (own, null, null);
        if (association is null && applicant is null && Authorities.Count == 1) return (Authorities[0], null, null);
        if (applicant is null && (Associations.Count > 0 || Authorities.Count > 1)) return Not(RefusalKind.Invalid, "invalid", new FieldFault("organisationId", "which-organisation"));
        if (applicant is not { } authority) return Not(RefusalKind.Forbidden, "no-authority");

        var may = association is { } one ? [.. Associations.Where(a => a == one)] : Associations;
        if (may.Count > 1) return Not(RefusalKind.Invalid, "invalid", new FieldFault("draftedBy", "which-organisation"));
        return may.Count == 1 ? (authority, may[0], null) : Not(RefusalKind.Forbidden, "no-authority", new FieldFault("organisationId", "not-member"));

        static (Guid, Guid?, Refusal?) Not(RefusalKind kind, string code, params FieldFault[] faults) => (Guid.Empty, null, new Refusal(kind, code, faults));
    }
}
