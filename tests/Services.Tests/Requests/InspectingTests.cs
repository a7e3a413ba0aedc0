using Alliance.Shared.Receiving;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Requests;

/// <summary>Whether a file is what its name says and nothing besides.</summary>
public sealed class InspectingTests
{
    private static readonly IReadOnlyList<TestFile> AllGood = [.. TestFiles.Good, .. TestFiles.GoodOffice];
    private static readonly IReadOnlyList<TestFile> AllBad = [.. TestFiles.Bad.Where(f => f.Fault is not ("file-type" or "file-empty")), .. TestFiles.BadOffice];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> GoodOnes => [.. AllGood.Select(f => f.What)];

    public static TheoryData<string> BadOnes => [.. AllBad.Select(f => f.What)];

    [Theory, MemberData(nameof(GoodOnes))]
    public async Task What_is_as_its_name_says_is_taken(string what) => Assert.Null(await Fault(AllGood.Single(f => f.What == what)));

    [Theory, MemberData(nameof(BadOnes))]
    public async Task What_is_not_is_refused_with_its_reason(string what)
    {
        var file = AllBad.Single(f => f.What == what);
        Assert.Equal(file.Fault, await Fault(file));
    }

    /// <summary>Texts apart: there any letter may follow.</summary>
    [Theory, MemberData(nameof(GoodOnes))]
    public async Task One_byte_more_or_less_is_noticed(string what)
    {
        var file = AllGood.Single(f => f.What == what);
        if (FileKinds.Of(file.Name)!.Code is "txt" or "csv") return;
        Assert.NotNull(await Fault(file with { Content = [.. file.Content, (byte)'x'] }));
        Assert.NotNull(await Fault(file with { Content = [(byte)'x', .. file.Content] }));
        Assert.NotNull(await Fault(file with { Content = file.Content[..^2] }));
    }

    [Fact]
    public async Task Of_a_file_cut_anywhere_or_with_any_byte_changed_nothing_is_thrown()
    {
#pragma warning disable CA5394 // Not a secret: a seed that can be named again.
        var random = new Random(5);
        foreach (var file in AllGood)
        {
            for (var n = 0; n < 300; n++)
            {
                var content = file.Content[..random.Next(1, file.Content.Length + 1)];
                for (var changes = random.Next(4); changes > 0; changes--) content[random.Next(content.Length)] = (byte)random.Next(256);
                await Fault(file with { Content = content });
            }
        }
#pragma warning restore CA5394
    }

    [Fact]
    public void No_kind_that_runs_or_packs_is_on_the_list() => Assert.All(
        (string[])["svg", "html", "htm", "xml", "js", "zip", "rar", "7z", "exe", "doc", "xls", "docm", "xlsm", "eml", "pdf.exe"], ending => Assert.Null(FileKinds.Of("a." + ending)));

    private static async Task<string?> Fault(TestFile file)
    {
        using var content = new MemoryStream(file.Content);
        return await FileKinds.Of(file.Name)!.Inspect(content, Ct);
    }
}
