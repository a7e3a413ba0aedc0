using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.OpenCalls;

/// <summary>Who looks for help I could give: open calls with the fit of one's own profile, best first.</summary>
internal sealed class IndexModel(IExpertsApi experts, IRequestsApi requests) : PortalPage
{
    private IReadOnlyDictionary<Guid, RequestLine> lines = new Dictionary<Guid, RequestLine>();

    public IReadOnlyList<OpenCall> Calls { get; private set; } = [];
    public string? Profile { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Caller!.Has(Roles.Expert)) return StatusCode(StatusCodes.Status403Forbidden);
        var calls = await experts.OpenCalls(Ct);
        if (await Unless(calls) is { } other) return other;
        Calls = [.. (calls.Content!.Items ?? []).Where(c => c.Kind == "expert")];
        Profile = calls.Content.Profile;
        // Titles are the requests service's; what it does not answer is shown by its reference.
        var list = await requests.List(new RequestFilter { Status = "matching,staffed,inProgress", Limit = 100 }, Ct);
        lines = (list.Content?.Items ?? []).ToDictionary(l => l.Id);
        return Page();
    }

    public RequestLine? LineOf(OpenCall call) => lines.GetValueOrDefault(call.RequestId);

    /// <summary>The service decides; here nothing is offered that it would refuse.</summary>
    public bool MayOffer(OpenCall call) => Profile == "active" && call.Closed is not { Count: > 0 } && call.Assignment is null or { Status: "withdrawn" or "cancelled" or "declined" or "expired" or "notSelected" };
}
