namespace Alliance.Shared.Receiving.Inspecting;

/// <summary>Why a file is not taken: codes of faults of the field <c>file</c>, each with its text in Problems.resx under <c>field-{code}</c>.</summary>
internal static class Fault
{
    /// <summary>The content is of another kind than the name says.</summary>
    public const string Mismatch = "file-mismatch";

    /// <summary>Bytes before, between or after what the format knows: a second file could hide there.</summary>
    public const string Hidden = "file-hidden";

    public const string Broken = "file-broken";
    public const string Markup = "file-markup";
    public const string Encrypted = "file-encrypted";
    public const string Macros = "file-macros";
    public const string Nested = "file-nested";
    public const string Bomb = "file-bomb";
    public const string Paths = "file-paths";

    /// <summary>It does something by itself when it is opened: runs a script, starts a program, loads from elsewhere.</summary>
    public const string Active = "file-active";

    public const string NotUtf8 = "file-not-utf8";
}
