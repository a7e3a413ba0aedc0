using System.Globalization;
using System.Resources;

namespace Alliance.Accounts.SigningIn;

/// <summary>The texts of the pages in the language of the call (<c>Texts.resx</c>).</summary>
internal sealed class PageTexts
{
    private static readonly ResourceManager Texts = new("Alliance.Accounts.SigningIn.Texts", typeof(PageTexts).Assembly);

    public string this[string key] => Texts.GetString(key, CultureInfo.CurrentUICulture) ?? throw new InvalidOperationException($"No text for {key}.");

    /// <summary>For the page's <c>lang</c>.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
}
