using Alliance.Portal.Wording;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Alliance.Portal.Components;

/// <summary>
/// What every field of a form has: its name is the path of the field in the document; what was typed (or kept) comes before what is stored;
/// the service's word about it, the coordinator's and a colleague's stand with it.
/// </summary>
public abstract class FormControl : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Name { get; set; } = "";
    public string Label { get; set; } = "";
    // Razor gives an absent text as an empty one.
    public string? Hint { get; set => field = Given(value); }
    public string? Value { get; set; }

    /// <summary>What a coordinator asks to change here.</summary>
    public string? Comment { get; set => field = Given(value); }

    /// <summary>What a colleague saved here meanwhile; shown beside what was typed.</summary>
    public string? Theirs { get; set => field = Given(value); }

    /// <summary>The label is the page's heading.</summary>
    public bool Heading { get; set; }

    /// <summary>BCP 47, of what is typed.</summary>
    public string? Language { get; set => field = Given(value); }

    protected string Id => IdOf(Name);
    protected string? Error => Entry is { Errors.Count: > 0 } entry ? entry.Errors[0].ErrorMessage : null;
    protected string? Typed => Entry?.AttemptedValue ?? Value;
    private protected Text Text => (Text)ViewContext.HttpContext.RequestServices.GetService(typeof(Text))!;
    private ModelStateEntry? Entry => ViewContext.ViewData.ModelState.TryGetValue(Name, out var entry) ? entry : null;

    /// <summary>A path as an id: letters, digits and hyphens.</summary>
    public static string IdOf(string name) => "f-" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    /// <summary>What the fields of this page in which something is wrong are called: for the summary above them, which is written after the page itself.</summary>
    internal static Dictionary<string, string> FaultyIn(HttpContext http)
    {
        if (http.Items[typeof(FormControl)] is not Dictionary<string, string> names) http.Items[typeof(FormControl)] = names = [];
        return names;
    }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        if (Error is not null) FaultyIn(ViewContext.HttpContext)[Name] = Label;
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Error is null ? "govuk-form-group" : "govuk-form-group govuk-form-group--error");
        output.Content.SetHtmlContent(Inside());
    }

    protected abstract IHtmlContent Inside();

    /// <summary>Several values under one name.</summary>
    protected IReadOnlyList<string> TypedValues(IReadOnlyList<string> stored) => Entry is { RawValue: string[] several } ? several : Entry is { RawValue: string one } ? [one] : stored;

    protected string? DescribedBy =>
        string.Join(' ', new[] { Hint is null ? null : Id + "-hint", Comment is null ? null : Id + "-comment", Theirs is null ? null : Id + "-theirs", Error is null ? null : Id + "-error" }
            .OfType<string>()) is { Length: > 0 } ids ? ids : null;

    private protected static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private protected IHtmlContent LabelFor() => Heading
        ? Markup.Of($"""<h1 class="govuk-label-wrapper"><label class="govuk-label govuk-label--l" for="{Id}">{Label}</label></h1>""")
        : Markup.Of($"""<label class="govuk-label govuk-label--s" for="{Id}">{Label}</label>""");

    private protected IHtmlContent Legend() => Heading
        ? Markup.Of($"""<legend class="govuk-fieldset__legend govuk-fieldset__legend--l"><h1 class="govuk-fieldset__heading">{Label}</h1></legend>""")
        : Markup.Of($"""<legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{Label}</legend>""");

    /// <summary>What stands between the label and the control.</summary>
    private protected IHtmlContent Notes()
    {
        var hint = Hint is null ? Markup.Nothing : Markup.Of($"""<div class="govuk-hint" id="{Id}-hint">{Hint}</div>""");
        var comment = Comment is null ? Markup.Nothing : Markup.Of($"""
            <div class="app-comment" id="{Id}-comment"><p class="govuk-body-s"><strong>{Text["field.comment"]}</strong></p><p class="app-prose">{Own(Comment)}</p></div>
            """);
        var theirs = Theirs is null ? Markup.Nothing : Markup.Of($"""
            <div class="app-theirs" id="{Id}-theirs"><p class="govuk-body-s"><strong>{Text["field.theirs"]}</strong></p><p class="app-prose">{Own(Theirs)}</p></div>
            """);
        var error = Error is null ? Markup.Nothing : Markup.Of($"""
            <p class="govuk-error-message" id="{Id}-error"><span class="govuk-visually-hidden">{Text["error.prefix"]}</span> {Error}</p>
            """);
        return Markup.Of($"{hint}{comment}{theirs}{error}");
    }

    /// <summary>People's own words, in their own language.</summary>
    private protected IHtmlContent Own(string text) => Markup.Of($"""<span data-own{Markup.Attribute("lang", Language)}>{text}</span>""");

    /// <summary>A set of controls under one legend.</summary>
    private protected IHtmlContent Fieldset(IHtmlContent controls) => Markup.Of($"""
        <fieldset class="govuk-fieldset" id="{Id}" tabindex="-1"{Markup.Attribute("aria-describedby", DescribedBy)}>{Legend()}{Notes()}{controls}</fieldset>
        """);
}
