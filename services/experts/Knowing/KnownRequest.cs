using Alliance.Contracts;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Knowing;

/// <summary>A request as this service knows it from <see cref="RequestMoved"/>; the document's id is the request's.</summary>
/// <param name="No">Of the newest history entry heard of.</param>
internal sealed record KnownRequest(
    long No, string Status, bool OnHold, Guid OrganisationId, Guid? OwnerId, string? Reference, IReadOnlyList<OpenNeed> Needs,
    string? DeliveryMode, string? Oblast, string? SecurityZone, IReadOnlyList<DayPeriod> Periods, DateTimeOffset? ClosesAt, string? Visibility = null)
{
    public static readonly Sort<KnownRequest> UpdatedAt = new("updated", d => d.UpdatedAt.ToUnixTimeMilliseconds());

    /// <summary>Those that take people: where help is looked for.</summary>
    public static readonly Facet<KnownRequest> Open = new("open", d => d.Value.IsOpen ? ["open"] : [], UpdatedAt);

    public static readonly Declaration<KnownRequest> Declaration = new("knownrequests") { Version = 2, Sorts = [UpdatedAt], Facets = [Open] };

    /// <summary>People are proposed, invited and confirmed, and work begins. Source: domain, Assistance request.</summary>
    public bool IsOpen => Status is "matching" or "staffed" or "inProgress";

    /// <summary>Taken back, called off or closed: nobody goes on working on it.</summary>
    public bool IsOver => Status is "withdrawn" or "cancelled" or "closed";

    /// <summary>Something of what is under way ends with it.</summary>
    public bool EndsWork => IsOver || Status is "delivered" or "unfilled";

    /// <summary>Experts and members may offer help, unasked.</summary>
    public bool IsOpenCall => IsOpen && !OnHold && Visibility is ("public" or "members");

    /// <summary>Somebody travels to the place.</summary>
    public bool Travels => DeliveryMode is "onsite" or "hybrid";

    public OpenNeed? Need(Guid id) => Needs.FirstOrDefault(n => n.Id == id);

    /// <summary>Null when the message is older than what is known. What a message leaves out (before <c>open</c>, after the end) stays as it was.</summary>
    public static KnownRequest? After(KnownRequest? known, RequestMoved moved)
    {
        if (known is not null && moved.No <= known.No) return null;
        return new KnownRequest(
            moved.No, moved.To, moved.OnHold, moved.OrganisationId, moved.OwnerId, moved.Reference, moved.Needs ?? known?.Needs ?? [],
            moved.DeliveryMode ?? known?.DeliveryMode, moved.Oblast ?? known?.Oblast, moved.SecurityZone ?? known?.SecurityZone,
            moved.Periods ?? known?.Periods ?? [], moved.ClosesAt ?? known?.ClosesAt, moved.Visibility);
    }
}
