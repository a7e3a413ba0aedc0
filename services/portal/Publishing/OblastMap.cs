using System.Reflection;
using System.Xml.Linq;

namespace Alliance.Portal.Publishing;

/// <summary>The outlines of the oblasts, for display only. Source: Natural Earth, admin-1 (public domain), keyed by KATOTTG.</summary>
internal static class OblastMap
{
    public const string ViewBox = "0 0 800 536";

    public static readonly IReadOnlyList<(string Prefix, string Outline)> Units = Read();

    /// <summary>Shades from none to many, so that a map with few requests shows differences too.</summary>
    public static int Shade(int count, int most) => count == 0 ? 0 : most <= 3 ? count : 1 + Math.Min(2, count * 3 / (most + 1));

    private static IReadOnlyList<(string, string)> Read()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("ukraine-map.svg")!;
        return [.. XDocument.Load(stream).Descendants().Where(e => e.Name.LocalName == "path").Select(e => (((string)e.Attribute("id")!)[..4], (string)e.Attribute("d")!))];
    }
}
