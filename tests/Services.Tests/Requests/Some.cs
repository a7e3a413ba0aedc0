using Alliance.Contracts;
using Alliance.Requests;
using Alliance.Requests.Consulting;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Xunit;
using Place = Alliance.Requests.Place;

namespace Alliance.Services.Tests.Requests;

/// <summary>People and documents the tests speak of.</summary>
internal static class Some
{
    public static readonly Guid Hromada = Guid.Parse("01900000-0000-7000-8000-000000000001");
    public static readonly Guid OtherHromada = Guid.Parse("01900000-0000-7000-8000-000000000002");
    public static readonly Guid Secretariat = Guid.Parse("01900000-0000-7000-8000-000000000003");
    public static readonly Guid Consulted = Guid.Parse("01900000-0000-7000-8000-000000000004");
    public static readonly Guid Association = Guid.Parse("01900000-0000-7000-8000-000000000005");
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    public static readonly Caller Editor = Person(0xE1, (Hromada, Roles.AuthorityEditor));
    public static readonly Caller Signatory = Person(0x51, (Hromada, Roles.AuthoritySignatory));
    public static readonly Caller OtherEditor = Person(0xE2, (OtherHromada, Roles.AuthorityEditor));
    public static readonly Caller OtherSignatory = Person(0x52, (OtherHromada, Roles.AuthoritySignatory));
    public static readonly Caller Coordinator = Person(0xC1, (Secretariat, Roles.Coordinator));
    public static readonly Caller LeadCoordinator = Person(0xC2, (Secretariat, Roles.LeadCoordinator));
    public static readonly Caller Observer = Person(0x0B, (Secretariat, Roles.Observer));
    public static readonly Caller SecondCoordinator = Person(0xC4, (Secretariat, Roles.Coordinator));
    public static readonly Caller Expert = Person(0xEE, (Secretariat, Roles.Expert));
    public static readonly Caller Administrator = Person(0xAD, (Secretariat, Roles.Administrator));
    public static readonly Caller OrganisationAdministrator = Person(0x0A, (Hromada, Roles.OrganisationAdministrator));

    /// <summary>Speaks for the organisation that is consulted.</summary>
    public static readonly Caller Consultee = Person(0xC5, (Consulted, Roles.AuthoritySignatory));

    /// <summary>Writes for authorities.</summary>
    public static readonly Caller AssociationEditor = Person(0xA5, (Association, Roles.AuthorityEditor), (Association, Roles.AuthoritySignatory));

    /// <summary>A coordinator who also belongs to the applicant.</summary>
    public static readonly Caller CoordinatorOfHromada = Person(0xC3, (Secretariat, Roles.Coordinator), (Hromada, Roles.AuthorityEditor));

    public static Caller Person(int number, params (Guid Organisation, string Role)[] memberships) =>
        new(Guid.Parse($"01900000-0000-7000-9000-0000000000{number:x2}"), [.. memberships.Select(m => new Membership(m.Organisation, m.Role))]);

    /// <summary>What accounts says of this person.</summary>
    public static PersonCard Card(Caller person, bool active = true) => new(
        person.PersonId, "Ім'я", "somebody@example.org", "uk", active, [.. person.Memberships.GroupBy(m => m.OrganisationId, m => m.Role).Select(g => new MembershipRoles(g.Key, [.. g]))]);

    public static FoundPeople Found(Caller person, bool active = true) =>
        new(new Dictionary<Guid, PersonCard> { [person.PersonId] = Card(person, active) }, Answered: true);

    public static RequestContent Complete { get; } = new()
    {
        Title = "Втрати води у мережі",
        Summary = "Порада щодо зменшення втрат води.",
        Background = "Мережа 1974 року.",
        ExpectedResults = "План заходів.",
        Language = "uk",
        AssistanceType = "remote-advice",
        DeliveryMode = "online",
        Topics = ["water-supply"],
        Urgency = "normal",
        NeededBy = new DateOnly(2027, 6, 30),
        Place = new Place("UA05020010000053508", "вул. Соборна, 1", "safe"),
        Contact = new Contact("Олена Коваль", "інженерка", "olena@example.org", "+380 44 000 00 00", "uk"),
        Needs =
        [
            new Need
            {
                Id = Guid.Parse("01900000-0000-7000-a000-000000000001"), Role = "Adviser", Kind = "expert", Quantity = 1, PersonDays = 3, Must = true,
                Languages = [new LanguageSkill("en", "B2")]
            }
        ],
        Visibility = "members"
    };

    public static readonly RequestsSettings Periods = new();

    /// <summary>Of no Active organisation, as far as the service knows.</summary>
    public static Reader Reader(Caller caller, bool activeMember = false) => new(caller, activeMember);

    public static AssistanceRequest Request(RequestStatus status, RequestContent? content = null) => new()
    {
        OrganisationId = Hromada,
        Status = status,
        Content = content ?? Complete,
        Reference = status is RequestStatus.Draft or RequestStatus.Discarded ? null : "REQ-2026-000001",
        Submissions = status is RequestStatus.Draft or RequestStatus.Discarded ? 0 : 1,
        SubmittedAt = status is RequestStatus.Draft or RequestStatus.Discarded ? null : Now,
        SubmittedBy = status is RequestStatus.Draft or RequestStatus.Discarded ? null : Signatory.PersonId,
        Decision = status == RequestStatus.Rejected ? new ReviewDecision("rejected", "outside-mandate", "Ні", null, SecondCoordinator.PersonId, Now) : null,
        Consultations = status == RequestStatus.InConsultation ? [new Consultation(Consulted, Now, "Чи заперечуєте?")] : [],
        Timers = status switch
        {
            RequestStatus.InConsultation => new RequestTimers(ConsultedUntil: InTime),
            RequestStatus.Rejected => new RequestTimers(AppealUntil: InTime),
            RequestStatus.Closed => new RequestTimers(ReopenUntil: InTime),
            _ => RequestTimers.None
        }
    };

    /// <summary>For the clock of the machine too.</summary>
    public static DateTimeOffset InTime => Now.AddYears(50);

    /// <summary>An assignment of <see cref="Expert"/> on the one need.</summary>
    public static AssignmentMoved Assignment(Guid request, long no, string to, Guid? id = null, Guid? need = null, Guid? person = null) => new(
        id ?? OtherHromada, no, "verb", null, to, Now, Coordinator.PersonId, request, need ?? Need, Guid.Empty, person ?? Expert.PersonId, Hromada, null, null, null, null, null, null);

    /// <summary>The one need of <see cref="Complete"/>.</summary>
    public static Guid Need => Complete.Needs[0].Id!.Value;

    public static Stored<AssistanceRequest> Stored(AssistanceRequest request) => new(
        Guid.Parse("01900000-0000-7000-b000-000000000001"), request, 3, 1, HistoryChain.Start, Now, Editor.PersonId, Now, Editor.PersonId);

    public static Refusal RefusalOf(Decision<AssistanceRequest> decision) => Assert.IsType<Decision<AssistanceRequest>.Refused>(decision).Why;

    public static Decision<AssistanceRequest>.Moved MoveOf(Decision<AssistanceRequest> decision) =>
        Assert.IsType<Decision<AssistanceRequest>.Moved>(decision);

    /// <summary>"needs[0].role: required", sorted.</summary>
    public static string[] Faults(Refusal? refusal) =>
        [.. (refusal?.Fields ?? []).Select(f => $"{f.Field}: {f.Code}").Distinct().Order(StringComparer.Ordinal)];
}
