using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Alliance.Portal.Components;

/// <summary>A file to be chosen. What was chosen before cannot be shown again: no browser lets a page say it.</summary>
[HtmlTargetElement("app-file")]
public sealed class FileField : FormControl
{
    /// <summary>What the browser offers first: <c>.pdf,.png</c>.</summary>
    public string Accept { get; set; } = "";

    protected override IHtmlContent Inside() => Markup.Of($"""
        {LabelFor()}{Notes()}<input class="govuk-input{(Error is null ? "" : " govuk-input--error")}" id="{Id}" name="{Name}" type="file" accept="{Accept}"{Markup.Attribute("aria-describedby", DescribedBy)}>
        """);
}
