using Alliance.Requests;
using Alliance.Requests.Drafting;
using Xunit;

namespace Alliance.Services.Tests.Requests;

public sealed class DraftRulesTests
{
    private static string[] Faults(RequestContent form) =>
        Some.Faults(DraftRules.Check(form, DraftForm.Kept(form, RequestContent.Empty, Some.Now), RequestContent.Empty));

    [Fact]
    public void A_complete_form_and_an_empty_one_are_both_fine()
    {
        Assert.Empty(Faults(Some.Complete with { Needs = [Some.Complete.Needs[0] with { Id = null }] }));
        Assert.Empty(Faults(new RequestContent()));
    }

    [Fact]
    public void Each_text_has_its_limit()
    {
        var million = new string('я', 1_000_000);
        Assert.Equal(
            [
                "activities: too-long", "background: too-long", "contact.email: too-long", "contact.language: language-tag", "contact.name: too-long",
                "contact.phone: too-long", "contact.role: too-long", "expectedResults: too-long", "externalId: too-long", "language: language-tag",
                "needs[0].languages[0].code: language-tag", "needs[0].role: too-long", "place.site: too-long", "signatory.function: too-long",
                "signatory.name: too-long", "summary: too-long", "targetGroup: too-long", "title: too-long"
            ],
            Faults(new RequestContent
            {
                Title = million, Summary = million, Background = million, ExpectedResults = million, Activities = million, TargetGroup = million,
                Language = million, ExternalId = million, Place = new Place(null, million, null), Signatory = new Signatory(million, million),
                Contact = new Contact(million, million, million + "@example.org", million, million),
                Needs = [new Need { Role = million, Languages = [new LanguageSkill(million, null)] }]
            }));
    }

    [Fact]
    public void Support_and_context_have_limits_and_codes_of_their_own()
    {
        var long2 = new string('я', 5_000);
        Assert.Equal(
            [
                "context.coFinancing[0]: unknown-code", "context.dreamProjectId: too-long", "context.earlierAssistance: too-long", "context.links[1]: no-address",
                "context.links[2]: no-address", "context.preferredCountry: unknown-code", "context.preferredExpert: too-long", "context.preferredOrganisation: too-long",
                "onBehalfOf: too-long", "support.accessibilityNeeds: too-long", "support.counterpartStaff: too-long", "support.interpretationLanguages[0]: language-tag",
                "support.shelter: too-long", "support.venue: too-long", "unit: too-long"
            ],
            Faults(new RequestContent
            {
                Unit = long2, OnBehalfOf = long2,
                Support = new Support { CounterpartStaff = long2, InterpretationLanguages = ["english!"], Venue = long2, Shelter = long2, AccessibilityNeeds = long2 },
                Context = new Context
                {
                    EarlierAssistance = long2, DreamProjectId = long2, Links = ["https://dream.gov.ua/x", "javascript:alert(1)", "dream.gov.ua"], PreferredExpert = long2,
                    PreferredOrganisation = long2, PreferredCountry = "Bulgaria", CoFinancing = ["IMF"]
                }
            }));
        Assert.Equal(
            ["context.coFinancing: too-many", "context.links: too-many", "support.interpretationLanguages: too-many"],
            Some.Faults(DraftRules.TooMany(new RequestContent
            {
                Support = new Support { InterpretationLanguages = [.. Enumerable.Repeat("uk", 11)] },
                Context = new Context { Links = [.. Enumerable.Repeat("https://x.eu", 11)], CoFinancing = [.. Enumerable.Repeat("EIB", 11)] }
            })));
    }

    [Fact]
    public void Title_and_summary_have_the_limits_of_the_domain_page()
    {
        Assert.Empty(Faults(new RequestContent { Title = new string('т', 120), Summary = new string('т', 500) }));
        Assert.Equal(["summary: too-long", "title: too-long"], Faults(new RequestContent { Title = new string('т', 121), Summary = new string('т', 501) }));
    }

    [Fact]
    public void Control_characters_are_refused_but_for_line_ends_and_tabs_in_prose()
    {
        Assert.Empty(Faults(new RequestContent { Background = "a\n\tb" }));
        Assert.Equal(
            ["background: control-character", "contact.name: control-character", "title: control-character"],
            Faults(new RequestContent { Title = "a\nb", Background = "a\0b", Contact = new Contact("a\u001bb", null, null, null, null) }));
    }

    [Fact]
    public void Unknown_codes_name_their_field() =>
        Assert.Equal(
            [
                "assistanceType: unknown-code", "deliveryMode: unknown-code", "needs[0].kind: unknown-code", "needs[0].languages[0].level: unknown-code",
                "needs[0].topics[0]: unknown-code", "place.katottg: unknown-code", "place.securityZone: unknown-code", "topics[1]: unknown-code",
                "urgency: unknown-code", "visibility: unknown-code"
            ],
            Faults(new RequestContent
            {
                AssistanceType = "Workshop", DeliveryMode = "by-post", Topics = ["water-supply", "water"], Urgency = "asap", Visibility = "all",
                Place = new Place("UA99", null, "green"),
                Needs = [new Need { Kind = "robot", Topics = ["x"], Languages = [new LanguageSkill("en", "D1")] }]
            }));

    [Fact]
    public void Numbers_and_days_have_ranges_and_an_end_is_not_before_its_beginning() =>
        Assert.Equal(
            [
                "closesAt: from-after-to", "neededBy: out-of-range", "needs[0].minimumLevel: out-of-range", "needs[0].personDays: out-of-range",
                "needs[0].quantity: out-of-range", "opensAt: out-of-range", "participants: out-of-range", "preferredPeriods[0].to: from-after-to",
                "preferredPeriods[1].from: out-of-range"
            ],
            Faults(new RequestContent
            {
                Participants = -1, NeededBy = DateOnly.MaxValue,
                PreferredPeriods = [new Period(new(2027, 2, 5), new(2027, 2, 1)), new Period(new(1900, 1, 1), null)],
                OpensAt = DateTimeOffset.MaxValue, ClosesAt = Some.Now,
                Needs = [new Need { MinimumLevel = 5, Quantity = 0, PersonDays = int.MaxValue }]
            }));

    [Fact]
    public void Lists_have_sizes() =>
        Assert.Equal(
            ["needs: too-many", "preferredPeriods: too-many", "topics: too-many"],
            Some.Faults(DraftRules.TooMany(new RequestContent
            {
                Topics = [.. Enumerable.Repeat("water-supply", 11)],
                PreferredPeriods = [.. Enumerable.Repeat(new Period(null, null), 11)],
                Needs = [.. Enumerable.Repeat(new Need(), 21)]
            })));

    [Fact]
    public void Missing_lists_and_missing_entries_are_input_like_any_other()
    {
        Assert.Empty(Faults(new RequestContent { Topics = null!, Needs = null!, PreferredPeriods = null! }));
        Assert.Equal(
            ["needs[0]: required", "needs[1].languages[0]: required", "needs[1].skills[0]: required", "preferredPeriods[0]: required", "topics[0]: unknown-code"],
            Faults(new RequestContent
            {
                Topics = [null!], PreferredPeriods = [null!], Needs = [null!, new Need { Topics = null!, Skills = [null!], Languages = [null!] }]
            }));
    }

    [Fact]
    public void An_id_stands_once()
    {
        var need = Some.Complete.Needs[0];
        var form = Some.Complete with { Needs = [need, need] };
        Assert.Equal(["needs: repeated-id"], Some.Faults(DraftRules.Check(form, DraftForm.Kept(form, Some.Complete, Some.Now), Some.Complete)));
    }

    [Fact]
    public void Mail_addresses_and_skills_have_their_form() =>
        Assert.Equal(
            ["contact.email: email", "needs[0].skills[0]: esco"],
            Faults(new RequestContent { Contact = new Contact(null, null, "olena", null, null), Needs = [new Need { Skills = ["javascript:alert(1)"] }] }));
}
