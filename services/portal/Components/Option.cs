namespace Alliance.Portal.Components;

/// <summary>One thing to choose.</summary>
/// <param name="Group">A heading it stands under; null = none.</param>
public sealed record Option(string Value, string Label, string? Hint = null, string? Group = null);
