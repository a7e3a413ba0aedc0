using Alliance.Requests.Recognising;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Reading;

/// <summary>
/// Who reads, as token and known organisations say. <see cref="SightOf"/> decides about one request; <see cref="Values"/> are the same rules
/// for lists, as values of the index (<see cref="AssistanceRequests.Readers"/>). A test holds both against each other.
/// </summary>
/// <param name="IsActiveMember">
/// Of an Active organisation, by another role than the administrators': those read no request by that role.
/// </param>
internal sealed record Reader(Caller Caller, bool IsActiveMember)
{
    /// <summary>Those of theirs that write for authorities.</summary>
    public IReadOnlyList<Guid> Associations { get; init; } = [];

    /// <summary>For what may be done only until some time.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Somebody who is not signed in.</summary>
    private static readonly Reader Nobody = new(new Caller(Guid.Empty, []), IsActiveMember: false);

    /// <summary>Nobody only where the route is for <see cref="Access.Anybody"/>: authorization ran before.</summary>
    public static async ValueTask<Reader> BindAsync(HttpContext http)
    {
        if (Caller.Of(http) is not { } caller) return Nobody;
        var organisations = http.RequestServices.GetRequiredService<Store<KnownOrganisation>>();
        return new Reader(caller, await IsOfActiveOrganisation(caller, organisations, http.RequestAborted))
        {
            Associations = await AssociationsOf(caller, organisations, http.RequestAborted),
            Now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()
        };
    }

    public bool MaySee(Stored<AssistanceRequest> document) => SightOf(document.Value) > Sight.None;

    public Sight SightOf(AssistanceRequest request)
    {
        if (Caller.IsCoordinator() && request.Submissions > 0) return Sight.Coordinator;
        if (Caller.IsTeam(request.OrganisationId)) return Sight.Team;
        var wrote = request.Status != RequestStatus.Discarded && Caller.IsOfDrafter(request);
        if (wrote && request.IsBeingWritten()) return Sight.Drafter;
        if (!AssistanceRequests.IsShown(request)) return Sight.None;

        var visibility = AssistanceRequests.VisibilityOf(request);
        var own = TakesPart && visibility != AssistanceRequests.Restricted
            ? request.Staffing.Where(p => p.PersonId == Caller.PersonId).ToArray()
            : [];
        if (own.Any(p => AssignmentStates.IsConfirmed(p.State))) return Sight.Confirmed;
        if (own.Any(AssignmentStates.ReadsAsParticipant)) return Sight.Invited;
        if (visibility != AssistanceRequests.Restricted && request.Consultations.Any(c => Caller.SpeaksFor(c.OrganisationId))) return Sight.Invited;
        if (wrote && visibility != AssistanceRequests.Restricted) return Sight.Invited;
        // Asked, and the question of a conflict of interest is open: what any member sees, whoever it is shown to.
        if (own.Any(p => AssignmentStates.TakesPart(p.State))) return Sight.Member;
        var forMembers = visibility is AssistanceRequests.ForAll or AssistanceRequests.ForMembers;
        if (forMembers && (IsActiveMember || (IsExpert && RequestStatuses.OpenCall.Contains(request.Status)))) return Sight.Member;
        // How it stands, of what is restricted, is all that who wrote it is still told.
        return wrote || AssistanceRequests.IsPublished(request) ? Sight.Public : Sight.None;
    }

    /// <summary>As <see cref="Values"/>, of what an association of theirs writes or wrote for authorities.</summary>
    public IEnumerable<(string Value, Sight Sight)> AsDrafter() => Associations.SelectMany(association => new[]
    {
        (AssistanceRequests.WritingReader(association), Sight.Drafter), (AssistanceRequests.WroteReader(association), Sight.Invited),
        (AssistanceRequests.WroteRestrictedReader(association), Sight.Public)
    });

    /// <summary>The readers of the index this caller is one of, and what each of them sees at least.</summary>
    public IReadOnlyList<(string Value, Sight Sight)> Values()
    {
        List<(string, Sight)> values = [];
        // All that was submitted: whatever the others below name is among it.
        if (Caller.IsCoordinator()) values.Add((AssistanceRequests.SubmittedReader, Sight.Coordinator));
        values.AddRange(Caller.Authorities().Select(organisation => (AssistanceRequests.TeamReader(organisation), Sight.Team)));
        values.AddRange(AsDrafter());
        if (Caller.IsCoordinator()) return values;
        if (TakesPart) values.AddRange([(AssistanceRequests.ExpertReader(Caller.PersonId), Sight.Invited), (AssistanceRequests.AskedReader(Caller.PersonId), Sight.Member)]);
        values.AddRange(Caller.Voices().Select(organisation => (AssistanceRequests.ConsultedReader(organisation), Sight.Invited)));
        if (IsActiveMember) values.Add((AssistanceRequests.ForMembers, Sight.Member));
        else
        {
            if (IsExpert) values.Add((AssistanceRequests.OpenCallReader, Sight.Member));
            values.Add((AssistanceRequests.ForAll, Sight.Public));
        }
        return values;
    }

    private bool IsExpert => Caller.Has(Roles.Expert);

    /// <summary>
    /// Reads by an assignment, whatever the role: who speaks for an organisation that receives people is no expert. Who is nobody's member any more, or only of
    /// one that is suspended, reads by none.
    /// </summary>
    private bool TakesPart => Caller.Memberships.Count > 0;

    private static async Task<IReadOnlyList<Guid>> AssociationsOf(Caller caller, Store<KnownOrganisation> organisations, CancellationToken ct)
    {
        List<Guid> associations = [];
        foreach (var id in caller.Authorities())
        {
            if (await organisations.Find(id, ct) is { Value.IsAssociation: true }) associations.Add(id);
        }
        return associations;
    }

    private static async Task<bool> IsOfActiveOrganisation(Caller caller, Store<KnownOrganisation> organisations, CancellationToken ct)
    {
        // A coordinator reads more than any member.
        if (caller.IsCoordinator()) return false;
        foreach (var organisation in caller.Memberships
            .Where(m => m.Role is not (Roles.Administrator or Roles.OrganisationAdministrator)).Select(m => m.OrganisationId).Distinct())
        {
            if (await organisations.Find(organisation, ct) is { Value.IsActive: true }) return true;
        }
        return false;
    }
}
