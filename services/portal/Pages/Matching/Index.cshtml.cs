using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.Matching;

/// <summary>Who could do it: candidates of one need with their scores explained; compare some, invite some.</summary>
internal sealed class IndexModel(IRequestsApi requests, IExpertsApi experts, IOrganisationsApi organisations, Names names, Text text) : PortalPage
{
    /// <summary>Side by side on one screen.</summary>
    private const int Fewest = 2, Most = 4;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "need")]
    public Guid? NeedId { get; set; }

    public Doc Document { get; private set; } = new([]);
    public IReadOnlyList<Doc> Needs { get; private set; } = [];
    public IReadOnlyList<Match> Matches { get; private set; } = [];
    public IReadOnlyList<Assignment> Assignments { get; private set; } = [];
    public MatchWeights? Weights { get; private set; }

    /// <summary>Of organisations, for this need, and not decided on.</summary>
    public IReadOnlyList<OfferLine> Offers { get; private set; } = [];

    /// <summary>An organisation is looked for that receives people: organisations are ranked and asked, and offer themselves.</summary>
    public bool IsForOrganisations => Needs.Any(n => n.Guid("id") == NeedId && n.Text("kind") == "receiving-organisation");

    /// <summary>Who offered to help with this need, best fit first.</summary>
    public IEnumerable<Assignment> Interested => OfNeed("interested").OrderByDescending(a => a.Selection?.Score);

    /// <summary>In the order in which they move up.</summary>
    public IEnumerable<Assignment> Reserves => OfNeed("reserve").OrderBy(a => a.Invitation?.AnsweredAt).ThenBy(a => a.Id);
    public IReadOnlyDictionary<Guid, string> Organisations { get; private set; } = new Dictionary<Guid, string>();
    public IReadOnlyDictionary<Guid, string> People { get; private set; } = new Dictionary<Guid, string>();

    /// <summary>Chosen to be compared.</summary>
    public IReadOnlyList<Match> Compared { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync() => await Load() ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "expert")] Guid[] chosen, [FromForm(Name = "_key")] string? key)
    {
        if (await Load() is { } other) return other;
        if (chosen.Length == 0)
        {
            ModelState.AddModelError("", text[IsForOrganisations ? "matching.choose.receiving" : "matching.choose"]);
            return Page();
        }
        if (Request.Form["_action"] == "compare")
        {
            KeepTyped();
            if (chosen.Length is < Fewest or > Most)
            {
                ModelState.AddModelError("", text[IsForOrganisations ? "matching.compare-some.receiving" : "matching.compare-some"]);
                return Page();
            }
            Compared = [.. Matches.Where(m => chosen.Contains(m.ExpertId))];
            return Page();
        }
        var once = KeyOr(key, Guid.CreateVersion7().ToString("n"));
        foreach (var expertId in chosen)
        {
            // One after the other: what was done stands when the next is refused, and the page says which.
            if (await Invite(expertId, $"{once}-{expertId:n}") is { } refused) return refused;
        }
        return Redirect($"/matching/{Id}?need={NeedId}&done=invited");
    }

    public string NameOf(Match match) => match.Organisation is not null ? Organisations.GetValueOrDefault(match.ExpertId, text["organisation.ranked", match.Rank])
        : match.PersonId is { } person && People.TryGetValue(person, out var name) ? name : text["expert.ranked", match.Rank];

    /// <summary>Who may be asked for it, by name.</summary>
    public IEnumerable<(Guid Id, string Name)> SpeakersOf(Match match) =>
        (match.Organisation?.People ?? []).Where(People.ContainsKey).Select(id => (id, People[id])).OrderBy(p => p.Item2, StringComparer.CurrentCulture);

    public string NameOf(Assignment assignment) => assignment.ReceivingOrganisation is { } host && Organisations.TryGetValue(host, out var called) ? called
        : assignment.PersonId is { } person && People.TryGetValue(person, out var name) ? name : text["matching.somebody"];

    private IEnumerable<Assignment> OfNeed(string status) => Assignments.Where(a => a.NeedId == NeedId && a.Status == status);

    public string NameOf(OfferLine offer) => offer.Kind != "expert" && Organisations.TryGetValue(offer.Offering, out var called) ? called : People.TryGetValue(offer.PersonId, out var name) ? name : text["matching.somebody"];

    public Assignment? AssignmentOf(Match match) => Assignments.FirstOrDefault(a => a.ExpertId == match.ExpertId && a.NeedId == NeedId);

    private async Task<IActionResult?> Invite(Guid expertId, string key)
    {
        // Who speaks for an organisation is chosen beside it.
        var person = Guid.TryParse(Request.Form[$"person-{expertId}"], out var chosen) ? chosen : (Guid?)null;
        var proposed = await experts.Propose(new Proposal(Id, NeedId!.Value, expertId, PersonId: person), key, Ct);
        if (await Explain(proposed) is { } refused) return refused;
        var assignment = new Doc(proposed.Content!);
        // Said twice, done once: the proposal of before may be invited already.
        return assignment.May("invite") ? await Explain(await experts.DoAssignment(assignment.Id, "invite", [], assignment.Tag, Ct)) : null;
    }

    private async Task<IActionResult?> Load()
    {
        var read = await requests.Read(Id, Ct);
        if (await Unless(read) is { } other) return other;
        Document = new Doc(read.Content!);
        Needs = [.. Answers.Rows(Document, "needs")];
        NeedId ??= Needs.Count > 0 ? Needs[0].Guid("id") : null;
        if (NeedId is not { } need || Needs.All(n => n.Guid("id") != need)) return NotFound();
        var matches = await experts.Matches(Id, need, Ct);
        if (await Unless(matches) is { } away) return away;
        Matches = matches.Content!.Items ?? [];
        Weights = matches.Content.Weights;
        Assignments = (await experts.Assignments(new AssignmentFilter { RequestId = Id, Limit = 100 }, Ct)).Content?.Items ?? [];
        Offers = [.. ((await experts.Offers(Id, 100, Ct)).Content?.Items ?? []).Where(o => o.NeedId == need && o.Status == "offered")];
        People = await names.People(
            [.. Offers.Select(o => o.PersonId), .. Matches.Select(m => m.PersonId).OfType<Guid>(), .. Matches.SelectMany(m => m.Organisation?.People ?? []), .. Assignments.Select(a => a.PersonId).OfType<Guid>()], Ct);
        if (IsForOrganisations)
            Organisations = await names.Organisations(organisations, Matches.Select(m => m.ExpertId).Concat(Assignments.Select(a => a.ReceivingOrganisation).OfType<Guid>()).Concat(Offers.Select(o => o.Offering)), Ct);
        return null;
    }
}
