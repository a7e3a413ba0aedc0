using Alliance.Local;
using Alliance.Platform.Tests.Browsing;
using Alliance.Testing;
using MimeKit;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>One platform for all journeys; mails land as files, as they do for a newcomer.</summary>
public sealed class JourneyPlatform : PlatformFixture
{
    public PlatformClient As(string person, string? language = null) => new(Platform.Address, () => TokenOf(person), language);

    public async Task<IReadOnlyList<MimeMessage>> MailsAbout(Guid request)
    {
        var mails = new List<MimeMessage>();
        foreach (var file in Directory.GetFiles(Platform.State.Mail, "*.eml")) mails.Add(await MimeMessage.LoadAsync(file));
        return [.. mails.Where(m => m.Headers["X-Alliance-Event"]!.Contains(request.ToString(), StringComparison.Ordinal))];
    }

    // Journeys call faster than a person does, in the name of few people.
    protected override PlatformOptions Configure(PlatformOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Environment = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["gateway"] = new Dictionary<string, string>
                {
                    ["Limits__CallsPerSecond"] = "1000", ["Limits__CallsAtOnce"] = "1000", ["Limits__AttemptsPerMinute"] = "10000", ["Limits__AttemptsAtOnce"] = "10000",
                },
                ["experts"] = new Dictionary<string, string> { ["Matching__MostLive"] = "1000" },
                ["portal"] = new Dictionary<string, string> { ["Portal__PseudoLanguage"] = "true" },
            },
        };
    }
}

[CollectionDefinition]
public sealed class WholePlatform : ICollectionFixture<JourneyPlatform>, ICollectionFixture<Chromium>;
