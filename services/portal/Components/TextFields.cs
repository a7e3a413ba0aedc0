using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Alliance.Portal.Components;

/// <summary>One line: <c>&lt;app-input name="contact.email" type="email" …&gt;</c>.</summary>
[HtmlTargetElement("app-input")]
public sealed class InputField : FormControl
{
    public string Type { get; set; } = "text";

    /// <summary>What a browser may fill in: <c>email</c>, <c>tel</c>, <c>name</c>.</summary>
    public string? Autocomplete { get; set => field = Given(value); }

    /// <summary>Characters wide: 2, 3, 4, 5, 10, 20; 0 = as wide as the column.</summary>
    public int Width { get; set; }

    public int Longest { get; set; }

    protected override IHtmlContent Inside() => Markup.Of($"""
        {LabelFor()}{Notes()}<input class="{Class}" id="{Id}" name="{Name}" type="{Type}" value="{Typed}"{Markup.Attribute("lang", Language)}{Markup.Attribute("autocomplete", Autocomplete)}{Markup.Attribute("maxlength", Longest > 0 ? Invariant(Longest) : null)}{Markup.Attribute("inputmode", Type == "text" && Width is > 0 and <= 5 ? "numeric" : null)}{Markup.Attribute("aria-describedby", DescribedBy)}>
        """);

    private string Class => "govuk-input" + (Width > 0 ? $" govuk-input--width-{Invariant(Width)}" : "") + (Error is null ? "" : " govuk-input--error");

    private static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Several lines.</summary>
[HtmlTargetElement("app-textarea")]
public sealed class TextareaField : FormControl
{
    public int Rows { get; set; } = 6;
    public int Longest { get; set; }

    // The first line feed in a textarea is not part of its text.
    protected override IHtmlContent Inside() => Markup.Of($"""
        {LabelFor()}{Notes()}<textarea class="govuk-textarea{(Error is null ? "" : " govuk-textarea--error")}" id="{Id}" name="{Name}" rows="{Rows}"{Markup.Attribute("lang", Language)}{Markup.Attribute("maxlength", Longest > 0 ? Longest.ToString(System.Globalization.CultureInfo.InvariantCulture) : null)}{Markup.Attribute("aria-describedby", DescribedBy)}>
        {Typed}</textarea>
        """);
}
