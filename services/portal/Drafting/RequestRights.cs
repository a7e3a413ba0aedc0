using Alliance.Portal.Calling;
using Alliance.Shared.Identity;

namespace Alliance.Portal.Drafting;

/// <summary>What a page offers; what is allowed the service says, in <c>actions[]</c> and at each call.</summary>
internal static class RequestRights
{
    public static bool IsTeam(Doc request, Caller? caller) => request.Guid("organisationId") is { } organisation && caller is not null
        && (caller.Has(Roles.AuthorityEditor, organisation) || caller.Has(Roles.AuthoritySignatory, organisation));

    /// <summary>Of the association that writes it for the applicant.</summary>
    public static bool IsDrafter(Doc request, Caller? caller) => request.Guid("draftedBy") is { } association && caller is not null
        && (caller.Has(Roles.AuthorityEditor, association) || caller.Has(Roles.AuthoritySignatory, association));

    public static bool MayWrite(Doc request, Caller? caller) => request.Status is "draft" or "changesRequested" && (IsTeam(request, caller) || IsDrafter(request, caller));
}
