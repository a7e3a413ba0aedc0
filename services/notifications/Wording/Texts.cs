using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using Fluid.Values;

namespace Alliance.Notifications.Wording;

/// <summary>
/// The words people read, in en, uk and bg. By an explicit culture and not by the ambient one: a mail is written in its reader's language
/// by a loop that has no caller.
/// </summary>
internal static class Texts
{
    /// <summary>A name that a template misspells is a fault, never an empty place in a sentence.</summary>
    private static readonly TemplateOptions Strict = new() { StrictVariables = true, StrictFilters = true };

    /// <summary>Cyrillic stays readable in the source of a mail.</summary>
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly IFluidTemplate PlainMail = TemplateFile.Parse(TemplateFile.Read("mail.text.liquid"));
    private static readonly IFluidTemplate HtmlMail = TemplateFile.Parse(TemplateFile.Read("mail.html.liquid"));

    private static readonly Dictionary<string, TemplateFile> Files =
        Languages.All.ToDictionary(language => language.Name, language => new TemplateFile(TemplateFile.Read(language.Name + ".liquid")));

    public static TemplateFile In(CultureInfo language) => Files[language.Name];

    public static string Title(Story story, CultureInfo language) => Render(Of(story, language).Title, Values(story, language));

    /// <summary>Plain; each line is a paragraph.</summary>
    public static string Text(Story story, CultureInfo language) => string.Join('\n', Paragraphs(story, language));

    public static string MailSubject(Story story, CultureInfo language)
    {
        var text = Of(story, language);
        return Render(text.MailSubject ?? text.Title, Values(story, language));
    }

    /// <summary>The whole mail, as plain text and as HTML.</summary>
    /// <param name="name">Of the reader; on one line.</param>
    /// <param name="answer">By which the reader answers without signing in.</param>
    public static (string Plain, string Html) Mail(Story story, CultureInfo language, string name, Uri link, Uri? answer = null)
    {
        var file = In(language);
        var values = new Dictionary<string, object?>
        {
            ["language"] = language.Name,
            ["subject"] = MailSubject(story, language),
            ["greeting"] = Render(file.Get("greeting").Title, new() { ["name"] = name }),
            ["paragraphs"] = Paragraphs(story, language),
            ["toAnswer"] = Phrase("open/answer", language),
            ["answer"] = answer?.ToString(),
            ["open"] = Phrase("open/" + story.Opens, language),
            ["link"] = link.ToString(),
            ["footer"] = Phrase("footer", language),
        };
        return (Render(PlainMail, values), Render(HtmlMail, values, Html));
    }

    private static List<string> Paragraphs(Story story, CultureInfo language)
    {
        var values = Values(story, language);
        return [.. Of(story, language).Paragraphs.Select(paragraph => Render(paragraph, values)).Where(paragraph => paragraph.Length > 0)];
    }

    /// <summary>An event of a newer copy that runs beside this one has no text here yet: it is told as news, and not as an error.</summary>
    private static TextTemplates Of(Story story, CultureInfo language) =>
        In(language).Find($"{story.Subject.Kind}/{story.Event}") ?? In(language).Get($"{story.Subject.Kind}/news");

    private static Dictionary<string, object?> Values(Story story, CultureInfo language) => new()
    {
        ["reference"] = story.Subject.Reference ?? "–",
        ["reason"] = story.Code is { } code ? Reason(code, language) : null,
        ["deadline"] = story.Deadline is { } deadline ? Dates.Moment(deadline, language, Phrase("zone", language)) : null,
        ["period"] = story.Period is { } period ? Dates.Days(period, language) : null,
    };

    /// <summary>In words; a code without words (of a newer list) reads as "other".</summary>
    private static string Reason(string code, CultureInfo language) => Phrase(In(language).Find("reason/" + code) is null ? "reason/other" : "reason/" + code, language);

    private static string Phrase(string key, CultureInfo language) => Render(In(language).Get(key).Title, []);

    public static string Render(IFluidTemplate template, Dictionary<string, object?> values, TextEncoder? encoder = null)
    {
        var context = new TemplateContext(Strict);
        // An absent value is known and false, so that {% if %} can ask for it and strictness does not take it for a misspelt name.
        foreach (var (name, value) in values) context.SetValue(name, value is null ? BooleanValue.False : FluidValue.Create(value, Strict));
        return template.Render(context, encoder ?? NullEncoder.Default).Trim();
    }
}
