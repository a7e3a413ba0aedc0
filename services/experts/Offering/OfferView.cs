using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Offering;

/// <summary>An offer as who may see it reads it; people are ids here.</summary>
/// <param name="Actions">The verbs this caller may use now.</param>
/// <param name="Offering">The organisation that offers.</param>
/// <param name="AssignmentId">For coordinators: what became of it.</param>
internal sealed record OfferView(
    Guid Id, long Revision, OfferStatus Status, IReadOnlyList<string> Actions, Guid RequestId, Guid NeedId, string? Reference, string Kind, Guid Offering, Guid PersonId,
    Guid? ExpertId, string? Text, string? Code, Guid By, Guid? AssignmentId, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static OfferView Of(Stored<Offer> d, Caller caller) => new(
        d.Id, d.Revision, d.Value.Status, OfferTransitions.Actions(d.Value, caller), d.Value.RequestId, d.Value.NeedId, d.Value.Reference, d.Value.Kind, d.Value.OfferingId,
        d.Value.PersonId, caller.IsCoordinator() && d.Value.Kind == "expert" ? d.Value.ExpertId : null, d.Value.Text, d.Value.Code, d.Value.By,
        caller.IsCoordinator() ? d.Value.AssignmentId : null, d.CreatedAt, d.UpdatedAt);
}

internal sealed record OfferList(IReadOnlyList<OfferView> Items, string? Next);
