using Alliance.Requests.Exchanging;
using Alliance.Requests.Reading;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using FluentValidation;

namespace Alliance.Requests.Translating;

/// <summary>
/// PUT …/translations/{language}: the applicant's team or a coordinator saves all translations into one language, in any state of its life. What is not named is
/// taken away. The original is not touched.
/// </summary>
internal static class TranslateAssistanceRequest
{
    /// <summary>Of the history.</summary>
    public const string Verb = "translate";

    /// <summary>A document is kept small; its readers read few languages.</summary>
    private const int MostLanguages = 4;

    private static readonly string[] Origins = ["human", "machine"];

    private static readonly InlineValidator<Tagged> Tags = new() { v => v.RuleFor(t => t.Language).LanguageTag() };

    public static async Task<IResult> Handle(
        Guid id, string language, Dictionary<string, TranslatedText?>? texts, IfMatch ifMatch, Reader reader, Store<AssistanceRequest> store, TimeProvider clock,
        CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var outcome = await Verbs.Apply(store, id, ifMatch, verb: null, reader.Caller, reader.MaySee, read => Decide(read.Value, language, texts ?? [], reader.Caller, now), ct);
        return Answers.ToHttp(outcome, d => RequestView.Of(d, reader));
    }

    public static Decision<AssistanceRequest> Decide(
        AssistanceRequest request, string language, IReadOnlyDictionary<string, TranslatedText?> texts, Caller caller, DateTimeOffset now)
    {
        if (Conversation.SideOf(request, caller) is null) return Conversation.Refuse(request, caller);
        if (request.Status == RequestStatus.Discarded) return new Refusal(RefusalKind.Conflict, "wrong-state");
        if (Validation.Check(Tags, new Tagged(language)) is { } noTag) return noTag;
        language = Given.LanguageTag(language)!;
        if (request.Content.Language is { } own && TranslatableFields.PrimaryOf(own) == TranslatableFields.PrimaryOf(language))
            return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("language", "own-language"));

        var fields = TranslatableFields.Of(request.Content).Where(f => f.Original is not null).ToDictionary(f => f.Path);
        var faults = texts.SelectMany(t => Faults(t.Key, t.Value, fields.GetValueOrDefault(t.Key))).Take(100).ToArray();
        if (faults.Length > 0) return new Refusal(RefusalKind.Invalid, "invalid", faults);

        // Those of before tags were kept in one form.
        var before = request.Translations.Where(t => Given.LanguageTag(t.Language) == language).ToArray();
        Translation[] after =
        [
            .. texts.Where(t => Given.Text(t.Value?.Text) is not null)
                .Select(t => new Translation(language, t.Key, Given.Text(t.Value!.Text)!, t.Value.Origin!, TranslatableFields.HashOf(fields[t.Key].Original!), caller.PersonId, now))
                // Who wrote it, and when, is only news where the words are.
                .Select(t => before.FirstOrDefault(b => b with { By = t.By, At = t.At } == t) ?? t)
        ];
        if (after.SequenceEqual(before)) return new Decision<AssistanceRequest>.AlreadyDone();
        var others = request.Translations.Where(t => Given.LanguageTag(t.Language) != language).ToArray();
        if (after.Length > 0 && others.Select(t => Given.LanguageTag(t.Language)).Distinct().Count() >= MostLanguages)
            return new Refusal(RefusalKind.Invalid, "invalid", new FieldFault("language", "too-many", MostLanguages));
        var status = request.Status.Wire();
        return new Decision<AssistanceRequest>.Moved(request with { Translations = [.. others, .. after] }, new Step(Verb, status, status, language));
    }

    private static IEnumerable<FieldFault> Faults(string path, TranslatedText? given, TranslatableField? field)
    {
        if (field is null)
        {
            yield return new FieldFault(path.Length <= 200 ? path : "body", "no-original");
            yield break;
        }
        if (Given.Text(given?.Text) is not { } text) yield break;
        if (given?.Origin is null || !Origins.Contains(given.Origin)) yield return new FieldFault($"{path}.origin", given?.Origin is null ? "required" : "unknown-code");
        var most = field.Longest * 2;
        var rules = new InlineValidator<Worded> { v => v.RuleFor(w => w.Text).Prose(most) };
        if (Validation.Check(rules, new Worded(text)) is { } faulty)
        {
            foreach (var fault in faulty.Fields) yield return fault with { Field = $"{path}.text" };
        }
    }

    private sealed record Tagged(string? Language);

    private sealed record Worded(string? Text);
}

/// <param name="Text">Empty: there is none any more.</param>
/// <param name="Origin"><c>human machine</c>.</param>
internal sealed record TranslatedText(string? Text = null, string? Origin = null);
