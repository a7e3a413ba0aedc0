namespace Alliance.Requests.Linking;

/// <summary>Another request this one has to do with.</summary>
/// <param name="Kind">A word of <see cref="LinkKind"/>.</param>
/// <param name="By">Who linked them.</param>
/// <param name="Text">Why.</param>
internal sealed record LinkedRequest(Guid Id, string Kind, Guid By, DateTimeOffset At, string? Text = null);

/// <summary>What the other request is to this one.</summary>
internal static class LinkKind
{
    /// <summary>This one was merged into the other, which goes on.</summary>
    public const string DuplicateOf = "duplicate-of";

    /// <summary>The other was merged into this one. It counts only where the other says so too: it may have been kept for a merge that did not come about.</summary>
    public const string Duplicate = "duplicate";

    /// <summary>Made when this one, closed, was reopened.</summary>
    public const string FollowUp = "follow-up";

    public const string FollowUpOf = "follow-up-of";
}
