using Alliance.Contracts;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Accounts.Erasing;

/// <summary>Notes which service has nothing personal of somebody any more; after the last the hashes go by which they knew it again.</summary>
internal sealed partial class WhenPersonErasureDone(Store<Person> people, ILogger<WhenPersonErasureDone> log) : IConsumer<PersonErasureDone>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "accounts-person-erasure-done";

    /// <summary>Three messages for a person who is erased, which is rare.</summary>
    public const int Concurrency = 1;

    public Task Consume(ConsumeContext<PersonErasureDone> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(PersonErasureDone done, CancellationToken ct)
    {
        if (done.PersonId == Guid.Empty || !Erasure.Services.Contains(done.Service)) throw new InvalidMessageException($"PersonErasureDone of person {done.PersonId} names no service.");
        while (await people.Find(done.PersonId, ct) is { Value.Erased: { } erasure } read && erasure.After(done) is { } next)
        {
            if (await people.Save(read, read.Value with { Erased = next }, Guid.Empty, [], ct) is not SaveResult<Person>.Saved) continue;
            Noted(done.PersonId, done.Service, next.Waiting.Count);
            return;
        }
    }

    [LoggerMessage(EventId = 620, Level = LogLevel.Information, Message = "Person {PersonId} is erased in {Service}; {Waiting} services to go")]
    private partial void Noted(Guid personId, string service, int waiting);
}
