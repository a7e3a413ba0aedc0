using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Alliance.Portal.Components;

/// <summary>One of a list that folds away; for more than about seven.</summary>
[HtmlTargetElement("app-select")]
public sealed class SelectField : FormControl
{
    public IEnumerable<Option> Options { get; set; } = [];

    /// <summary>The empty choice; null = there is none.</summary>
    public string? Empty { get; set => field = Given(value); }

    protected override IHtmlContent Inside() => Markup.Of($"""
        {LabelFor()}{Notes()}<select class="govuk-select{(Error is null ? "" : " govuk-select--error")}" id="{Id}" name="{Name}"{Markup.Attribute("aria-describedby", DescribedBy)}>{(Empty is null ? Markup.Nothing : Markup.Of($"""<option value="">{Empty}</option>"""))}{Markup.Each(Options, Choice)}</select>
        """);

    private IHtmlContent Choice(Option option) => Markup.Of($"""<option value="{option.Value}"{Markup.Flag("selected", option.Value == Typed)}>{option.Label}</option>""");
}

/// <summary>One of a few.</summary>
[HtmlTargetElement("app-radios")]
public sealed class RadiosField : FormControl
{
    public IEnumerable<Option> Options { get; set; } = [];
    public bool Inline { get; set; }

    protected override IHtmlContent Inside() => Fieldset(Markup.Of($"""
        <div class="govuk-radios{(Inline ? " govuk-radios--inline govuk-radios--small" : "")}">{Markup.Each(Options.Select((o, place) => (o, place)), Choice)}</div>
        """));

    private IHtmlContent Choice((Option Option, int Place) at)
    {
        var (option, id) = (at.Option, $"{Id}-{at.Place}");
        var hint = option.Hint is null ? Markup.Nothing : Markup.Of($"""<div class="govuk-hint govuk-radios__hint" id="{id}-hint">{option.Hint}</div>""");
        return Markup.Of($"""
            <div class="govuk-radios__item"><input class="govuk-radios__input" id="{id}" name="{Name}" type="radio" value="{option.Value}"{Markup.Flag("checked", option.Value == Typed)}{Markup.Attribute("aria-describedby", option.Hint is null ? null : id + "-hint")}><label class="govuk-label govuk-radios__label" for="{id}">{option.Label}</label>{hint}</div>
            """);
    }
}

/// <summary>Any of a list, under headings where the options have groups.</summary>
[HtmlTargetElement("app-checkboxes")]
public sealed class CheckboxesField : FormControl
{
    public IEnumerable<Option> Options { get; set; } = [];
    public IReadOnlyList<string> Values { get; set; } = [];

    protected override IHtmlContent Inside()
    {
        var chosen = TypedValues(Values);
        var groups = Options.Select((o, place) => (o, place)).GroupBy(o => o.o.Group).ToArray();
        return Fieldset(Markup.Each(groups, group => group.Key is null
            ? Boxes(group, chosen)
            : Markup.Of($"""
                <details class="govuk-details"{Markup.Flag("open", group.Any(o => chosen.Contains(o.o.Value)))}><summary class="govuk-details__summary"><span class="govuk-details__summary-text">{group.Key}</span></summary><div class="govuk-details__text">{Boxes(group, chosen)}</div></details>
                """)));
    }

    private IHtmlContent Boxes(IEnumerable<(Option Option, int Place)> options, IReadOnlyList<string> chosen) =>
        Markup.Of($"""<div class="govuk-checkboxes govuk-checkboxes--small">{Markup.Each(options, o => Box(o.Option, $"{Id}-{o.Place}", chosen.Contains(o.Option.Value)))}</div>""");

    private IHtmlContent Box(Option option, string id, bool set) => Markup.Of($"""
        <div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="{id}" name="{Name}" type="checkbox" value="{option.Value}"{Markup.Flag("checked", set)}><label class="govuk-label govuk-checkboxes__label" for="{id}">{option.Label}</label></div>
        """);
}

/// <summary>Yes or no, as one box. A hidden "false" goes along, so that an empty box is an answer too.</summary>
[HtmlTargetElement("app-checkbox")]
public sealed class CheckboxField : FormControl
{
    protected override IHtmlContent Inside()
    {
        var set = TypedValues([Value ?? "false"]).Contains("true");
        return Markup.Of($"""
            {Notes()}<div class="govuk-checkboxes"><div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="{Id}" name="{Name}" type="checkbox" value="true"{Markup.Flag("checked", set)}{Markup.Attribute("aria-describedby", DescribedBy)}><label class="govuk-label govuk-checkboxes__label" for="{Id}">{Label}</label></div></div><input type="hidden" name="{Name}" value="false">
            """);
    }
}

/// <summary>A day, in three boxes: <c>{name}.day</c>, <c>.month</c>, <c>.year</c>.</summary>
[HtmlTargetElement("app-date")]
public sealed class DateField : FormControl
{
    protected override IHtmlContent Inside()
    {
        var parts = (Value ?? "").Split('-');
        return Fieldset(Markup.Of($"""
            <div class="govuk-date-input">{Part("day", parts.ElementAtOrDefault(2), 2)}{Part("month", parts.ElementAtOrDefault(1), 2)}{Part("year", parts[0], 4)}</div>
            """));
    }

    private IHtmlContent Part(string part, string? stored, int width)
    {
        var name = $"{Name}.{part}";
        var typed = ViewContext.ViewData.ModelState.TryGetValue(name, out var entry) ? entry.AttemptedValue : stored;
        return Markup.Of($"""
            <div class="govuk-date-input__item"><div class="govuk-form-group"><label class="govuk-label govuk-date-input__label" for="{IdOf(name)}">{Text["date." + part]}</label><input class="govuk-input govuk-date-input__input govuk-input--width-{width}{(Error is null ? "" : " govuk-input--error")}" id="{IdOf(name)}" name="{name}" type="text" inputmode="numeric" value="{typed}"></div></div>
            """);
    }
}
