using System.Globalization;
using System.Resources;
using Alliance.Experts.Input;

namespace Alliance.Experts.Matching;

/// <summary>Why a candidate has these points, in the words of <c>Reasons.resx</c> (en, uk, bg) and the language of the call.</summary>
internal static class Reasons
{
    public static readonly ResourceManager Resources = new(typeof(Reasons));

    /// <summary>Before the keys of what is said of an organisation.</summary>
    public const string OfHost = "host-";

    public static PartView Say(ScorePart part) => new(part.Code, part.Points, part.Of, Text(part.Reason, [.. part.Args]));

    public static LackView Say(Lack lack) => new(lack.Code, lack.What, Text("missing-" + lack.Code, Topics.Label(lack.What ?? "")));

    public static RaiseView Say(Raise raise) => new(raise.Code, raise.Points, Text("raise-" + raise.Code, [raise.Points, .. raise.Args.Select(Topics.Label)]));

    /// <summary>Why somebody is no candidate, one sentence a gate, as said to the expert.</summary>
    public static IReadOnlyList<string> Say(Gate closed) =>
        [.. Enum.GetValues<Gate>().Where(g => g != Gate.None && closed.HasFlag(g)).Select(g => Text("gate-" + g.ToString().ToLowerInvariant()))];

    /// <exception cref="MissingManifestResourceException">A text was forgotten; a test finds it before.</exception>
    private static string Text(string key, params object[] args) => string.Format(
        CultureInfo.CurrentCulture, Resources.GetString(key, CultureInfo.CurrentUICulture) ?? throw new MissingManifestResourceException($"Text {key} is missing."), args);
}

/// <param name="Why">In the caller's language.</param>
internal sealed record PartView(string Code, int Points, int Of, string Why);

/// <param name="Text">What would add these points, in the caller's language.</param>
internal sealed record RaiseView(string Code, int Points, string Text);

/// <param name="Code"><c>skill language mode days-a-year notice window</c>.</param>
/// <param name="Text">In the caller's language.</param>
internal sealed record LackView(string Code, string? What, string Text);
