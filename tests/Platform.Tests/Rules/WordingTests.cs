using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Alliance.Platform.Tests.Rules;

/// <summary>Every text stands in English, Ukrainian and Bulgarian, and takes the same numbers and names.</summary>
public sealed partial class WordingTests
{
    private static readonly string[] Cyrillic = ["uk", "bg"];

    public static TheoryData<string> Texts { get; } = [.. Code.Files.Where(f => f.EndsWith(".resx", StringComparison.Ordinal) && !Culture().IsMatch(f))];

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_stands_in_all_three_languages(string file)
    {
        var english = Read(file);
        Assert.NotEmpty(english);
        foreach (var language in Cyrillic)
        {
            var path = Path.ChangeExtension(file, language + ".resx");
            Assert.True(Code.Files.Contains(path), $"{path} is missing");
            var translated = Read(path);
            Assert.Equal(english.Keys.Order(), translated.Keys.Order());
            foreach (var (key, text) in english)
            {
                Assert.True(Placeholders(text).SetEquals(Placeholders(translated[key])), $"{path}: {key} takes other values than in English");
                Assert.True(Letters().IsMatch(translated[key]) || !Latin().IsMatch(text), $"{path}: {key} is not translated");
            }
        }
    }

    /// <summary>People look for the word they know: what is handed in has one name in each language, in pages, refusals and mails alike.</summary>
    [Theory]
    [InlineData("bg", @"\b[Ии]скан(е|ето|ия|ията)\b", @"[Ии]скане (на (промени|съгласие)|за допълване)|по негово искане")]
    [InlineData("uk", @"\b[Зз]аявк", @"Подала заявку")]
    public void A_request_has_one_name(string language, string other, string meant) => Assert.All(
        from file in Code.Files.Where(f => f.EndsWith($".{language}.resx", StringComparison.Ordinal) || f.EndsWith($"/{language}.liquid", StringComparison.Ordinal))
        from line in Code.Read(file).Split('\n')
        select (file, line),
        found => Assert.False(Regex.IsMatch(Regex.Replace(found.line, meant, ""), other), $"{found.file}: {found.line.Trim()}"));

    [Fact]
    public void Every_refusal_a_service_gives_has_a_text() => Assert.All(
        from folder in (string[])["services/accounts", "services/requests", "services/experts", "services/notifications", "gateway", "services/shared"]
        let known = Code.Files.Where(f => f.EndsWith("/Problems.resx", StringComparison.Ordinal) && (f.StartsWith(folder + "/", StringComparison.Ordinal) || f.StartsWith("services/shared/", StringComparison.Ordinal)))
            .SelectMany(f => Read(f).Keys).ToHashSet()
        from file in Code.Sources(folder)
        let source = Code.WithoutComments(Code.Read(file))
        from key in Refusals().Matches(source).Select(m => m.Groups[1].Value).Concat(Faults().Matches(source).Select(m => "field-" + m.Groups[1].Value))
        select (file, key, known),
        found => Assert.True(found.known.Contains(found.key), $"{found.file}: no text for {found.key} in Problems.resx"));

    private static Dictionary<string, string> Read(string file) => XDocument.Parse(Code.Read(file)).Root!.Elements("data")
        .ToDictionary(d => (string)d.Attribute("name")!, d => (string)d.Element("value")!);

    private static HashSet<string> Placeholders(string text) => [.. Placeholder().Matches(text).Select(m => m.Value)];

    [GeneratedRegex(@"\.[a-z]{2}\.resx$")]
    private static partial Regex Culture();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"\p{IsCyrillic}")]
    private static partial Regex Letters();

    [GeneratedRegex("[A-Za-z]{2}")]
    private static partial Regex Latin();

    [GeneratedRegex(@"RefusalKind\.\w+,\s*""([a-z0-9-]+)""")]
    private static partial Regex Refusals();

    [GeneratedRegex(@"new FieldFault\([^,()]+,\s*""([a-z0-9-]+)""")]
    private static partial Regex Faults();
}
