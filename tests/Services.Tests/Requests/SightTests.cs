using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Alliance.Requests;
using Alliance.Requests.Appealing;
using Alliance.Requests.Counting;
using Alliance.Requests.Reading;
using Alliance.Shared.Identity;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Who sees how much of which request, by hand from the domain page; and that lists follow the same rules.</summary>
public sealed class SightTests
{
    private static readonly JsonSerializerOptions OnTheWire = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private static readonly string[] States =
        ["interested", "proposed", "invited", Answered, "accepted", "declined", "expired", "reserve", "confirmed", "active", "reporting", "completed", "cancelled", "withdrawn", "notSelected", "endedEarly", "noShow", "replaced"];

    /// <summary>Invited, and the question of a conflict of interest is answered.</summary>
    private const string Answered = "invited, answered";

    private static readonly Dictionary<string, Reader> People = new()
    {
        ["nobody"] = Some.Reader(Some.Person(0x99)),
        ["editor"] = Some.Reader(Some.Editor),
        ["active-editor"] = Some.Reader(Some.Editor, activeMember: true),
        ["other-editor"] = Some.Reader(Some.OtherEditor),
        ["member"] = Some.Reader(Some.OtherEditor, activeMember: true),
        ["observer"] = Some.Reader(Some.Observer, activeMember: true),
        ["expert"] = Some.Reader(Some.Expert),
        ["expert-member"] = Some.Reader(Some.Expert, activeMember: true),
        ["coordinator"] = Some.Reader(Some.Coordinator),
        ["lead-coordinator"] = Some.Reader(Some.LeadCoordinator),
        ["coordinator-of-the-applicant"] = Some.Reader(Some.CoordinatorOfHromada),
        ["administrator"] = Some.Reader(Some.Administrator),
        ["organisation-administrator"] = Some.Reader(Some.OrganisationAdministrator),
        ["association"] = Some.Reader(Some.AssociationEditor) with { Associations = [Some.Association] }
    };

    [Theory]
    [InlineData("draft", "members", "editor:Team active-editor:Team coordinator-of-the-applicant:Team")]
    [InlineData("discarded", "public", "editor:Team active-editor:Team coordinator-of-the-applicant:Team")]
    [InlineData("submitted", "restricted", "editor:Team active-editor:Team coordinator:Coordinator lead-coordinator:Coordinator coordinator-of-the-applicant:Coordinator")]
    [InlineData("submitted", "participants", "editor:Team active-editor:Team coordinator:Coordinator lead-coordinator:Coordinator coordinator-of-the-applicant:Coordinator")]
    [InlineData("submitted", "members", "member:Member observer:Member expert-member:Member editor:Team active-editor:Team coordinator:Coordinator lead-coordinator:Coordinator coordinator-of-the-applicant:Coordinator")]
    [InlineData("changesRequested", "public", "editor:Team active-editor:Team coordinator:Coordinator lead-coordinator:Coordinator coordinator-of-the-applicant:Coordinator")]
    [InlineData("inReview", "public", "member:Member observer:Member expert-member:Member editor:Team active-editor:Team coordinator:Coordinator lead-coordinator:Coordinator coordinator-of-the-applicant:Coordinator")]
    [InlineData("withdrawn", "public", "member:Member observer:Member expert-member:Member editor:Team active-editor:Team coordinator:Coordinator lead-coordinator:Coordinator coordinator-of-the-applicant:Coordinator")]
    [InlineData("matching", "members", "expert:Member member:Member observer:Member expert-member:Member editor:Team active-editor:Team coordinator:Coordinator lead-coordinator:Coordinator coordinator-of-the-applicant:Coordinator")]
    [InlineData("delivered", "public", "nobody:Public association:Public expert:Public other-editor:Public administrator:Public organisation-administrator:Public member:Member observer:Member expert-member:Member editor:Team active-editor:Team coordinator:Coordinator lead-coordinator:Coordinator coordinator-of-the-applicant:Coordinator")]
    [InlineData("inProgress", "public", "nobody:Public association:Public expert:Member other-editor:Public administrator:Public organisation-administrator:Public member:Member observer:Member expert-member:Member editor:Team active-editor:Team coordinator:Coordinator lead-coordinator:Coordinator coordinator-of-the-applicant:Coordinator")]
    public void Each_person_sees_as_much_as_the_domain_page_says(string status, string visibility, string expected)
    {
        var request = Request(status, visibility);
        Assert.Equal(
            expected.Split(' ').Order(StringComparer.Ordinal),
            People.Where(p => p.Value.SightOf(request) > Sight.None).Select(p => $"{p.Key}:{p.Value.SightOf(request)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_expert_takes_part_once_the_question_of_a_conflict_is_answered_and_sees_the_contact_from_confirmed_on()
    {
        var seen = States.ToDictionary(state => state, state => People["expert"].SightOf(Request("approved", "participants", state)));
        Assert.Equal(["interested", "invited"], Of(Sight.Member));
        Assert.Equal(["accepted", "endedEarly", Answered, "replaced", "reserve"], Of(Sight.Invited));
        Assert.Equal(["active", "completed", "confirmed", "reporting"], Of(Sight.Confirmed));
        Assert.Equal(["cancelled", "declined", "expired", "noShow", "notSelected", "proposed", "withdrawn"], Of(Sight.None));

        string[] Of(Sight sight) => [.. seen.Where(s => s.Value == sight).Select(s => s.Key).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void A_restricted_request_is_not_even_for_its_experts() =>
        Assert.All(States, state => Assert.Equal(Sight.None, People["expert"].SightOf(Request("inProgress", "restricted", state))));

    [Fact]
    public void An_assignment_of_another_person_shows_nothing_more() =>
        Assert.Equal(Sight.None, Some.Reader(Some.Person(0xEF, (Some.Secretariat, Roles.Expert))).SightOf(Request("inProgress", "participants", "active")));

    /// <summary>A list holds what its reader may see and nothing else, and a filter that asks for more than that finds nothing there.</summary>
    [Fact]
    public void What_the_index_names_a_reader_of_is_what_the_reader_may_see()
    {
        var cases =
            from status in RequestStatuses.All
            from visibility in (string[])["public", "members", "participants", "restricted"]
            from state in (string?[])[null, .. States]
            from drafter in (Guid?[])[null, Some.Association]
            select Request(status, visibility, state) with { DraftedBy = drafter };
        foreach (var request in cases)
        {
            var readers = AssistanceRequests.Readers(request).ToArray();
            foreach (var (name, reader) in People)
            {
                var (sight, values) = (reader.SightOf(request), reader.Values().Where(v => readers.Contains(v.Value)).ToArray());
                Assert.True(sight > Sight.None == values.Length > 0, $"{name}, {request.Status}, {request.Content.Visibility}");
                Assert.All(values, v => Assert.True(v.Sight <= sight, $"{name} finds by {v.Value} as {v.Sight} and sees {sight}"));
            }
        }
    }

    [Theory]
    [InlineData("draft", "restricted", Sight.Drafter)]
    [InlineData("changesRequested", "restricted", Sight.Drafter)]
    [InlineData("discarded", "public", Sight.None)]
    [InlineData("submitted", "participants", Sight.Invited)]
    [InlineData("withdrawn", "members", Sight.Invited)]
    [InlineData("matching", "restricted", Sight.Public)]
    internal void An_association_reads_all_it_writes_and_afterwards_as_who_takes_part(string status, string visibility, Sight expected)
    {
        Assert.Equal(expected, People["association"].SightOf(Request(status, visibility) with { DraftedBy = Some.Association }));
        Assert.Equal(Sight.None, People["association"].SightOf(Request("draft", visibility)));
        Assert.Equal(Sight.None, People["association"].SightOf(Request("draft", visibility) with { DraftedBy = Some.Consulted }));
    }

    [Fact]
    public void An_association_reads_what_it_writes_and_nothing_of_what_follows()
    {
        var view = RequestView.Of(Some.Stored(Full("invited") with { Status = RequestStatus.ChangesRequested, Comments = [new FieldComment("title", "?")] }), People["association"]);
        Assert.Equal(("n", "x", "p", "Олена Коваль"), (view.Signatory!.Name, view.ExternalId, view.Context!.PreferredExpert, view.Contact!.Name));
        Assert.Single(view.Comments!);
        Assert.Equal((null, null, null, null), (view.Decision, view.Appeal, view.Criteria, view.HoldReason));
        Assert.Empty(view.Actions);
    }

    [Theory]
    [InlineData("nobody", "actions assistanceType id language neededBy oblast reference revision status submittedAt summary title topics translations updatedAt visibility")]
    [InlineData("member", "activities alsoFor background closesAt context deliveryMode draftedBy expectedResults flexible markers needs onBehalfOf onHold opensAt organisationId participants place preferredPeriods support targetGroup unit urgency")]
    [InlineData("invited", "consultations owner staffing")]
    [InlineData("confirmed", "contact")]
    [InlineData("editor", "actsAt appeal appealUntil clock comments createdAt createdBy criteria decision dueAt externalId holdReason reopenUntil signatory submittedBy submittedVia updatedBy")]
    [InlineData("coordinator", "")]
    public void Each_level_adds_these_fields_to_those_before_it(string who, string added)
    {
        string[] levels = ["nobody", "member", "invited", "confirmed", "editor", "coordinator"];
        var before = Array.IndexOf(levels, who) is > 0 and var at ? Fields(levels[at - 1]) : [];
        Assert.Equal(added, string.Join(' ', Fields(who).Except(before).Order(StringComparer.Ordinal)));
        Assert.Empty(before.Except(Fields(who)));
    }

    [Fact]
    public void The_site_and_the_texts_of_needs_come_later_than_place_and_needs()
    {
        Assert.Equal((null, null), (View("member")["place"]!["site"], View("member")["needs"]![0]!["role"]));
        Assert.Equal((null, "Adviser"), (View("invited")["place"]!["site"], (string?)View("invited")["needs"]![0]!["role"]));
        Assert.Equal("вул. Соборна, 1", (string?)View("confirmed")["place"]!["site"]);
    }

    [Fact]
    public void Venue_and_needs_of_persons_come_with_the_confirmation_and_whom_the_authority_would_like_is_its_own_affair()
    {
        Assert.Equal((null, null, true), (View("invited")["support"]!["venue"], View("invited")["support"]!["accessibilityNeeds"], (bool)View("member")["support"]!["interpretation"]!));
        Assert.Equal(("v", "a"), ((string?)View("confirmed")["support"]!["venue"], (string?)View("confirmed")["support"]!["accessibilityNeeds"]));
        Assert.Equal(("d", null, null), ((string?)View("member")["context"]!["dreamProjectId"], View("confirmed")["context"]!["preferredExpert"], View("confirmed")["context"]!["preferredCountry"]));
        Assert.Equal("p", (string?)View("editor")["context"]!["preferredExpert"]);
    }

    [Fact]
    public void An_expert_reads_the_own_assignment_and_the_applicant_none_that_is_only_thought_of()
    {
        var other = new StaffedPlace(Guid.CreateVersion7(), Some.Need, "proposed", 1, Guid.CreateVersion7());
        var request = Full(Answered) with { Staffing = [.. Full(Answered).Staffing, other] };
        Assert.Equal([Some.Expert.PersonId], Seen(People["expert"]));
        Assert.Equal([Some.Expert.PersonId], Seen(People["editor"]));
        Assert.Equal([Some.Expert.PersonId, other.PersonId], Seen(People["coordinator"]));

        Guid[] Seen(Reader reader) => [.. RequestView.Of(Some.Stored(request), reader).Staffing!.Select(p => p.PersonId)];
    }

    [Fact]
    public void A_decision_that_is_only_proposed_is_the_coordinators_affair()
    {
        var proposed = Full("invited") with { Status = RequestStatus.InReview, Decision = new ReviewDecision("approved", null, "Так", null, Some.Coordinator.PersonId, Some.Now, Proposed: true) };
        Assert.Null(RequestView.Of(Some.Stored(proposed), People["editor"]).Decision);
        Assert.Empty(RequestView.Of(Some.Stored(proposed), People["editor"]).Criteria!);
        Assert.True(RequestView.Of(Some.Stored(proposed), People["lead-coordinator"]).Decision!.Proposed);
    }

    [Fact]
    public void No_word_of_a_need_is_indexed_since_members_search_by_the_same_words()
    {
        var texts = AssistanceRequests.Declaration.Text(Some.Stored(Full("invited"))).ToArray();
        Assert.Contains("Мережа 1974 року.", texts);
        Assert.DoesNotContain("Adviser", texts);
        Assert.DoesNotContain(texts, text => text?.Contains("Соборна", StringComparison.Ordinal) == true);
    }

    private static AssistanceRequest Request(string status, string visibility, string? state = null) =>
        Some.Request(Enum.Parse<RequestStatus>(status, ignoreCase: true), Some.Complete with { Visibility = visibility }) with
        {
            Staffing = state is null ? [] : [new StaffedPlace(Some.Hromada, Some.Need, state == Answered ? "invited" : state, 3, Some.Expert.PersonId, ConflictAnswered: state == Answered)]
        };

    /// <summary>Every field has a value, so that every field that may be read is there.</summary>
    private static AssistanceRequest Full(string state) => Request("matching", "public", state) with
    {
        Content = Some.Complete with
        {
            Visibility = "public", Activities = "a", TargetGroup = "t", Participants = 3, Flexible = true, PreferredPeriods = [new Period(new(2027, 1, 1), new(2027, 1, 2))],
            Unit = "u", OnBehalfOf = "o", Markers = new Markers(Gender: true),
            Support = new Support { Interpretation = true, InterpretationLanguages = ["uk"], Venue = "v", AccessibilityNeeds = "a" },
            Context = new Context { DreamProjectId = "d", PreferredExpert = "p", PreferredCountry = "BG" },
            OpensAt = Some.Now, ClosesAt = Some.Now, Signatory = new Signatory("n", "f"), ExternalId = "x"
        },
        AlsoFor = [Some.OtherHromada],
        DraftedBy = Some.Association,
        SubmittedVia = "web",
        OwnerId = Some.Coordinator.PersonId,
        Held = new Standstill("funding", Some.Now),
        Criteria = [new CriterionScore("urgency", 3)],
        Decision = new ReviewDecision("approved", null, "Так", null, Some.Coordinator.PersonId, Some.Now),
        Appeal = new Appeal("Ні", Some.Signatory.PersonId, Some.Now, new ReviewDecision("rejected", "other", "Ні", null, Some.Coordinator.PersonId, Some.Now), null)
    };

    private static JsonObject View(string who)
    {
        var (person, state) = who switch
        {
            "invited" => ("expert", Answered),
            "confirmed" => ("expert", "confirmed"),
            _ => (who, "invited")
        };
        // Nothing is due while it is on hold: two looks, one with the hold and one without, show both fields.
        var held = Json(Full(state));
        foreach (var (name, value) in Json(Full(state) with { Held = null, Timers = new RequestTimers(ClosesAt: Some.Now, AppealUntil: Some.Now, ReopenUntil: Some.Now), Clock = new Clock { Target = Targets.Matching, DueAt = Some.Now } }))
            if (!held.ContainsKey(name)) held[name] = value?.DeepClone();
        return held;

        JsonObject Json(AssistanceRequest request) => JsonSerializer.SerializeToNode(
            RequestView.Of(Some.Stored(request), People[person]), OnTheWire)!.AsObject();
    }

    private static string[] Fields(string who) => [.. View(who).Select(p => p.Key)];
}
