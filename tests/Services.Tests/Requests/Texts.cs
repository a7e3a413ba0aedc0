using System.Globalization;
using System.Resources;
using Alliance.Requests;

namespace Alliance.Services.Tests.Requests;

/// <summary>The texts of one language as they stand in the resources, without falling back to another.</summary>
internal static class Texts
{
    private static readonly ResourceManager Problems = new("Alliance.Requests.Problems", typeof(AssistanceRequest).Assembly);

    public static IReadOnlyDictionary<string, string> Of(string language) =>
        Problems.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false)!
            .Cast<System.Collections.DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
}
