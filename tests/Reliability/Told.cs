using System.Globalization;
using MimeKit;

namespace Alliance.Reliability;

/// <summary>What the people were told, against what was promised.</summary>
/// <param name="Missing">Promised, not there.</param>
/// <param name="Double">There more than once.</param>
/// <param name="Entries">Inbox entries there are.</param>
/// <param name="Mails">Different mails there are.</param>
/// <param name="MailCopies">Mails that came again with the Message-ID of an earlier one.</param>
/// <param name="MostCopies">How often the most repeated of them came again.</param>
internal sealed record Told(IReadOnlyList<string> Missing, IReadOnlyList<string> Double, int Entries, int Mails, int MailCopies, int MostCopies)
{
    /// <summary>Mails under way at a time: one kill may repeat each once.</summary>
    public const int MailsInFlight = 16;

    /// <summary>Named of each kind; more would only fill the output.</summary>
    private const int Named = 5;

    public static async Task<Told> Count(IReadOnlyList<Promise> promises, IReadOnlyList<Actor> people, IReadOnlyList<MimeMessage> mails, CancellationToken ct)
    {
        var missing = new List<string>();
        var twice = new List<string>();
        var entries = 0;
        var tellings = promises.SelectMany(p => p.Tellings).ToLookup(t => t.Person.Id);
        foreach (var (person, client) in people)
        {
            var inbox = await Tally.Inbox(client, ct);
            entries += inbox.Values.Sum();
            missing.AddRange(tellings[person.Id].Where(t => !inbox.ContainsKey((t.Kind, t.Subject, t.Event))).Take(Named).Select(t => $"{person.Name}: {t.Kind} {t.Subject} {t.Event}"));
            twice.AddRange(inbox.Where(told => told.Value > 1).Take(Named).Select(told => $"{person.Name}: {told.Key} {told.Value} times"));
        }
        // By address and event; within one of these every Message-ID but the first is a second mail, and every further mail of one Message-ID a repeat.
        var sent = mails.GroupBy(m => (m.To.Mailboxes.Single().Address, m.Headers["X-Alliance-Event"])).ToDictionary(g => g.Key, g => g.GroupBy(m => m.MessageId).Select(same => same.Count()).ToArray());
        missing.AddRange(promises.SelectMany(p => p.Tellings).Where(t => t.Mail && !sent.ContainsKey((t.Person.Email, $"{t.Kind}/{t.Subject}/{t.Event}")))
            .Take(Named).Select(t => $"{t.Person.Name}: mail about {t.Kind} {t.Subject} {t.Event}"));
        twice.AddRange(sent.Where(s => s.Value.Length > 1).Take(Named).Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}: {s.Value.Length} mails")));
        var copies = sent.Values.SelectMany(ids => ids).Select(n => n - 1).ToArray();
        return new Told(missing, twice, entries, sent.Count, copies.Sum(), copies.Append(0).Max());
    }
}
