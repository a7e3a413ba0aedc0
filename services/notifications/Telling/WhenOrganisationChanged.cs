using Alliance.Contracts;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Notifications.Telling;

/// <summary>Keeps whose people act for their organisation: not those of one that is suspended or has left.</summary>
internal sealed partial class WhenOrganisationChanged(Store<KnownOrganisation> organisations, ILogger<WhenOrganisationChanged> log) : IConsumer<OrganisationChanged>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "notifications-organisation-changed";

    /// <summary>As for people.</summary>
    public const int Concurrency = 4;

    public Task Consume(ConsumeContext<OrganisationChanged> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(OrganisationChanged changed, CancellationToken ct)
    {
        if (changed.Id == Guid.Empty || changed.No < 1) throw new InvalidMessageException($"OrganisationChanged of organisation {changed.Id} names no history entry.");
        var (_, isNews) = await KeepNewest.In(organisations, changed.Id, known => known?.No >= changed.No ? null : KnownOrganisation.From(changed), ct);
        if (isNews) Kept(changed.Id, changed.No, changed.Membership);
    }

    [LoggerMessage(EventId = 331, Level = LogLevel.Information, Message = "Known: organisation {OrganisationId} as of entry {No}, {Membership}")]
    private partial void Kept(Guid organisationId, long no, string membership);
}
