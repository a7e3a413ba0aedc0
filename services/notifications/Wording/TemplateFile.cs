using Fluid;

namespace Alliance.Notifications.Wording;

/// <summary>
/// The texts of one language, <c>Templates/{language}.liquid</c>. A text begins with <c># key</c>; its first line is the title, a line
/// <c>mail:</c> the subject of the e-mail where that differs, each further line a paragraph. Liquid in all of them.
/// </summary>
internal sealed class TemplateFile
{
    private const string Head = "# ";
    private const string MailSubject = "mail: ";
    private static readonly FluidParser Parser = new();
    private readonly Dictionary<string, TextTemplates> byKey = new(StringComparer.Ordinal);

    public TemplateFile(string source)
    {
        foreach (var text in ("\n" + source.ReplaceLineEndings("\n")).Split("\n" + Head, StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var subject = lines.FirstOrDefault(line => line.StartsWith(MailSubject, StringComparison.Ordinal));
            var paragraphs = lines.Skip(2).Where(line => line != subject).Select(Parse);
            byKey.Add(lines[0], new TextTemplates(Parse(lines[1]), subject is null ? null : Parse(subject[MailSubject.Length..]), [.. paragraphs]));
        }
    }

    public IReadOnlyCollection<string> Keys => byKey.Keys;

    public TextTemplates? Find(string key) => byKey.GetValueOrDefault(key);

    /// <exception cref="KeyNotFoundException">A text was forgotten; a test finds it before.</exception>
    public TextTemplates Get(string key) => Find(key) ?? throw new KeyNotFoundException($"Text {key} is missing.");

    /// <summary>A resource of this assembly as text.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(TemplateFile).Assembly.GetManifestResourceStream(name) ?? throw new FileNotFoundException($"{name} is not in the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <exception cref="FormatException">Not Liquid; at the first use, so that a test finds it before.</exception>
    public static IFluidTemplate Parse(string source) =>
        Parser.TryParse(source, out var template, out var fault) ? template : throw new FormatException($"{fault} in: {source}");
}

/// <summary>One text.</summary>
/// <param name="MailSubject">Null: the title.</param>
internal sealed record TextTemplates(IFluidTemplate Title, IFluidTemplate? MailSubject, IReadOnlyList<IFluidTemplate> Paragraphs);
