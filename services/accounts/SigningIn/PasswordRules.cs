using System.Collections.Frozen;

namespace Alliance.Accounts.SigningIn;

/// <summary>What a new password must be. Source: quality, Security; NIST SP 800-63B (length and lists, no composition rules).</summary>
internal static class PasswordRules
{
    public const int Shortest = 12;

    /// <summary>Hashing a megabyte costs the server more than the sender.</summary>
    public const int Longest = 128;

    private const int FewestCharacters = 5;

    /// <summary>A local part shorter than this stands in many words.</summary>
    private const int ShortestLocalPart = 4;

    /// <summary>Of the file: lines that say something about it.</summary>
    private const string Remark = "# ";

    internal static readonly FrozenSet<string> Common = Read();

    /// <summary>The key of the page's text that says what is wrong; null when it may be taken.</summary>
    public static string? Fault(string? password, string email)
    {
        if (password is null || password.Length < Shortest) return "password-short";
        if (password.Length > Longest) return "password-long";
        var folded = password.ToLowerInvariant();
        if (folded.Contains("alliance", StringComparison.Ordinal)) return "password-names";
        var local = email.Split('@')[0].ToLowerInvariant();
        if (local.Length >= ShortestLocalPart && folded.Contains(local, StringComparison.Ordinal)) return "password-names";
        return IsCommon(folded) ? "password-common" : null;
    }

    private static bool IsCommon(string folded) =>
        folded.Distinct().Count() < FewestCharacters || Common.Contains(folded) || Common.Contains(Plain(folded)) || IsRepeated(folded);

    /// <summary>As it was before digits and signs took the place of letters, and without the digits and signs at its ends.</summary>
    internal static string Plain(string folded) => new([.. folded.Trim([.. "0123456789!?.*#@$_-+= "]).Select(c => c switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c
    })]);

    /// <summary>One word of at most half its length over and over.</summary>
    private static bool IsRepeated(string folded) =>
        Enumerable.Range(1, folded.Length / 2).Any(length => Enumerable.Range(length, folded.Length - length).All(i => folded[i] == folded[i - length]));

    private static FrozenSet<string> Read()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("common-passwords.txt is not embedded in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !line.StartsWith(Remark, StringComparison.Ordinal)).ToFrozenSet(StringComparer.Ordinal);
    }
}
