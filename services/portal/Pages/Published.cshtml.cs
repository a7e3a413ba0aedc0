using Alliance.Portal.Calling;
using Alliance.Portal.Publishing;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>Published requests: where and on what they are, as a map, as figures, and one by one.</summary>
[AllowAnonymous]
internal sealed class PublishedModel(PublishedRequests published) : PortalPage
{
    private const int PageSize = 20;

    [BindProperty(SupportsGet = true)]
    public string? Topic { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Oblast { get; set; }

    /// <summary>Null: they cannot be read at present.</summary>
    public IReadOnlyList<RequestLine>? All { get; private set; }

    public IReadOnlyList<RequestLine> Shown { get; private set; } = [];
    public int Found { get; private set; }
    public string? Next { get; private set; }

    public IReadOnlyList<(string Code, int Count)> ByOblast { get; private set; } = [];
    public IReadOnlyList<(string Code, int Count)> ByTopic { get; private set; } = [];

    public async Task OnGetAsync(int? cursor)
    {
        All = await published.All(Ct);
        if (All is null) return;
        ByOblast = Counted(All.Select(l => l.Oblast).OfType<string>());
        ByTopic = Counted(All.SelectMany(l => l.Topics ?? []));
        var found = All.Where(l => (string.IsNullOrEmpty(Topic) || l.Topics?.Contains(Topic) == true) && (string.IsNullOrEmpty(Oblast) || l.Oblast == Oblast)).ToArray();
        var from = Math.Clamp(cursor ?? 0, 0, found.Length);
        (Found, Shown) = (found.Length, [.. found.Skip(from).Take(PageSize)]);
        Next = from + PageSize < found.Length ? (from + PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture) : null;
    }

    private static (string, int)[] Counted(IEnumerable<string> codes) => [.. codes.CountBy(c => c).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => (c.Key, c.Value))];
}
