using Alliance.Contracts;
using Alliance.Requests.Codelists;
using Alliance.Shared.Http;
using FluentValidation;

namespace Alliance.Requests.Drafting;

/// <summary>What any draft must keep to, however unfinished: lengths, sizes, code lists, ranges. What is required is asked at submit.</summary>
internal sealed class DraftRules : AbstractValidator<RequestContent>
{
    private static readonly DateOnly FirstDay = new(2020, 1, 1);
    private static readonly DateOnly LastDay = new(2099, 12, 31);

    /// <summary>Below the days it reads: statics are made in the order they stand.</summary>
    private static readonly DraftRules Instance = new();

    /// <summary>The one unique key a form can meet, besides that of its own repeat.</summary>
    public static readonly Refusal NumberTaken = new(RefusalKind.Conflict, "taken", new FieldFault("externalId", "external-id-taken"));

    /// <summary>How an authority numbers is its own: "taken" would tell an association which numbers it has.</summary>
    public static readonly Refusal NumberIsTheirs = new(RefusalKind.Forbidden, "not-yours", new FieldFault("externalId", "authority-only"));

    private DraftRules()
    {
        RuleFor(r => r.Title).Line(120);
        RuleFor(r => r.Summary).Prose(500);
        RuleFor(r => r.Background).Prose(10_000);
        RuleFor(r => r.ExpectedResults).Prose(10_000);
        RuleFor(r => r.Activities).Prose(10_000);
        RuleFor(r => r.TargetGroup).Prose(2_000);
        RuleFor(r => r.Participants).Range(0, 100_000);
        RuleFor(r => r.Language).LanguageTag();
        RuleFor(r => r.AssistanceType).OneOf(RequestCodes.AssistanceType);
        RuleFor(r => r.DeliveryMode).OneOf(RequestCodes.DeliveryMode);
        RuleForEach(r => r.Topics).Must(IsTopic).WithErrorCode("unknown-code");
        RuleFor(r => r.Urgency).OneOf(RequestCodes.Urgency);
        RuleFor(r => r.NeededBy).Range(FirstDay, LastDay);
        RuleForEach(r => r.PreferredPeriods).NotNull().ChildRules(period =>
        {
            period.RuleFor(p => p.From).Range(FirstDay, LastDay);
            period.RuleFor(p => p.To).Range(FirstDay, LastDay)
                .Must((p, to) => to is null || p.From is null || p.From <= to).WithErrorCode("from-after-to");
        });
        RuleFor(r => r.OpensAt).Must(WithinDays).OutOfRange(FirstDay, LastDay);
        RuleFor(r => r.ClosesAt).Must(WithinDays).OutOfRange(FirstDay, LastDay)
            .Must((r, closes) => closes is null || r.OpensAt is null || r.OpensAt <= closes).WithErrorCode("from-after-to");
        RuleFor(r => r.Place!).ChildRules(place =>
        {
            place.RuleFor(p => p.Katottg).Must(code => code is null || Katottg.Knows(code)).WithErrorCode("unknown-code");
            place.RuleFor(p => p.Site).Prose(500);
            place.RuleFor(p => p.SecurityZone).OneOf(RequestCodes.SecurityZone);
        });
        RuleFor(r => r.Contact!).ChildRules(contact =>
        {
            contact.RuleFor(c => c.Name).Line(200);
            contact.RuleFor(c => c.Role).Line(200);
            contact.RuleFor(c => c.Email).Line(254).EmailAddress();
            contact.RuleFor(c => c.Phone).Line(40);
            contact.RuleFor(c => c.Language).LanguageTag();
        });
        RuleFor(r => r.Signatory!).ChildRules(signatory =>
        {
            signatory.RuleFor(s => s.Name).Line(200);
            signatory.RuleFor(s => s.Function).Line(200);
        });
        RuleFor(r => r.Needs)
            .Must(needs => needs.Where(n => n is not null).Select(n => n.Id).Distinct().Count() == needs.Count(n => n is not null)).WithErrorCode("repeated-id");
        RuleForEach(r => r.Needs).NotNull().ChildRules(need =>
        {
            need.RuleFor(n => n.Role).Line(200);
            need.RuleFor(n => n.Kind).OneOf(RequestCodes.NeedKind);
            need.RuleForEach(n => n.Topics).Must(IsTopic).WithErrorCode("unknown-code");
            need.RuleForEach(n => n.Skills).NotNull().Line(200).Must(uri => uri is null || IsEsco(uri)).WithErrorCode("esco");
            need.RuleFor(n => n.MinimumLevel).Range(1, 4);
            need.RuleForEach(n => n.Languages).NotNull().ChildRules(language =>
            {
                language.RuleFor(l => l.Code).NotNull().LanguageTag();
                language.RuleFor(l => l.Level).OneOf(RequestCodes.LanguageLevel);
            });
            need.RuleFor(n => n.Quantity).Range(1, 100);
            need.RuleFor(n => n.PersonDays).Range(1, 1_000);
        });
        RuleFor(r => r.Unit).Line(200);
        RuleFor(r => r.OnBehalfOf).Line(200);
        RuleFor(r => r.Support!).ChildRules(support =>
        {
            support.RuleFor(s => s.CounterpartStaff).Prose(2_000);
            support.RuleForEach(s => s.InterpretationLanguages).NotNull().LanguageTag();
            support.RuleFor(s => s.Venue).Prose(1_000);
            support.RuleFor(s => s.Shelter).Prose(1_000);
            support.RuleFor(s => s.AccessibilityNeeds).Prose(2_000);
        });
        RuleFor(r => r.Context!).ChildRules(context =>
        {
            context.RuleFor(c => c.EarlierAssistance).Prose(4_000);
            context.RuleFor(c => c.DreamProjectId).Line(100);
            context.RuleForEach(c => c.Links).NotNull().Line(500).Must(link => link is null || IsAddress(link)).WithErrorCode("no-address");
            context.RuleFor(c => c.PreferredExpert).Line(200);
            context.RuleFor(c => c.PreferredOrganisation).Line(200);
            context.RuleFor(c => c.PreferredCountry).Must(code => code is null || (code.Length == 2 && code.All(char.IsAsciiLetterUpper))).WithErrorCode("unknown-code");
            context.RuleForEach(c => c.CoFinancing).NotNull().OneOf(RequestCodes.CoFinancing);
        });
        RuleFor(r => r.Visibility).OneOf(RequestCodes.Visibility);
        RuleFor(r => r.ExternalId).Line(100);
    }

    /// <summary>
    /// Null when no list is longer than it may be. Asked before anything is done with what the lists hold: of half a million items each rule,
    /// each fault and each text would be made before the first is refused.
    /// </summary>
    public static Refusal? TooMany(RequestContent form)
    {
        List<FieldFault> faults = [];
        Bound("topics", form.Topics?.Count, 10);
        Bound("preferredPeriods", form.PreferredPeriods?.Count, 10);
        Bound("needs", form.Needs?.Count, 20);
        Bound("support.interpretationLanguages", form.Support?.InterpretationLanguages?.Count, 10);
        Bound("context.links", form.Context?.Links?.Count, 10);
        Bound("context.coFinancing", form.Context?.CoFinancing?.Count, 10);
        if (faults.Count == 0)
        {
            for (var i = 0; i < (form.Needs?.Count ?? 0); i++)
            {
                Bound($"needs[{i}].topics", form.Needs![i]?.Topics?.Count, 10);
                Bound($"needs[{i}].skills", form.Needs[i]?.Skills?.Count, 20);
                Bound($"needs[{i}].languages", form.Needs[i]?.Languages?.Count, 10);
            }
        }
        return faults.Count == 0 ? null : new Refusal(RefusalKind.Invalid, "invalid", faults);

        void Bound(string field, int? count, int most)
        {
            if (count > most) faults.Add(new FieldFault(field, "too-many", most));
        }
    }

    /// <summary>Null when the content may be kept. An id of a need that this request never had is somebody else's.</summary>
    public static Refusal? Check(RequestContent form, RequestContent kept, RequestContent before)
    {
        var strangers = (form.Needs ?? [])
            .Select((need, place) => (need?.Id, place))
            .Where(n => n.Id is { } id && before.Needs.All(b => b.Id != id))
            .Select(n => new FieldFault($"needs[{n.place}].id", "unknown-id"))
            .ToArray();
        var refusal = Validation.Check(Instance, kept);
        return strangers.Length == 0 ? refusal : new Refusal(RefusalKind.Invalid, "invalid", [.. refusal?.Fields ?? [], .. strangers]);
    }

    private static bool IsTopic(string code) => code is not null && Topics.Knows(code);

    private static bool IsEsco(string uri) => uri.StartsWith("http://data.europa.eu/esco/", StringComparison.Ordinal) && Uri.IsWellFormedUriString(uri, UriKind.Absolute);

    private static bool IsAddress(string link) =>
        Uri.TryCreate(link, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.Host.Length > 0;

    private static bool WithinDays(DateTimeOffset? at) =>
        at is not { } time || (DateOnly.FromDateTime(time.UtcDateTime) >= FirstDay && DateOnly.FromDateTime(time.UtcDateTime) <= LastDay);
}
