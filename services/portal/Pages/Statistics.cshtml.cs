using Alliance.Portal.Calling;
using Alliance.Portal.Publishing;
using Alliance.Portal.Serving;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>Requests in numbers, by period, topic and oblast: the published ones for everybody, all that were submitted for who coordinates or observes.</summary>
[AllowAnonymous]
internal sealed class StatisticsModel(IRequestsApi requests, PublishedRequests published) : PortalPage
{
    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Topic { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Oblast { get; set; }

    /// <summary>Null: they cannot be read at present, or the filters are wrong.</summary>
    public Statistics? Counts { get; private set; }

    public bool IsWhole { get; private set; }
    public string Csv { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync()
    {
        var filter = new StatisticsFilter { From = Given(From), To = Given(To), Topic = Given(Topic), Oblast = Given(Oblast) };
        Csv = CsvAddress.Of("/api/requests/statistics", ("from", filter.From), ("to", filter.To), ("topic", filter.Topic), ("oblast", filter.Oblast));
        IsWhole = Caller is { } caller && (Navigation.IsCoordinator(caller) || caller.Has(Roles.Observer));
        if (!IsWhole)
        {
            var found = await published.Statistics(filter, Ct);
            Counts = found.Content;
            // Said once for all: this answer is shared by all who ask so.
            if (found.Status == StatusCodes.Status400BadRequest) ModelState.AddModelError("from", Service<Wording.Text>()["fault.day"]);
            return Page();
        }
        var answer = await requests.Statistics(filter, Ct);
        if (Refused.Of(answer) is { Status: StatusCodes.Status400BadRequest } refused)
        {
            foreach (var (field, texts) in refused.Errors) ModelState.AddModelError(field, texts[0]);
            return Page();
        }
        if (await Unless(answer) is { } other) return other;
        Counts = answer.Content;
        return Page();
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
