using System.Text.Json;

namespace Alliance.Experts;

/// <summary>States as they stand on the wire and in the history: camelCase.</summary>
internal static class Wire<T> where T : struct, Enum
{
    private static readonly Dictionary<T, string> Names = Enum.GetValues<T>().ToDictionary(v => v, v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()));

    public static IReadOnlyCollection<string> All => Names.Values;

    public static string Of(T value) => Names[value];
}
