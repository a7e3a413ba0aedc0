using System.Globalization;
using System.Text;
using Alliance.Contracts;
using Alliance.Local;
using Alliance.Notifications.Mailing;
using Alliance.Notifications.Telling;
using Alliance.Notifications.Wording;
using Xunit;

namespace Alliance.Services.Tests.Notifications;

/// <summary>
/// What people read, event by event and language by language, as it is sent: Preview.txt. Whoever changes a template sees there what
/// becomes of it, and so does who reviews the change.
/// </summary>
public sealed class PreviewTests
{
    private const string Kept = "tests/Services.Tests/Notifications/Preview.txt";
    private static readonly PortalSettings Portal = new() { Address = "https://alliance.example.org/" };
    private static readonly Guid Id = Guid.Parse("019a0000-0000-7000-8000-000000000001");

    private static readonly IReadOnlyList<(string Kind, string Event, bool Mail)> Events =
        [.. WhoIsTold.Table.GroupBy(row => (row.Kind, row.Event)).Select(rows => (rows.Key.Kind, rows.Key.Event, rows.Any(row => row.Mail)))];

    [Fact]
    public void All_texts_are_those_in_the_preview()
    {
        var now = string.Concat(Events.SelectMany(e => Languages.All.Select(language => Preview(e.Kind, e.Event, e.Mail, language))));
        var path = Path.Combine(Builds.Here().Root, Kept);
        var kept = File.Exists(path) ? File.ReadAllText(path) : "";
        if (now == kept) return;
        var written = Path.Combine(AppContext.BaseDirectory, "Preview.txt");
        File.WriteAllText(written, now);
        var (added, gone) = (now.Split('\n').Except(kept.Split('\n')), kept.Split('\n').Except(now.Split('\n')));
        Assert.Fail($"{Kept} differs; if that is meant, copy {written} over it.\n" + string.Join('\n', gone.Select(l => "- " + l).Concat(added.Select(l => "+ " + l)).Take(40)));
    }

    [Fact]
    public void No_text_is_the_same_in_two_languages() => Assert.All(Events, e =>
    {
        string[][] all = [.. Languages.All.Select(language => Texts.Text(Story(e.Kind, e.Event), language).Split('\n').Append(Texts.Title(Story(e.Kind, e.Event), language)).ToArray())];
        Assert.All(all, lines => Assert.Equal(all[0].Length, lines.Length));
        Assert.Equal(all.Sum(lines => lines.Length), all.SelectMany(lines => lines).Distinct().Count());
    });

    /// <summary>With all that can be known, and with no more than an event always has.</summary>
    [Fact]
    public void No_text_has_a_gap_a_brace_or_a_word_of_the_machine() => Assert.All(
        from e in Events
        from language in Languages.All
        from story in new[] { Story(e.Kind, e.Event), new Story(e.Event, new Subject(e.Kind, Id, "REQ-2026-000007")) }
        from line in Texts.Text(story, language).Split('\n').Append(Texts.Title(story, language)).Append(Texts.MailSubject(story, language))
        select line,
        line =>
        {
            Assert.DoesNotMatch(@"[{}]|\bfalse\b|\btrue\b|\bnil\b|  | [.,:]|^$|[,.:] ?\.", line);
            Assert.Matches(@"^\p{Lu}", line);
        });

    [Fact]
    public void Titles_and_subjects_fit_on_a_phone() => Assert.All(
        from e in Events from language in Languages.All select Texts.MailSubject(Story(e.Kind, e.Event), language), subject => Assert.InRange(subject.Length, 1, 78));

    private static string Preview(string kind, string @event, bool mail, CultureInfo language)
    {
        var story = Story(kind, @event);
        var preview = new StringBuilder($"=== {kind}/{@event} ({language.Name}, {(mail ? "inbox and mail" : "inbox")})\n{Texts.Title(story, language)}\n{Texts.Text(story, language)}\n");
        if (mail)
        {
            var (plain, html) = Texts.Mail(story, language, "Олена О’Ніл", Portal.LinkTo(story), AskForLink.IsFor(kind, @event) ? Portal.AnswerAt("256-random-bits", language) : null);
            preview.Append(CultureInfo.InvariantCulture, $"--- mail: {Texts.MailSubject(story, language)}\n{plain}\n--- html\n{html}\n");
        }
        return preview.Append('\n').ToString();
    }

    private static Story Story(string kind, string @event) => new(
        @event, new Subject(kind, Id, kind == Subject.Expert ? null : "REQ-2026-000007"), Code(kind, @event),
        kind == Subject.Assignment ? new DateTimeOffset(2027, 1, 12, 13, 0, 0, TimeSpan.Zero) : null,
        kind == Subject.Assignment ? new DayPeriod(new DateOnly(2027, 2, 2), new DateOnly(2027, 2, 6)) : null);

    private static string? Code(string kind, string @event) => (kind, @event) switch
    {
        (Subject.Request, "rejected") => "no-funding",
        (Subject.Request, "held") => "waiting-partner",
        (Subject.Request, "cancelled") => "security-situation",
        (Subject.Assignment, "declined") => "not-available",
        (Subject.Offer, "declined") => "others-chosen",
        _ => null,
    };
}
