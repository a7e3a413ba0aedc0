using Alliance.Local;
using Alliance.Testing;
using MimeKit;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>A platform whose periods are seconds: what takes half a year elsewhere is seen here, with the same processes.</summary>
public sealed class TimeTravelPlatform : PlatformFixture
{
    public PlatformClient As(string person) => new(Platform.Address, () => TokenOf(person), null);

    /// <summary>Events of the mails about a document to an address.</summary>
    public async Task<string[]> MailedTo(string address, Guid about)
    {
        List<string> events = [];
        foreach (var file in Directory.GetFiles(Platform.State.Mail, "*.eml"))
        {
            var mail = await MimeMessage.LoadAsync(file);
            var subject = mail.Headers["X-Alliance-Event"]!;
            if (mail.To.Mailboxes.Single().Address == address && subject.Contains(about.ToString(), StringComparison.Ordinal)) events.Add(subject.Split('/')[^1]);
        }
        return [.. events.Order(StringComparer.Ordinal)];
    }

    protected override PlatformOptions Configure(PlatformOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Environment = new Dictionary<string, IReadOnlyDictionary<string, string>>
            {
                ["gateway"] = new Dictionary<string, string> { ["Limits__CallsPerSecond"] = "1000", ["Limits__CallsAtOnce"] = "1000" },
                ["requests"] = new Dictionary<string, string>
                {
                    // Whatever day it is today.
                    ["Requests__Weekend"] = "none", ["Requests__NonWorkingDays"] = "none",
                    // Long enough for the steps people take here before a time comes.
                    ["Requests__FirstAnswerWithin"] = "00:01:00", ["Requests__LapseAfter"] = "00:00:18", ["Requests__CloseAfterDelivered"] = "00:00:05",
                    ["Requests__FollowUpAfter"] = "00:00:05", ["Requests__ConsultationTakes"] = "00:00:05",
                },
                ["experts"] = new Dictionary<string, string> { ["Assignments__InvitationFor"] = "00:00:12" },
            },
        };
    }
}
