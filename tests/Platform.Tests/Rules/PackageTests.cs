using System.Text.Json;
using System.Xml.Linq;

namespace Alliance.Platform.Tests.Rules;

public sealed class PackageTests
{
    public static TheoryData<string> Projects { get; } = [.. Code.Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_locks_its_packages_and_leaves_their_versions_to_the_centre(string project)
    {
        Assert.Contains(Path.GetDirectoryName(project)!.Replace('\\', '/') + "/packages.lock.json", Code.Files);
        var items = XDocument.Parse(Code.Read(project)).Descendants().Where(e => e.Name.LocalName is "PackageReference" or "PackageVersion").ToArray();
        Assert.All(items, item => Assert.True(item.Name.LocalName == "PackageReference" && item.Attribute("Version") is null && item.Attribute("VersionOverride") is null, item.ToString()));
    }

    [Fact]
    public void MassTransit_stays_on_its_last_free_line()
    {
        foreach (var file in Code.Files.Where(f => f.EndsWith("packages.lock.json", StringComparison.Ordinal)))
        {
            using var locked = JsonDocument.Parse(Code.Read(file));
            foreach (var package in locked.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
            {
                if (!package.Name.StartsWith("MassTransit", StringComparison.OrdinalIgnoreCase)) continue;
                Assert.True(Version.Parse(package.Value.GetProperty("resolved").GetString()!.Split('-')[0]).Major < 9, $"{file}: {package.Name}");
            }
        }
        Assert.Contains(", 9.0.0)", Code.Read("Directory.Packages.props"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Code.Read("Platform.sln").Replace('\\', '/');
        Assert.All(Projects.Select(p => p.Data), project => Assert.Contains(project, solution, StringComparison.Ordinal));
    }
}
