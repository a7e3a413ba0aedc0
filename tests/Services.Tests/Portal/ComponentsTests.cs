using System.Text.Encodings.Web;
using Alliance.Portal.Components;
using Alliance.Portal.Publishing;
using Alliance.Portal.Wording;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Portal;

public sealed class ComponentsTests
{
    private static readonly Option[] Colours = [new("red", "Red", "Like blood"), new("blue", "Blue")];

    [Fact]
    public void What_stands_in_a_hole_is_encoded_and_markup_is_not()
    {
        var inner = Markup.Of($"<b>{"<i>"}</b>");
        Assert.Equal("<p title=\"&quot;&lt;\"><b>&lt;i&gt;</b> Україна</p>", Html(Markup.Of($"<p title=\"{"\"<"}\">{inner} {"Україна"}</p>")));
    }

    [Fact]
    public void A_field_has_its_label_and_says_what_belongs_to_it()
    {
        var field = Render(new InputField { Name = "contact.email", Label = "E-mail", Hint = "Like a@b.cd", Value = "old", Comment = "Whose is it?", Theirs = "theirs" },
            state => state.AddModelError("contact.email", "Not an address"));
        var input = field.QuerySelector("input")!;
        Assert.Equal("E-mail", field.QuerySelector($"label[for='{input.Id}']")!.TextContent);
        Assert.Equal(["f-contact-email-hint", "f-contact-email-comment", "f-contact-email-theirs", "f-contact-email-error"], input.GetAttribute("aria-describedby")!.Split(' '));
        Assert.All(input.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(field.QuerySelector("#" + id)));
        Assert.Contains("govuk-form-group--error", field.ClassList);
    }

    [Fact]
    public void What_was_typed_comes_before_what_is_stored()
    {
        var typed = Render(new TextareaField { Name = "title", Label = "Title", Value = "stored" }, state => state.SetModelValue("title", "typed <again>", "typed <again>"));
        Assert.Equal("typed <again>", ((AngleSharp.Html.Dom.IHtmlTextAreaElement)typed.QuerySelector("textarea")!).Value);
        var cleared = Render(new InputField { Name = "title", Label = "Title", Value = "stored" }, state => state.SetModelValue("title", "", ""));
        Assert.Equal("", cleared.QuerySelector("input")!.GetAttribute("value"));
    }

    [Fact]
    public void Choices_stand_under_one_legend_and_the_chosen_is_marked()
    {
        var radios = Render(new RadiosField { Name = "colour", Label = "Colour", Value = "blue", Options = Colours });
        Assert.Equal("Colour", radios.QuerySelector("fieldset legend")!.TextContent);
        Assert.Equal(["blue"], radios.QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value")!));
        Assert.NotNull(radios.QuerySelector("#" + radios.QuerySelector("input[value=red]")!.GetAttribute("aria-describedby")));

        var boxes = Render(new CheckboxesField { Name = "colour", Label = "Colours", Values = ["blue"], Options = Colours },
            state => state.SetModelValue("colour", new[] { "red" }, "red"));
        Assert.Equal(["red"], boxes.QuerySelectorAll("input[checked]").Select(i => i.GetAttribute("value")!));
        var select = Render(new SelectField { Name = "colour", Label = "Colour", Value = "red", Empty = "Choose", Options = Colours });
        Assert.Equal(["", "red", "blue"], select.QuerySelectorAll("option").Select(o => o.GetAttribute("value")!));
    }

    [Fact]
    public void An_empty_box_is_an_answer_too() =>
        Assert.Equal(["checkbox", "hidden"], Render(new CheckboxField { Name = "must", Label = "Must" }).QuerySelectorAll("input[name=must]").Select(i => i.GetAttribute("type")!));

    [Fact]
    public void A_day_has_three_boxes()
    {
        var day = Render(new DateField { Name = "neededBy", Label = "Needed by", Value = "2027-06-30" });
        Assert.Equal(["30", "06", "2027"], day.QuerySelectorAll("input").Select(i => i.GetAttribute("value")!));
        Assert.All(day.QuerySelectorAll("input"), i => Assert.NotNull(day.QuerySelector($"label[for='{i.Id}']")));
    }

    [Theory]
    [InlineData("uk", 1, "one")]
    [InlineData("uk", 3, "few")]
    [InlineData("uk", 5, "many")]
    [InlineData("uk", 11, "many")]
    [InlineData("uk", 12, "many")]
    [InlineData("uk", 21, "one")]
    [InlineData("uk", 22, "few")]
    [InlineData("uk", 112, "many")]
    [InlineData("uk", 0, "many")]
    [InlineData("bg", 1, "one")]
    [InlineData("bg", 21, "many")]
    [InlineData("en", 2, "many")]
    public void A_number_takes_the_form_of_its_language(string language, int number, string form) => Assert.Equal(form, Text.Form(language, number));

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(1, 1, 1)]
    [InlineData(3, 3, 3)]
    [InlineData(1, 30, 1)]
    [InlineData(15, 30, 2)]
    [InlineData(30, 30, 3)]
    public void A_map_is_shaded_from_none_to_most(int count, int most, int shade) => Assert.Equal(shade, OblastMap.Shade(count, most));

    [Fact]
    public void The_map_has_all_27_units() => Assert.Equal(27, OblastMap.Units.Select(u => u.Prefix).Distinct().Count());

    private static IElement Render(FormControl control, Action<ModelStateDictionary>? state = null)
    {
        var data = new ViewDataDictionary(new EmptyModelMetadataProvider(), new ModelStateDictionary());
        state?.Invoke(data.ModelState);
        control.ViewContext = new ViewContext
        {
            HttpContext = new DefaultHttpContext { RequestServices = new ServiceCollection().AddSingleton<Text>().BuildServiceProvider() },
            ViewData = data,
        };
        var output = new TagHelperOutput("app", [], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        control.Process(new TagHelperContext([], new Dictionary<object, object>(), "1"), output);
        return new HtmlParser().ParseDocument(Html(output)).Body!.FirstElementChild!;
    }

    private static string Html(IHtmlContent content)
    {
        using var writer = new StringWriter();
        content.WriteTo(writer, HtmlEncoder.Default);
        return writer.ToString();
    }
}
