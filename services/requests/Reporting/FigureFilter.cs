namespace Alliance.Requests.Reporting;

internal delegate void CountRow(in FigureRow row);

/// <summary>What of the figures is counted; every condition that is given holds. Of several values of one any will do.</summary>
internal sealed record FigureFilter
{
    public static readonly FigureFilter All = new();

    /// <summary>The place of what has no code: the highest bit.</summary>
    private const int None = 63;

    public IReadOnlyCollection<string> Statuses { get; init; } = [];
    public IReadOnlyCollection<string> Topics { get; init; } = [];

    /// <summary>KATOTTG prefixes.</summary>
    public IReadOnlyCollection<string> Oblasts { get; init; } = [];

    public IReadOnlyCollection<string> Urgencies { get; init; } = [];
    public IReadOnlyCollection<string> Types { get; init; } = [];

    /// <summary>Empty id: what nobody has taken.</summary>
    public IReadOnlyCollection<Guid> Owners { get; init; } = [];

    /// <summary>Its first submit was at or after this time.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before this time.</summary>
    public DateTimeOffset? Before { get; init; }

    /// <summary>At no end, and its time had passed by then.</summary>
    public DateTimeOffset? OverdueBy { get; init; }

    public bool PublishedOnly { get; init; }

    /// <summary>Among these; null: whichever.</summary>
    public IReadOnlySet<Guid>? Found { get; init; }

    /// <summary>Calls <paramref name="count"/> with each row that fits.</summary>
    public void Each(FigureTable table, CountRow count)
    {
        var bounds = For(table);
        HashSet<Guid>? owners = Owners.Count == 0 ? null : [.. Owners];
        foreach (var part in table.Parts)
        {
            foreach (ref readonly var row in part.AsSpan())
            {
                if (bounds.Fit(row) && owners?.Contains(row.Owner) != false && Found?.Contains(row.Id) != false) count(row);
            }
        }
    }

    private Bounds For(FigureTable table)
    {
        UInt128 topics = 0;
        foreach (var topic in Topics) if (table.Topics.Find(topic) is >= 0 and var place) topics |= UInt128.One << place;
        return new Bounds(
            Bits(Statuses, code => (int)Enum.Parse<RequestStatus>(code, ignoreCase: true)), Topics.Count == 0 ? UInt128.MaxValue : topics, Topics.Count > 0, Bits(Oblasts, table.Oblasts.Find),
            Bits(Urgencies, table.Urgencies.Find), Bits(Types, table.Types.Find), From?.ToUnixTimeMilliseconds() ?? long.MinValue, Before?.ToUnixTimeMilliseconds() ?? long.MaxValue,
            OverdueBy?.ToUnixTimeMilliseconds() ?? long.MaxValue, OverdueBy is not null, PublishedOnly);
    }

    /// <summary>All bits where nothing is asked; the highest stands for rows that have no such code.</summary>
    private static ulong Bits(IReadOnlyCollection<string> codes, Func<string, int> placeOf)
    {
        if (codes.Count == 0) return ulong.MaxValue;
        var bits = 0UL;
        foreach (var code in codes) if (placeOf(code) is >= 0 and < None and var place) bits |= 1UL << place;
        return bits;
    }

    /// <summary>The conditions on one table, as numbers: there are very many rows.</summary>
    private readonly record struct Bounds(
        ulong Statuses, UInt128 Topics, bool NeedsTopic, ulong Oblasts, ulong Urgencies, ulong Types, long From, long Before, long OverdueBy, bool NeedsOverdue, bool PublishedOnly)
    {
        public bool Fit(in FigureRow row) =>
            Has(Statuses, row.Status) && Has(Oblasts, row.Oblast) && Has(Urgencies, row.Urgency) && Has(Types, row.Type)
            && row.FirstSubmittedAt >= From && row.FirstSubmittedAt < Before
            && (!NeedsTopic || (row.Topics & Topics) != 0) && (!NeedsOverdue || (row.IsOpen && row.OverdueAt <= OverdueBy)) && (!PublishedOnly || row.IsPublished);

        // -1 is the highest bit.
        private static bool Has(ulong bits, sbyte place) => (bits >> (place & None) & 1) != 0;
    }
}
