using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Notifications.Telling;

/// <summary>Who stands in for a coordinator, as requests announced it last. The document's id is the coordinator's.</summary>
/// <param name="No">Number of requests' history entry this is from.</param>
/// <param name="PersonId">Null: nobody.</param>
/// <param name="Until">The first moment they do no longer, UTC.</param>
internal sealed record KnownSubstitute(long No, Guid? PersonId, DateTimeOffset? From, DateTimeOffset? Until)
{
    public static readonly Declaration<KnownSubstitute> Declaration = new("substitutes");

    public Guid? At(DateTimeOffset moment) => From <= moment && moment < Until ? PersonId : null;

    public static KnownSubstitute Of(SubstituteNamed named) => new(named.No, named.SubstituteId, named.From, named.Until);
}
