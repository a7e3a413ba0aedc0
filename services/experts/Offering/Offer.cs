using Alliance.Experts.Input;

namespace Alliance.Experts.Offering;

/// <summary>An organisation answers a need of an open request: with a colleague, or by receiving people itself.</summary>
internal sealed record Offer
{
    public required Guid RequestId { get; init; }
    public required Guid NeedId { get; init; }

    /// <summary><c>expert receiving-organisation</c>, as the need.</summary>
    public required string Kind { get; init; }

    /// <summary>The applicant.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Who offers.</summary>
    public required Guid OfferingId { get; init; }

    /// <summary>The colleague who would go, or whom the guests would meet.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>The profile of that colleague; of an organisation that receives people its own id.</summary>
    public required Guid ExpertId { get; init; }

    public required OfferStatus Status { get; init; }

    /// <summary>The administrator who offered, and is told what becomes of it.</summary>
    public required Guid By { get; init; }

    public string? Text { get; init; }
    public Guid? OwnerId { get; init; }
    public string? Reference { get; init; }

    /// <summary>Why it was declined.</summary>
    public string? Code { get; init; }

    /// <summary>What became of it when it was accepted.</summary>
    public Guid? AssignmentId { get; init; }

    /// <summary>That assignment as it was decided; it is made from this when the entry is followed.</summary>
    public Assignment? Decided { get; init; }

    public CreationKey? CreatedWith { get; init; }
}

internal enum OfferStatus
{
    Offered,
    Accepted,
    Declined,
    Withdrawn
}
