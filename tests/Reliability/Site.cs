using System.Diagnostics;
using System.Globalization;
using Alliance.Local;
using Alliance.Testing;

namespace Alliance.Reliability;

/// <summary>A platform of its own with a mail server beside it, under load, and the means to hurt it.</summary>
internal sealed class Site : PlatformFixture
{
    private readonly SmtpSink smtp = new("kills-smtp");
    private readonly List<PlatformClient> clients = [];

    public PlatformClient Signatory { get; private set; } = null!;

    public Load Load { get; private set; } = null!;

    private Person signatory = null!;
    private Person coordinator = null!;

    public static async Task<Site> Start(CancellationToken ct)
    {
        var site = new Site();
        await site.smtp.Start(ct);
        await site.InitializeAsync();
        site.signatory = site.People.Find("Dmytro Kravets");
        site.coordinator = site.People.Find("Thomas Keller");
        site.Signatory = site.ClientFor(site.signatory);
        site.Load = new Load(site.Signatory, site.ClientFor(site.coordinator));
        return site;
    }

    /// <summary>Kills the process (from outside, or at a fail point it passes under load) and returns how long until it served again.</summary>
    public async Task<TimeSpan> KillAt(string name, string? point, CancellationToken ct)
    {
        var process = Platform[name];
        if (point is null)
        {
            // Chance only picks the moment.
#pragma warning disable CA5394
            await Task.Delay(Random.Shared.Next(50, 600), ct);
#pragma warning restore CA5394
            await process.Kill();
        }
        else
        {
            // One kill to arm it, and it dies a second time by itself, where it was told to.
            var before = process.ProcessId;
            process.SetEnvironment("FAIL_POINTS", $"{point}=0.05");
            await process.Kill();
            await Wait.Until(() => process.ProcessId is { } now && now != before, ct);
            process.SetEnvironment("FAIL_POINTS", null);
            var deaths = process.Deaths;
            await Wait.Until(() => process.Deaths > deaths, ct, TimeSpan.FromSeconds(60), $"{name} dies at {point}");
        }
        var died = Stopwatch.StartNew();
        await process.WaitReady(ct);
        return died.Elapsed;
    }

    /// <summary>Waits until nothing acknowledged is untold any more, then counts.</summary>
    public async Task<Told> WaitUntilTold(TimeSpan within, CancellationToken ct)
    {
        var started = Stopwatch.StartNew();
        var coordinators = People.People.Where(p => p.Has("coordinator") || p.Has("lead-coordinator")).ToList();
        var promises = Load.Promises.ToList();
        var expected = promises.Where(p => p.Submitted).Sum(_ => 1 + coordinators.Count);
        Told? last = null;
        try
        {
            last = await Wait.Until(async _ => await CountAtEase(coordinators, promises, started, ct), told => told.Missing.Count == 0, ct, within, $"{expected} entries and {promises.Count(p => p.Submitted)} receipts by mail");
        }
        catch (TimeoutException)
        {
            last = await Count(coordinators, promises, started, ct);
        }
        return last;
    }

    protected override PlatformOptions Configure(PlatformOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            // The loop kills on purpose; a growing wait would only measure itself.
            HealthyAfter = TimeSpan.Zero,
            Environment = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["*"] = new Dictionary<string, string>
                {
                    ["Limits__CallsPerSecond"] = "5000",
                    ["Limits__CallsAtOnce"] = "5000",
                    ["Mail__Smtp"] = smtp.Url.AbsoluteUri,
                },
            },
        };
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var client in clients) client.Dispose();
        await base.DisposeAsync();
        await smtp.DisposeAsync();
    }

    /// <summary>Counting is work for the platform, too: between two looks it gets time to tell.</summary>
    private async Task<Told> CountAtEase(List<Person> coordinators, List<Promise> promises, Stopwatch started, CancellationToken ct)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(500), ct);
        return await Count(coordinators, promises, started, ct);
    }

    private async Task<Told> Count(List<Person> coordinators, List<Promise> promises, Stopwatch started, CancellationToken ct)
    {
        var missing = new List<string>();
        var twice = new List<string>();
        var submitted = promises.Where(p => p.Submitted).ToList();
        await Check(signatory, "receipt");
        foreach (var person in coordinators) await Check(person, "submitted");
        await Check(signatory, "taken", promises.Where(p => p.Taken).ToList());

        var mails = (await smtp.Mails(ct)).GroupBy(m => m.MessageId ?? "").ToDictionary(g => g.Key, g => g.Count());
        // One receipt each; a repeat after a crash has the same Message-ID.
        if (mails.Count < submitted.Count) missing.Add(string.Create(CultureInfo.InvariantCulture, $"mails: {mails.Count} of {submitted.Count}"));
        // A draft whose submit was not acknowledged may still have been submitted: its mail is right, too.
        if (mails.Count > promises.Count) twice.Add(string.Create(CultureInfo.InvariantCulture, $"mails: {mails.Count} for {promises.Count} requests"));
        var log = Path.Combine(Platform.State.Logs, "notifications.log");
        return new Told(missing, twice, mails.Values.Sum(n => n - 1), Tally.Redelivered(log), started.Elapsed);

        async Task Check(Person person, string eventName, List<Promise>? about = null)
        {
            var inbox = await Tally.Inbox(ClientFor(person), ct);
            missing.AddRange((about ?? submitted).Where(p => !inbox.ContainsKey((p.Id, eventName))).Take(5).Select(p => $"{person.Name}: {eventName} of {p.Id}"));
            twice.AddRange(inbox.Where(told => told.Value > 1).Take(5).Select(told => $"{person.Name}: {told.Key} {told.Value} times"));
        }
    }

    private PlatformClient ClientFor(Person person)
    {
        var client = new PlatformClient(Platform.Address, () => TokenOf(person.Email));
        clients.Add(client);
        return client;
    }
}

/// <summary>What the people were told, against what was promised.</summary>
/// <param name="Missing">Promised, not there.</param>
/// <param name="Double">There more than once.</param>
/// <param name="MailCopies">Mails that came again with the Message-ID of an earlier one.</param>
/// <param name="Redelivered">Messages that reached notifications again after it had told them.</param>
internal sealed record Told(IReadOnlyList<string> Missing, IReadOnlyList<string> Double, int MailCopies, int Redelivered, TimeSpan After)
{
    /// <summary>Mails under way at a time: one kill may repeat each once.</summary>
    public const int MailsInFlight = 16;
}
