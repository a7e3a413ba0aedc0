using System.Text;
using Xunit;

namespace Alliance.Services.Tests.Shared.Storage;

public sealed class SqliteTextTests : TextTests<SqliteUnderTest>;

public sealed class MongoTextTests : TextTests<MongoUnderTest>;

/// <summary>Words: found by their beginning in Ukrainian, Bulgarian and English, however they were typed.</summary>
public abstract class TextTests<TEngine> : StorageTests<TEngine> where TEngine : EngineUnderTest, new()
{
    // One letter in two ways is written with escapes, so that an editor cannot make them the same.
    private const string Curly = "\u2019";
    private const string Modifier = "\u02bc";
    private const string SoftHyphen = "\u00ad";
    private const string Stress = "\u0301";

    private int _cases;

    [Fact]
    public async Task A_document_is_found_by_the_beginnings_of_its_words_however_they_are_typed() => await Try(
        [
            ("м'ята", "м" + Modifier + "ята", true),
            ("м" + Modifier + "ята", "м" + Curly + "ята", true),
            ("м" + Curly + "ята", "м'ята", true),
            ("м" + Curly + "ята", "мята", true),
            ("об'єкт", "ОБ" + Curly + "ЄКТ", true),
            ("Відновлення об" + Modifier + "єктів", "об'єкт", true),
            ("їжак", "ЇЖАК", true),
            ("ЇЖАК", "їжа", true),
            ("Київ", "Ки\u0438\u0308в", false),
            ("Київ", "Ки\u0456\u0308в", true),
            ("Ки\u0456\u0308в", "київ", true),
            ("Район", "раи\u0306он", true),
            ("раи\u0306он", "РАЙОН", true),
            ("водопостачання", "водо" + SoftHyphen + "поста", true),
            ("водо" + SoftHyphen + "постачання", "водопост", true),
            ("Ґанок", "ганок", true),
            ("ганок", "ґан", true),
            ("\u0413\u0490ринівка", "ггрин", true),
            ("за\u0301мок", "замок", true),
            ("замок", "за" + Stress + "мок", true),
            ("\u045d друга", "и" + "\u0300", true),
            ("и\u0300", "\u045d", true),
            ("Стара Загора, община", "ЗАГ стар", true),
            ("Щъркелово гнездо", "щърк", true),
            ("Café Zürich", "cafe zur", true),
            ("ＦＵＬＬ width", "full", true),
            ("ﬁnance", "fin", true),
            ("школа-інтернат №5", "інтернат 5", true),
            ("школа №5", "№5", true),
            ("REQ-2026-000123", "req 000123", true),
            ("“лапки”, (дужки)", "дуж", true),
            ("м'ята", "м'я", true),
            ("м'ята", "м'", true),
        ],
        words => [words, words.Normalize(NormalizationForm.FormD), "  " + words.Normalize(NormalizationForm.FormC) + " "]);

    [Fact]
    public async Task Another_word_is_not_found() => await Try(
        [
            ("їжак", "іжак", false),
            ("район", "раион", false),
            ("школа", "кола", false),
            ("школа", "школам", false),
            ("школа міст", "школа лікарня", false),
            ("київ", "киів", false),
            ("школа", "шк.*ла", false),
            ("школа", "школ|міст x", false),
            ("школа", "школа\" OR \"міст", false),
        ],
        words => [words]);

    [Fact]
    public async Task Nothing_but_spaces_is_no_condition_and_signs_are_in_no_word() => await Try(
        [
            ("школа * ’ $", "", true),
            ("школа * ’ $", " \t ", true),
            ("школа * ’ $", "' ’ - …", false),
            ("школа * ’ $", "*", false),
            ("школа * ’ $", "\"", false),
            ("школа * ’ $", "$^[](){}", false),
        ],
        words => [words]);

    [Fact]
    public async Task A_word_that_is_cut_never_ends_in_half_a_character()
    {
        // Each character beyond the basic plane is two: one start or the other splits a pair at any cut.
        foreach (var start in new[] { "", "a" })
        {
            var title = start + string.Concat(Enumerable.Repeat("\U0001D504\U00020000", 60));
            var document = await Store.Add(new Parcel { Title = title }, Ct);
            Assert.Contains(document.Id, await Found(title));
        }
    }

    [Fact]
    public async Task Every_word_must_begin_a_word_of_the_same_document()
    {
        var both = await Store.Add(new Parcel { Title = "Ремонт школи у Харкові", Weight = 1 }, Ct);
        await Store.Add(new Parcel { Title = "Ремонт лікарні", Weight = 2 }, Ct);
        var later = await Store.Add(new Parcel { Title = "Школа: капітальний ремонт", Weight = 3 }, Ct);
        Assert.Equal([later.Id, both.Id], await Found("рем шк"));
        Assert.Equal([both.Id], await Found("шко рем хар"));
        Assert.Equal([both.Id], await Found("р р ремонт рем х"));
    }

    [Fact]
    public async Task A_very_long_text_and_very_many_words_are_taken_as_they_come()
    {
        var document = await Store.Add(new Parcel { Title = string.Join(' ', Enumerable.Range(0, 1500).Select(i => $"слово{i}")) + " " + new string('щ', 3000) }, Ct);
        Assert.Equal([document.Id], await Found("слово1499"));
        Assert.Equal([document.Id], await Found(new string('щ', 40)));
        Assert.Empty(await Found(string.Join(' ', Enumerable.Range(0, 200).Select(i => $"немає{i}"))));
    }

    private async Task<IEnumerable<Guid>> Found(string words, string depot = "kyiv") =>
        (await Store.Walk(new([new(Parcels.Depot, depot)], Parcels.ByWeight, Words: words), Ct)).Select(d => d.Id);

    /// <summary>Each case among documents of its own; all that are wrong are told, not the first.</summary>
    private async Task Try((string Title, string Words, bool Found)[] cases, Func<string, string[]> typed)
    {
        var wrong = new List<string>();
        foreach (var (title, words, found) in cases)
        {
            var depot = $"case{_cases++}";
            var document = await Store.Add(new Parcel { Title = title, Depot = depot }, Ct);
            await Store.Add(new Parcel { Title = "інше зовсім", Depot = depot, Status = "other" }, Ct);
            foreach (var way in typed(words))
            {
                var hits = (await Found(way, depot)).Where(id => id == document.Id).Count();
                if (hits != (found ? 1 : 0)) wrong.Add($"'{title}' by '{way}': {(found ? "not found" : "found")}");
            }
        }
        Assert.Empty(wrong);
    }
}
