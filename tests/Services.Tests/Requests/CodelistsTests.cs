using System.Globalization;
using Alliance.Requests;
using Alliance.Requests.Codelists;
using Xunit;

namespace Alliance.Services.Tests.Requests;

public sealed class CodelistsTests
{
    [Theory]
    [InlineData("en")]
    [InlineData("uk")]
    [InlineData("bg")]
    public void Every_code_has_a_label_of_its_own_in_every_language(string language)
    {
        var labels = Enumerations.Labels.GetResourceSet(CultureInfo.GetCultureInfo(language == "en" ? "" : language), createIfNotExists: true, tryParents: false);
        Assert.NotNull(labels);
        foreach (var (name, codes) in Enumerations.ByName)
        {
            foreach (var code in codes) Assert.False(string.IsNullOrWhiteSpace(labels.GetString($"{name}.{code}")), $"{language}: {name}.{code}");
        }
        Assert.Equal(Enumerations.ByName.Sum(list => list.Value.Count), labels.Cast<object>().Count());
    }

    [Fact]
    public void Every_state_the_machine_has_is_in_the_list() =>
        Assert.Subset(Enumerations.ByName["status"].ToHashSet(), RequestStatuses.All.ToHashSet());

    [Fact]
    public void The_codifier_is_there_whole()
    {
        var units = Katottg.Items("uk", new CodeListQuery()).ToArray();
        Assert.Equal((27, 136, 1_772), (units.Count(u => u.Level == 1), units.Count(u => u.Level == 2), units.Count(u => u.Level == 3)));
    }

    [Theory]
    [InlineData("UA05000000000010236", "uk", "Вінницька область")]
    [InlineData("UA05000000000010236", "en", "Vinnytsia Oblast")]
    [InlineData("UA80000000000093317", "uk", "Київ")]
    [InlineData("UA01000000000013043", "uk", "Автономна Республіка Крим")]
    [InlineData("UA01020000000022387", "uk", "Бахчисарайський район")]
    [InlineData("UA05020010000053508", "uk", "Агрономічна громада")]
    [InlineData("UA05020010000053508", "bg", "Ahronomichna Hromada")]
    public void Units_are_called_by_what_they_are(string code, string language, string label) =>
        Assert.Equal(label, Katottg.Items(language, new CodeListQuery()).Single(u => u.Code == code).Label);

    [Fact]
    public void Units_are_found_below_a_parent_by_level_and_by_the_beginning_of_a_name()
    {
        Assert.All(Katottg.Items("uk", new CodeListQuery(Parent: "UA05000000000010236")), u => Assert.Equal(2, u.Level));
        Assert.Contains(Katottg.Items("uk", new CodeListQuery(Level: 3, Q: "агроном")), u => u.Code == "UA05020010000053508");
        Assert.Contains(Katottg.Items("uk", new CodeListQuery(Q: "ahronom")), u => u.Code == "UA05020010000053508");
        Assert.Empty(Katottg.Items("uk", new CodeListQuery(Q: "громада")));
    }

    [Theory]
    [InlineData("камянець")]
    [InlineData("кам'янець")]
    [InlineData("Кам’янець")]
    [InlineData("камʼянець")]
    public void An_apostrophe_is_found_however_it_is_typed(string q) =>
        Assert.Contains(Katottg.Items("uk", new CodeListQuery(Level: 2, Q: q)), u => u.Label.EndsWith("Подільський район", StringComparison.Ordinal));

    [Theory]
    [InlineData("UA05", "UA05")]
    [InlineData("UA05020010000053508", "UA05")]
    [InlineData("UA99", null)]
    [InlineData("", null)]
    public void An_oblast_is_asked_for_by_prefix_or_by_any_unit_in_it(string asked, string? oblast) => Assert.Equal(oblast, Katottg.Oblast(asked));

    [Fact]
    public void Topics_are_grouped_by_area_and_only_topics_may_be_named()
    {
        var items = Topics.Items("bg", new CodeListQuery()).ToArray();
        Assert.Equal((11, 77), (items.Count(i => i.Level == 1), items.Count(i => i.Level == 2)));
        Assert.True(Topics.Knows("water-supply"));
        Assert.False(Topics.Knows("local-governance"));
        Assert.Equal("Местно управление и демокрация", items[0].Label);
    }

    [Fact]
    public void Regions_are_found_by_country_and_level()
    {
        var regions = Nuts.Items(new CodeListQuery(Country: "BG", Level: 3)).ToArray();
        Assert.Equal(28, regions.Length);
        Assert.Contains(regions, r => r is { Code: "BG411", Native: "София (столица)" });
    }
}
