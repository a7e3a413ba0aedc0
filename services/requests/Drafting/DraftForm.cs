using System.Text.Json;
using static Alliance.Shared.Http.Given;

namespace Alliance.Requests.Drafting;

/// <summary>The body of PUT: the content, and for whom else it is written.</summary>
internal sealed record ChangedDraft : RequestContent
{
    /// <summary>Null: as it was. Who it is for is no text that is translated, compared or commented, and stands beside the content.</summary>
    public IReadOnlyList<Guid>? AlsoFor { get; init; }
}

/// <summary>The body of POST: for whom, too, where the caller writes for several.</summary>
internal sealed record NewDraft : RequestContent
{
    public IReadOnlyList<Guid>? AlsoFor { get; init; }

    public Guid? OrganisationId { get; init; }

    /// <summary>The caller's association that writes for it; where nothing is said, the one that may.</summary>
    public Guid? DraftedBy { get; init; }
}

/// <summary>From what was sent to what is kept.</summary>
internal static class DraftForm
{
    /// <summary>
    /// The content in its one form: texts NFC, lines ended by LF, trimmed, empty ones absent; lists never null; needs with ids. A need
    /// without an id is the one that stood at its place before, so that a client that keeps no ids changes none.
    /// </summary>
    public static RequestContent Kept(RequestContent form, RequestContent before, DateTimeOffset now) => new()
    {
        Title = Text(form.Title),
        Summary = Text(form.Summary),
        Background = Text(form.Background),
        ExpectedResults = Text(form.ExpectedResults),
        Activities = Text(form.Activities),
        TargetGroup = Text(form.TargetGroup),
        Participants = form.Participants,
        Language = LanguageTag(form.Language),
        AssistanceType = Text(form.AssistanceType),
        DeliveryMode = Text(form.DeliveryMode),
        Topics = Texts(form.Topics),
        Urgency = Text(form.Urgency),
        NeededBy = form.NeededBy,
        Flexible = form.Flexible,
        PreferredPeriods = form.PreferredPeriods ?? [],
        OpensAt = form.OpensAt?.ToUniversalTime(),
        ClosesAt = form.ClosesAt?.ToUniversalTime(),
        Place = form.Place is { } place ? new Place(Text(place.Katottg), Text(place.Site), Text(place.SecurityZone)) : null,
        Contact = form.Contact is { } contact
            ? new Contact(Text(contact.Name), Text(contact.Role), Text(contact.Email), Text(contact.Phone), LanguageTag(contact.Language))
            : null,
        Signatory = form.Signatory is { } signatory ? new Signatory(Text(signatory.Name), Text(signatory.Function)) : null,
        Needs = Needs(form.Needs ?? [], before.Needs, now),
        Unit = Text(form.Unit),
        OnBehalfOf = Text(form.OnBehalfOf),
        Markers = form.Markers,
        Support = form.Support is { } support ? support with
        {
            CounterpartStaff = Text(support.CounterpartStaff),
            InterpretationLanguages = [.. (support.InterpretationLanguages ?? []).Select(t => LanguageTag(t)!)],
            Venue = Text(support.Venue),
            Shelter = Text(support.Shelter),
            AccessibilityNeeds = Text(support.AccessibilityNeeds)
        } : null,
        Context = form.Context is { } context ? context with
        {
            EarlierAssistance = Text(context.EarlierAssistance),
            DreamProjectId = Text(context.DreamProjectId),
            Links = Texts(context.Links),
            PreferredExpert = Text(context.PreferredExpert),
            PreferredOrganisation = Text(context.PreferredOrganisation),
            PreferredCountry = Text(context.PreferredCountry),
            CoFinancing = Texts(context.CoFinancing)
        } : null,
        Visibility = Text(form.Visibility),
        ExternalId = Text(form.ExternalId)
    };

    public static bool Same(RequestContent one, RequestContent other) =>
        JsonSerializer.SerializeToUtf8Bytes(one).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other));

    private static IReadOnlyList<string> Texts(IReadOnlyList<string>? sent) => [.. (sent ?? []).Select(t => Text(t)!)];

    private static IReadOnlyList<Need> Needs(IReadOnlyList<Need> sent, IReadOnlyList<Need> before, DateTimeOffset now)
    {
        var named = sent.Select(n => n?.Id).OfType<Guid>().ToHashSet();
        // A missing need stays missing here: it is the rules that name it.
        return [.. sent.Select((need, place) => need is null ? null! : need with
        {
            Id = need.Id
                ?? (before.ElementAtOrDefault(place)?.Id is { } kept && !named.Contains(kept) ? kept : Guid.CreateVersion7(now)),
            Role = Text(need.Role),
            Kind = Text(need.Kind),
            Topics = Texts(need.Topics),
            Skills = Texts(need.Skills),
            Languages = [.. (need.Languages ?? []).Select(l => l is null ? null! : new LanguageSkill(LanguageTag(l.Code), Text(l.Level)))]
        })];
    }
}
