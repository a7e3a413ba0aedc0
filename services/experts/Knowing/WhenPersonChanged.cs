using Alliance.Contracts;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Experts.Knowing;

/// <summary>Who has access, and whose member they are: an expert whose access has ended is no candidate, nor is one who belongs to the applicant.</summary>
internal sealed class WhenPersonChanged(Store<KnownPerson> people) : IConsumer<PersonChanged>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "experts-person-changed";

    /// <summary>One small save each; they share a group commit.</summary>
    public const int Concurrency = 8;

    public Task Consume(ConsumeContext<PersonChanged> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(PersonChanged changed, CancellationToken ct)
    {
        if (changed.Id == Guid.Empty || changed.No < 1 || changed.Memberships is null)
            throw new InvalidMessageException($"PersonChanged of person {changed.Id} names no history entry.");
        await KeepNewest.In(people, changed.Id, before => KnownPerson.After(before, changed), ct);
    }
}
