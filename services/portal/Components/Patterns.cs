using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Alliance.Portal.Components;

/// <summary>A form that is posted: it remembers whose it is, so that one kept through a sign-in is shown to its writer only.</summary>
[HtmlTargetElement("form", Attributes = "method")]
public sealed class WriterMark : TagHelper
{
    public const string WriterField = "_writer";

    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Method { get; set; } = "post";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Attributes.SetAttribute("method", Method);
        if (Method != "post") return;
        output.Attributes.SetAttribute("novalidate", null);
        if (Caller.Of(ViewContext.HttpContext) is { } caller)
            output.PostContent.AppendHtml(Markup.Of($"""<input type="hidden" name="{WriterField}" value="{caller.PersonId.ToString()}">"""));
    }
}

/// <summary>An icon of the sprite; only ever beside words, so it is hidden from readers.</summary>
[HtmlTargetElement("app-icon")]
public sealed class Icon : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Name { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var assets = (Assets)ViewContext.HttpContext.RequestServices.GetService(typeof(Assets))!;
        output.TagName = null;
        output.Content.SetHtmlContent(Markup.Of($"""<svg class="app-icon" aria-hidden="true" focusable="false"><use href="{assets.Href("icons.svg")}#{Name}"></use></svg>"""));
    }
}

/// <summary>A state in a word and a colour.</summary>
[HtmlTargetElement("app-tag")]
public sealed class StatusTag : TagHelper
{
    private static readonly Dictionary<string, string> Colours = new(StringComparer.Ordinal)
    {
        ["draft"] = "grey", ["discarded"] = "grey", ["submitted"] = "blue", ["inReview"] = "purple", ["changesRequested"] = "orange", ["inConsultation"] = "purple",
        ["approved"] = "teal", ["matching"] = "yellow", ["staffed"] = "teal", ["inProgress"] = "green", ["delivered"] = "green", ["unfilled"] = "orange", ["closed"] = "grey",
        ["rejected"] = "red", ["withdrawn"] = "grey", ["cancelled"] = "grey", ["merged"] = "grey", ["redirected"] = "grey",
        ["pendingVerification"] = "blue", ["active"] = "green", ["paused"] = "grey", ["stale"] = "orange", ["suspended"] = "red", ["left"] = "grey", ["ended"] = "grey",
        ["interested"] = "blue", ["proposed"] = "grey", ["invited"] = "blue", ["accepted"] = "teal", ["declined"] = "red", ["expired"] = "grey", ["reserve"] = "yellow",
        ["confirmed"] = "green", ["notSelected"] = "grey", ["reporting"] = "purple", ["completed"] = "green", ["endedEarly"] = "orange", ["noShow"] = "red",
    };

    public string Status { get; set; } = "";
    public string Label { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "strong";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-tag govuk-tag--" + Colours.GetValueOrDefault(Status, "blue"));
        output.Content.SetContent(Label);
    }
}

/// <summary>People's own words: they keep their language and their lines.</summary>
[HtmlTargetElement("app-own")]
public sealed class OwnWords : TagHelper
{
    public string? Text { get; set; }
    public string? Language { get; set; }
    public bool Prose { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = Prose ? "p" : "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("data-own", "");
        if (Prose) output.Attributes.SetAttribute("class", "govuk-body app-prose");
        if (!string.IsNullOrEmpty(Language)) output.Attributes.SetAttribute("lang", Language);
        output.Content.SetContent(Text);
    }
}

/// <summary>One row of a summary list: a question, its answer, where to change it.</summary>
[HtmlTargetElement("app-row")]
public sealed class SummaryRow : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext ViewContext { get; set; } = null!;

    public string Key { get; set; } = "";
    public string? Change { get; set; }

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var text = (Text)ViewContext.HttpContext.RequestServices.GetService(typeof(Text))!;
        var content = await output.GetChildContentAsync();
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "govuk-summary-list__row");
        output.Content.SetHtmlContent(Markup.Of($"""<dt class="govuk-summary-list__key">{Key}</dt><dd class="govuk-summary-list__value">{content}</dd>{Action(text)}"""));
    }

    private IHtmlContent Action(Text text) => string.IsNullOrEmpty(Change)
        ? Markup.Nothing
        : Markup.Of($"""<dd class="govuk-summary-list__actions"><a class="govuk-link" href="{Change}">{text["action.change"]}<span class="govuk-visually-hidden"> {Key}</span></a></dd>""");
}

/// <summary>How much of a whole, drawn; the figures stand beside it in words.</summary>
[HtmlTargetElement("app-meter")]
public sealed class Meter : TagHelper
{
    public double Part { get; set; }
    public double Of { get; set; } = 1;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var width = Of <= 0 ? 0 : (int)Math.Round(Math.Clamp(Part / Of, 0, 1) * 100);
        output.TagName = null;
        output.Content.SetHtmlContent(Markup.Of($"""
            <svg class="app-meter" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="app-meter__whole" width="100" height="10"></rect><rect class="app-meter__part" width="{width}" height="10"></rect></svg>
            """));
    }
}
