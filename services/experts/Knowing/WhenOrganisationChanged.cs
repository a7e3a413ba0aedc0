using Alliance.Contracts;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Experts.Knowing;

/// <summary>Whether an applicant is still a member: nobody is invited or confirmed for one that was suspended or has left.</summary>
internal sealed class WhenOrganisationChanged(Store<KnownOrganisation> organisations) : IConsumer<OrganisationChanged>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "experts-organisation-changed";

    /// <summary>One small save each; they share a group commit.</summary>
    public const int Concurrency = 8;

    public Task Consume(ConsumeContext<OrganisationChanged> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(OrganisationChanged changed, CancellationToken ct)
    {
        if (changed.Id == Guid.Empty || changed.No < 1 || string.IsNullOrEmpty(changed.Membership))
            throw new InvalidMessageException($"OrganisationChanged of organisation {changed.Id} names no history entry.");
        await KeepNewest.In(organisations, changed.Id, before => KnownOrganisation.After(before, changed), ct);
    }
}
