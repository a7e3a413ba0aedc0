namespace Alliance.Gateway.SigningIn;

/// <summary>Where a person goes on after signing in: a path of this address and nothing else.</summary>
internal static class ReturnUrl
{
    public const string Start = "/";

    private const int Longest = 2000;

    /// <summary>A value can be encoded over itself; what is still encoded after so many times is no path of ours.</summary>
    private const int MostLayers = 3;

    /// <summary>The path itself, or the start page where it is not one of ours or would begin another sign-in.</summary>
    public static string Local(string? given)
    {
        // Letters of any language may stand in it, encoded; as they are they may not stand in a header.
        if (string.IsNullOrEmpty(given) || given.Length > Longest || !given.All(char.IsAscii)) return Start;
        var form = given;
        for (var layer = 0; layer <= MostLayers; layer++)
        {
            if (!IsPath(form)) return Start;
            var inner = Uri.UnescapeDataString(form);
            if (inner == form) return given;
            form = inner;
        }
        return Start;
    }

    private static bool IsPath(string form)
    {
        if (form[0] != '/' || form.Any(c => c == '\\' || char.IsControl(c))) return false;
        var path = form.AsSpan(0, form.AsSpan().IndexOfAny('?', '#') is var end and >= 0 ? end : form.Length);
        return !path.Contains("//", StringComparison.Ordinal) && !path.StartsWith("/sign-", StringComparison.OrdinalIgnoreCase);
    }
}
