using System.Xml.Linq;
using Alliance.Shared.Hosting;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnitV3;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace Alliance.Platform.Tests.Rules;

public sealed class StructureTests
{
    private const int GreatestFile = 250;
    private const int GreatestProgram = 40;

    /// <summary>Interfaces that stand with fewer than two implementations, and why.</summary>
    private static readonly Dictionary<string, string> LoneInterfaces = new()
    {
        ["Alliance.Contracts.IAccounts"] = "Refit makes the client from it",
    };

    /// <summary>Public types outside contracts and shared, and why.</summary>
    private static readonly Dictionary<string, string> PublicByNeed = new()
    {
        ["Alliance.Local"] = "the tests start the platform through it, as run.sh does: it is their library",
    };

    /// <summary>Classes that are instantiated and derived from, and why.</summary>
    private static readonly Dictionary<string, string> Unsealed = new()
    {
        ["Alliance.Accounts.OrganisationContent"] = "NewOrganisation is the same body with a status beside it; its members stand at the same level in JSON",
        ["Alliance.Requests.RequestContent"] = "NewDraft is the same body with for whom beside it; its members stand at the same level in JSON",
    };

    private static readonly Architecture Compiled = new ArchLoader().LoadAssemblies([.. Code.Ours.Select(Code.Load)]).Build();

    [Theory]
    [InlineData("Alliance.Accounts")]
    [InlineData("Alliance.Requests")]
    [InlineData("Alliance.Experts")]
    [InlineData("Alliance.Notifications")]
    [InlineData("Alliance.Gateway")]
    [InlineData("Alliance.Portal")]
    public void A_service_knows_contracts_and_shared_and_no_other(string service)
    {
        var others = Code.Deployables.Where(d => d != service).Select(Code.Load).ToArray();
        Types().That().ResideInAssembly(Code.Load(service))
            .Should().NotDependOnAny(Types().That().ResideInAssembly(others[0], others[1..])).Check(Compiled);

        var project = Assert.Single(Code.Files, f => f.EndsWith('/' + service["Alliance.".Length..] + ".csproj", StringComparison.Ordinal));
        var references = XDocument.Parse(Code.Read(project)).Descendants("ProjectReference").Select(r => Path.GetFileName((string)r.Attribute("Include")!));
        Assert.Empty(references.Except(["Shared.csproj", "Contracts.csproj"]));
    }

    [Fact]
    public void Contracts_know_nothing_of_ours_and_shared_knows_only_contracts()
    {
        Assert.DoesNotContain(Code.Load("Alliance.Contracts").GetReferencedAssemblies(), a => a.Name!.StartsWith("Alliance.", StringComparison.Ordinal));
        Assert.Empty(Code.Load("Alliance.Shared").GetReferencedAssemblies().Select(a => a.Name!)
            .Where(a => a.StartsWith("Alliance.", StringComparison.Ordinal)).Except(["Alliance.Contracts"]));
    }

    [Fact]
    public void What_a_deployable_is_made_of_is_its_own() => Nothing(
        from assembly in Code.Deployables
        where !PublicByNeed.ContainsKey(assembly)
        from type in Code.Types(assembly)
        where type.IsPublic && !PublicForRazor(type)
        select $"{type.FullName} is public; make it internal");

    /// <summary>Razor finds public tag helpers only, and what is given to them is public with them.</summary>
    private static bool PublicForRazor(System.Type type) =>
        type.FullName == "Alliance.Portal.Components.Option" || Lineage(type).Any(t => t.FullName == "Microsoft.AspNetCore.Razor.TagHelpers.TagHelper");

    /// <summary>Its one implementation is made at compile time from what its methods say.</summary>
    private static bool IsRefitClient(System.Type type) =>
        type.GetMethods().Any(m => m.CustomAttributes.Any(a => Lineage(a.AttributeType).Any(t => t.FullName == "Refit.HttpMethodAttribute")));

    private static IEnumerable<System.Type> Lineage(System.Type type)
    {
        for (var at = type; at is not null; at = at.BaseType) yield return at;
    }

    [Fact]
    public void What_can_be_instantiated_is_sealed() => Nothing(
        from assembly in Code.Ours
        from type in Code.Types(assembly)
        where type is { IsClass: true, IsAbstract: false, IsSealed: false } && !Unsealed.ContainsKey(type.FullName!)
        select $"{type.FullName} is not sealed");

    [Fact]
    public void An_interface_has_more_than_one_implementation() => Nothing(
        from assembly in Code.Ours
        from type in Code.Types(assembly)
        where type.IsInterface && !LoneInterfaces.ContainsKey(type.FullName!) && !IsRefitClient(type)
        let implementations = Code.Ours.SelectMany(Code.Types).Count(t => t is { IsInterface: false, IsAbstract: false } && type.IsAssignableFrom(t))
        where implementations < 2
        select $"{type.FullName} has {implementations} implementation(s); use the class itself");

    [Fact]
    public void A_file_is_read_at_one_sitting() => Nothing(
        from file in Code.Sources("services", "gateway", "deploy", "tests")
        let lines = Code.Read(file).AsSpan().Count('\n')
        let greatest = Path.GetFileName(file) == "Program.cs" ? GreatestProgram : GreatestFile
        where lines > greatest
        select $"{file} has {lines} lines; at most {greatest}");

    [Fact]
    public void Names_say_what_a_thing_is() => Nothing(
        from assembly in Code.Ours
        from type in Code.Types(assembly)
        where type.Name is "Request" || Vague.Any(word => type.Name.EndsWith(word, StringComparison.Ordinal))
        select $"{type.FullName} says nothing; name what it does");

    private static readonly string[] Vague = ["Manager", "Helper", "Helpers", "Util", "Utils", "Utilities", "Base", "Impl"];

    [Fact]
    public void Fail_points_are_in_the_build_that_asks_for_them_and_in_no_other()
    {
        var reached = Code.Ours.SelectMany(a => Code.Calls(a).Where(c => c.To.DeclaringType.FullName == typeof(FailPoints).FullName && c.To.Name == nameof(FailPoints.Reach)));
#if FAILPOINTS
        Assert.NotEmpty(reached);
#else
        Nothing(reached.Select(c => $"{c.From} reaches a fail point in a build that people run"));
#endif
    }

    private static void Nothing(IEnumerable<string> faults)
    {
        var all = faults.ToArray();
        Assert.True(all.Length == 0, string.Join(Environment.NewLine, all));
    }
}
