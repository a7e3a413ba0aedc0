using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace Alliance.Portal.Components;

/// <summary>HTML from an interpolated string: what stands in the holes is encoded, unless it is markup itself.</summary>
[InterpolatedStringHandler]
internal sealed class Markup(int literalLength, int formattedCount) : IHtmlContent
{
    private readonly StringBuilder text = new(literalLength + (formattedCount * 32));

    /// <summary>Letters of all scripts stay letters: as entities a Ukrainian page would be four times as long.</summary>
    public static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static readonly IHtmlContent Nothing = new HtmlString("");

    public static IHtmlContent Of(Markup markup) => markup;

    public static IHtmlContent Each<T>(IEnumerable<T> items, Func<T, IHtmlContent> item)
    {
        var all = new HtmlContentBuilder();
        foreach (var one in items) all.AppendHtml(item(one));
        return all;
    }

    /// <summary>An attribute with its leading space; none when the value is null.</summary>
    public static IHtmlContent Attribute(string name, string? value) => value is null ? Nothing : Of($" {new HtmlString(name)}=\"{value}\"");

    /// <summary>An attribute without a value.</summary>
    public static IHtmlContent Flag(string name, bool set) => set ? new HtmlString(" " + name) : Nothing;

    public void AppendLiteral(string value) => text.Append(value);

    public void AppendFormatted(string? value) => text.Append(Encoder.Encode(value ?? ""));

    public void AppendFormatted(int value) => text.Append(value);

    public void AppendFormatted(IHtmlContent? value)
    {
        using var writer = new StringWriter(text);
        value?.WriteTo(writer, Encoder);
    }

    public void WriteTo(TextWriter writer, HtmlEncoder encoder) => writer.Write(text);
}
