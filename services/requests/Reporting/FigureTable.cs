namespace Alliance.Requests.Reporting;

/// <summary>
/// Figures as a pass over all of them wants them: numbers side by side, codes as places in a list and sets of codes as bits. A table is never changed once it is made:
/// the next one shares with it what stayed as it was.
/// </summary>
internal sealed class FigureTable
{
    public static readonly FigureTable Empty = new([], new(MostTopics), new(MostOthers), new(MostOthers), new(MostOthers));

    /// <summary>Bits of a topic set; the list has 77.</summary>
    private const int MostTopics = 128;

    /// <summary>Bits of any other set; there are 27 oblasts.</summary>
    private const int MostOthers = 64;

    /// <summary>Rows that are copied together when one of them changes; small enough to be ordinary garbage.</summary>
    private const int Together = 512;

    private readonly FigureRow[][] parts;

    private FigureTable(FigureRow[][] parts, CodePlaces topics, CodePlaces oblasts, CodePlaces urgencies, CodePlaces types) =>
        (this.parts, Topics, Oblasts, Urgencies, Types) = (parts, topics, oblasts, urgencies, types);

    public CodePlaces Topics { get; }
    public CodePlaces Oblasts { get; }
    public CodePlaces Urgencies { get; }
    public CodePlaces Types { get; }

    public int Count => parts.Length == 0 ? 0 : ((parts.Length - 1) * Together) + parts[^1].Length;

    public IReadOnlyList<FigureRow[]> Parts => parts;

    public static FigureTable Of(IEnumerable<RequestFigure> figures) => Empty.With([.. figures.Select((figure, place) => (place, figure))]);

    /// <param name="changes">Places, those there are or the next ones, and what stands there from now on.</param>
    public FigureTable With(IReadOnlyCollection<(int Place, RequestFigure Figure)> changes)
    {
        var next = new FigureTable(new FigureRow[(Math.Max(Count, changes.Max(c => c.Place) + 1) + Together - 1) / Together][], Topics.Copy(), Oblasts.Copy(), Urgencies.Copy(), Types.Copy());
        parts.CopyTo(next.parts, 0);
        foreach (var part in changes.GroupBy(c => c.Place / Together))
        {
            var (before, last) = (part.Key < parts.Length ? parts[part.Key] : [], part.Max(c => c.Place % Together));
            var rows = next.parts[part.Key] = new FigureRow[Math.Max(before.Length, last + 1)];
            before.CopyTo(rows, 0);
            foreach (var (place, figure) in part) rows[place % Together] = next.RowOf(figure);
        }
        return next;
    }

    private FigureRow RowOf(RequestFigure figure)
    {
        UInt128 topics = 0;
        foreach (var topic in figure.Topics) if (Topics.Add(topic) is >= 0 and var place) topics |= UInt128.One << place;
        return new FigureRow(
            figure.Id, figure.Owner ?? Guid.Empty, figure.SubmittedAt.ToUnixTimeMilliseconds(), figure.FirstSubmittedAt.ToUnixTimeMilliseconds(),
            figure.OverdueAt?.ToUnixTimeMilliseconds() ?? long.MaxValue, topics, (sbyte)figure.Status, Place(Oblasts, figure.Oblast), Place(Urgencies, figure.Urgency),
            Place(Types, figure.AssistanceType), figure.IsOpen, figure.IsPublished, figure.DaysToAnswer ?? 0, figure.DaysToDecision ?? 0, figure.DaysToDelivery ?? 0);
    }

    private static sbyte Place(CodePlaces codes, string? code) => code is null ? (sbyte)-1 : (sbyte)codes.Add(code);
}

/// <param name="Owner">Empty: nobody's.</param>
/// <param name="SubmittedAt">UTC milliseconds, as the other times.</param>
/// <param name="OverdueAt">The latest there is, where nothing is promised.</param>
/// <param name="Topics">Their places as bits.</param>
/// <param name="Oblast">A place in the table's list, as the next two in theirs; -1: none.</param>
/// <param name="DaysToAnswer">0: none yet; as the next two.</param>
internal readonly record struct FigureRow(
    Guid Id, Guid Owner, long SubmittedAt, long FirstSubmittedAt, long OverdueAt, UInt128 Topics, sbyte Status, sbyte Oblast, sbyte Urgency, sbyte Type, bool IsOpen, bool IsPublished,
    int DaysToAnswer, int DaysToDecision, int DaysToDelivery)
{
    /// <summary>One place of a set, which is then without it.</summary>
    public static int Take(ref UInt128 places)
    {
        var place = (int)UInt128.TrailingZeroCount(places);
        places &= places - 1;
        return place;
    }
}

/// <summary>Codes in the order they were first met. What is more than fits is counted nowhere; no code list of ours is that long.</summary>
internal sealed class CodePlaces(int most)
{
    private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
    private readonly List<string> codes = [];

    public int Count => codes.Count;

    public string this[int place] => codes[place];

    /// <summary>-1: it was never met.</summary>
    public int Find(string code) => places.GetValueOrDefault(code, -1);

    /// <summary>-1: there is no more room.</summary>
    public int Add(string code)
    {
        if (places.TryGetValue(code, out var place)) return place;
        if (codes.Count == most) return -1;
        places[code] = codes.Count;
        codes.Add(code);
        return codes.Count - 1;
    }

    public CodePlaces Copy()
    {
        var copy = new CodePlaces(most);
        foreach (var code in codes) copy.Add(code);
        return copy;
    }
}
