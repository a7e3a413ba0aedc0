using Alliance.Contracts;
using Alliance.Requests.Drafting;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Requests.Recognising;

/// <summary>Keeps the newest that is known of each organisation.</summary>
internal sealed partial class WhenOrganisationChanged(
    Store<KnownOrganisation> organisations, ReleaseDrafts drafts, ILogger<WhenOrganisationChanged> log) : IConsumer<OrganisationChanged>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "requests-organisation-changed";

    /// <summary>Few and small; eight at a time share a group commit when all of them come at once. Order does not matter, the numbers decide.</summary>
    public const int Concurrency = 8;

    public Task Consume(ConsumeContext<OrganisationChanged> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(OrganisationChanged changed, CancellationToken ct)
    {
        if (changed.Id == Guid.Empty || changed.No < 1 || changed.Membership is null)
            throw new InvalidMessageException($"OrganisationChanged of organisation {changed.Id} names no history entry.");
        var next = new KnownOrganisation(changed.No, changed.Type, changed.Country, changed.Code, changed.Membership, changed.ParentId, changed.AssociationIds);
        var (now, isNews) = await KeepNewest.In(organisations, changed.Id, known => IsOld(known, next) ? null : next, ct);
        // However old the message is: whoever died between the two left the second to its repeat.
        await drafts.Of(changed.Id, now, ct);
        if (isNews) Kept(changed.Id, changed.No, changed.Membership);
        else Older(changed.Id, changed.No, now.No);
    }

    /// <summary>The same entry is news once more where it was kept before its associations were said.</summary>
    private static bool IsOld(KnownOrganisation? known, KnownOrganisation next) =>
        known?.No > next.No || (known?.No == next.No && (known.AssociationIds is not null || next.AssociationIds is null));

    [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "Organisation {OrganisationId} entry {No}: {Membership}")]
    private partial void Kept(Guid organisationId, long no, string membership);

    [LoggerMessage(EventId = 201, Level = LogLevel.Debug, Message = "Organisation {OrganisationId} entry {No} is no news, {Known} is known")]
    private partial void Older(Guid organisationId, long no, long known);
}
