using System.Globalization;
using System.Resources;
using Alliance.Notifications.Telling;

namespace Alliance.Notifications.Wording;

/// <summary>
/// The words people read, from <c>Texts.resx</c> (en, uk, bg). By an explicit culture and not by the ambient one: a mail is written in its
/// reader's language by a loop that has no caller. <c>{0}</c> is the reference, <c>{1}</c> the reason.
/// </summary>
internal static class Texts
{
    public static readonly ResourceManager Resources = new(typeof(Texts));

    public static string Title(string @event, Subject subject, CultureInfo language) => Get($"{subject.Kind}-{@event}-title", language, Reference(subject));

    public static string Text(string @event, Subject subject, string? code, CultureInfo language) =>
        Get($"{subject.Kind}-{@event}-text", language, Reference(subject), Reason(code, language));

    public static string MailSubject(string @event, Subject subject, CultureInfo language) => Get($"{subject.Kind}-{@event}-mail", language, Reference(subject));

    /// <exception cref="MissingManifestResourceException">A text was forgotten; a test finds it before.</exception>
    public static string Get(string key, CultureInfo language, params object[] args) =>
        string.Format(language, Resources.GetString(key, language) ?? throw new MissingManifestResourceException($"Text {key} is missing."), args);

    private static string Reference(Subject subject) => subject.Reference ?? "–";

    /// <summary>In words; a code without words (of a newer list) reads as "other".</summary>
    private static string Reason(string? code, CultureInfo language) =>
        Resources.GetString("reason-" + code, language) ?? Get("reason-other", language);
}
