using Alliance.Shared.Storage;

namespace Alliance.Notifications.Preferring;

/// <summary>How one person wants to be told; the document's id is the person's.</summary>
/// <param name="Language"><c>en uk bg</c>; null = as accounts says.</param>
internal sealed record Preferences(string? Language, Channels Channels)
{
    /// <summary>What holds for who never said anything.</summary>
    public static readonly Preferences Usual = new(null, new Channels(Email: true));

    public static readonly Declaration<Preferences> Declaration = new("preferences");
}

/// <param name="Email">False: the inbox alone, for everything, receipts too: a switch that leaves some mail on is none, and the inbox keeps the receipt.</param>
internal sealed record Channels(bool Email);
