using System.Text.RegularExpressions;

namespace Alliance.Portal.Drafting;

internal enum FieldKind
{
    Line,
    Email,
    Phone,
    Prose,

    /// <summary>A list of short texts, one a line.</summary>
    Lines,
    Number,
    YesNo,

    /// <summary>As two radios: it must be answered.</summary>
    YesOrNo,
    Day,

    /// <summary>A moment, asked as a day in Kyiv: its beginning.</summary>
    FromDay,

    /// <summary>A moment, asked as a day in Kyiv: its end.</summary>
    ThroughDay,
    Radios,
    Select,
    Topics,

    /// <summary>Topics somebody knows: each with a level and years.</summary>
    Competences,
    Place,
    Periods,
    Language,
    Languages,
    Modes,

    /// <summary>Any of a list.</summary>
    Several,
    Consents,

    /// <summary>Names of papers, who gave them, until when they hold.</summary>
    Certificates,

    /// <summary>What is to be done before work begins; the items are the document's.</summary>
    Checklist,

    /// <summary>One of those that are still to be done, and the reader's to do.</summary>
    OpenItem,

    /// <summary>One of the people the page offers.</summary>
    Person,
}

/// <summary>One question of a form.</summary>
/// <param name="Path">Of the field in the document, as the service names it in its errors and the coordinator in comments.</param>
/// <param name="List">The code list of its answers.</param>
/// <param name="Longest">Characters; 0 = the service's own limit.</param>
/// <param name="Required">Whether it must be answered before the form is handed in; the service decides, this only shows it before.</param>
/// <param name="Asked">Whether it is asked at all; null = always.</param>
/// <param name="Offered">What of the list can be chosen; null = all.</param>
internal sealed partial record FormField(
    string Path, FieldKind Kind, string? List = null, int Longest = 0, Func<Calling.Doc, bool>? Required = null, Func<Calling.Doc, bool>? Asked = null,
    IReadOnlyList<string>? Offered = null)
{
    /// <summary>The key of its text: the path without places in lists.</summary>
    public string Key { get; } = Place().Replace(Path, "");

    public bool IsAsked(Calling.Doc doc) => Asked?.Invoke(doc) != false;

    public bool IsRequired(Calling.Doc doc) => IsAsked(doc) && Required?.Invoke(doc) == true;

    public bool IsAnswered(Calling.Doc doc) => Kind is FieldKind.Topics or FieldKind.Competences or FieldKind.Languages or FieldKind.Periods or FieldKind.Modes or FieldKind.Several or FieldKind.Consents or FieldKind.Certificates
        or FieldKind.Lines
        ? doc.Array(Path).Count > 0
        : doc.Text(Path) is { Length: > 0 };

    [GeneratedRegex(@"\[\d+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Place();
}

/// <summary>One page of a form.</summary>
/// <param name="Code">In its address and the keys of its texts.</param>
internal sealed record FormTopic(string Code, params IReadOnlyList<FormField> Fields)
{
    public TopicState StateOf(Calling.Doc doc)
    {
        var asked = Fields.Where(f => f.IsAsked(doc)).ToArray();
        if (asked.All(f => !f.IsRequired(doc) || f.IsAnswered(doc))) return asked.Any(f => f.IsAnswered(doc)) ? TopicState.Done : asked.Any(f => f.Required is not null) ? TopicState.Empty : TopicState.Optional;
        return asked.Any(f => f.IsAnswered(doc)) ? TopicState.Begun : TopicState.Empty;
    }
}

internal enum TopicState
{
    Empty,
    Begun,
    Done,
    Optional,
}
