using System.Reflection;
using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Alliance.Platform.Tests.Rules;

/// <summary>The project's code, as text and as it was compiled.</summary>
internal static class Code
{
    public static readonly string[] Services = ["Alliance.Accounts", "Alliance.Requests", "Alliance.Experts", "Alliance.Notifications"];
    public static readonly string[] Deployables = [.. Services, "Alliance.Gateway", "Alliance.Local", "Alliance.Portal", "Alliance.Demo"];
    public static readonly string[] Ours = [.. Deployables, "Alliance.Shared", "Alliance.Contracts"];

    private static readonly string[] NotOurs = [".git", ".artifacts", ".platform", ".vs", ".idea", "bin", "obj", "node_modules"];

    /// <summary>All files of the tree, as paths from its root with forward slashes. What builds and tests make is not part of it.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. Walk(new DirectoryInfo(Repository.Root)).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> Sources(params string[] folders) =>
        Files.Where(f => f.EndsWith(".cs", StringComparison.Ordinal) && folders.Any(folder => f.StartsWith(folder + "/", StringComparison.Ordinal)));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Repository.Root, file));

    public static Assembly Load(string name) => Assembly.Load(name);

    /// <summary>Types a person wrote.</summary>
    public static IEnumerable<Type> Types(string assembly) => Load(assembly).GetTypes().Where(t =>
        t.FullName!.StartsWith("Alliance.", StringComparison.Ordinal) && !t.FullName.Contains('<', StringComparison.Ordinal)
        && t.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null);

    /// <summary>Every call in an assembly: who calls what. State machines count for the method they were made of.</summary>
    public static IEnumerable<(string From, MethodReference To)> Calls(string assembly)
    {
        using var module = ModuleDefinition.ReadModule(Load(assembly).Location);
        foreach (var type in module.GetTypes())
        {
            foreach (var method in type.Methods.Where(m => m.HasBody))
            {
                foreach (var target in method.Body.Instructions.Select(i => i.Operand).OfType<MethodReference>())
                {
                    yield return (Owner(type).FullName, target);
                }
            }
        }
    }

    /// <summary>Comments and the inside of strings are not code.</summary>
    public static string WithoutComments(string source) => Regex.Replace(source, @"//[^\n]*|/\*.*?\*/", "", RegexOptions.Singleline);

    private static TypeDefinition Owner(TypeDefinition type)
    {
        while (type.DeclaringType is not null && type.Name.Contains('<', StringComparison.Ordinal)) type = type.DeclaringType;
        return type;
    }

    private static IEnumerable<string> Walk(DirectoryInfo folder)
    {
        foreach (var file in folder.EnumerateFiles().Where(f => !NotOurs.Contains(f.Name))) yield return Path.GetRelativePath(Repository.Root, file.FullName).Replace('\\', '/');
        foreach (var inner in folder.EnumerateDirectories().Where(d => !NotOurs.Contains(d.Name) && d.LinkTarget is null))
        {
            foreach (var file in Walk(inner)) yield return file;
        }
    }
}
