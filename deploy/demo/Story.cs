using Alliance.Requests;
using Alliance.Requests.Drafting;

namespace Alliance.Demo;

/// <summary>One request of the demonstration: what the authority writes, and what became of it. Days are counted from the day it is made.</summary>
/// <param name="Applicant">KATOTTG.</param>
/// <param name="Period">First and last preferred day.</param>
/// <param name="OpensOn">Of matching; null = not said.</param>
internal sealed record Story(
    string Applicant, string Title, string Summary, string Background, string ExpectedResults, string? Activities, string? TargetGroup, int? Participants,
    string AssistanceType, string DeliveryMode, IReadOnlyList<string> Topics, string? Urgency, string? SecurityZone, IReadOnlyList<int>? Period, int? NeededBy,
    int? OpensOn, int? ClosesOn, string? Visibility, IReadOnlyList<StoryNeed> Needs, IReadOnlyList<string> Plot, string Language = "uk")
{
    public bool IsMerged => Plot.Any(line => PlotLine.Parse(line).Verb == Verb.Merge);

    public NewDraft Form(Guid organisationId, int place, DateTimeOffset madeAt)
    {
        var today = DateOnly.FromDateTime(madeAt.UtcDateTime);
        return new NewDraft
        {
            OrganisationId = organisationId,
            Title = Title,
            Summary = Summary,
            Background = Background,
            ExpectedResults = ExpectedResults,
            Activities = Activities,
            TargetGroup = TargetGroup,
            Participants = Participants,
            Language = Language,
            AssistanceType = AssistanceType,
            DeliveryMode = DeliveryMode,
            Topics = Topics,
            Urgency = Urgency ?? "normal",
            NeededBy = NeededBy is { } needed ? today.AddDays(needed) : null,
            Flexible = true,
            PreferredPeriods = Period is [var from, var to] ? [new Period(today.AddDays(from), today.AddDays(to))] : [],
            OpensAt = OpensOn is { } opens ? madeAt.AddDays(opens) : null,
            ClosesAt = ClosesOn is { } closes ? madeAt.AddDays(closes) : null,
            Place = new Place(Applicant, null, SecurityZone),
            // An office, no person: names live in accounts alone.
            Contact = Language == "uk"
                ? new Contact("Відділ стратегічного розвитку та міжнародної співпраці", "Контактний відділ громади", $"office{place + 1}@example.org", null, "uk")
                : new Contact("Strategic development and international cooperation office", "Contact office of the hromada", $"office{place + 1}@example.org", null, "en"),
            Needs = [.. Needs.Select(n => n.Need())],
            Visibility = Visibility
        };
    }
}

/// <param name="Languages">Like <c>en B2</c>.</param>
internal sealed record StoryNeed(
    string Role, IReadOnlyList<string> Topics, int Level, IReadOnlyList<string> Languages, int PersonDays, int Quantity = 1, bool Must = true, string Kind = "expert")
{
    public Need Need() => new()
    {
        Role = Role, Kind = Kind, Topics = Topics, MinimumLevel = Level, PersonDays = PersonDays, Quantity = Quantity, Must = Must,
        Languages = [.. Languages.Select(l => l.Split(' ')).Select(l => new LanguageSkill(l[0], l[1]))]
    };
}
