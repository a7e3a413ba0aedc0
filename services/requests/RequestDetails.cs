namespace Alliance.Requests;

/// <summary>What the request is said to serve besides its topics.</summary>
internal sealed record Markers(bool? Gender = null, bool? Climate = null, bool? Disability = null, bool? Anticorruption = null);

/// <summary>What the authority can give and needs so that the help can be given.</summary>
internal sealed record Support
{
    /// <summary>Who of the authority works along.</summary>
    public string? CounterpartStaff { get; init; }

    /// <summary>Whether interpretation is needed.</summary>
    public bool? Interpretation { get; init; }

    /// <summary>BCP 47.</summary>
    public IReadOnlyList<string> InterpretationLanguages { get; init; } = [];

    public string? Venue { get; init; }

    /// <summary>In an air alert.</summary>
    public string? Shelter { get; init; }

    public string? AccessibilityNeeds { get; init; }
}

/// <summary>What stands beside the request elsewhere, and whom the authority would like.</summary>
internal sealed record Context
{
    public string? EarlierAssistance { get; init; }

    /// <summary>Of the DREAM platform.</summary>
    public string? DreamProjectId { get; init; }

    /// <summary>http or https.</summary>
    public IReadOnlyList<string> Links { get; init; } = [];

    public string? PreferredExpert { get; init; }
    public string? PreferredOrganisation { get; init; }

    /// <summary>ISO 3166-1, two letters.</summary>
    public string? PreferredCountry { get; init; }

    public IReadOnlyList<string> CoFinancing { get; init; } = [];
}
