using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Alliance.Testing;
using MimeKit;

namespace Alliance.Platform.Tests.Journeys;

/// <summary>An expert answers an invitation by the link of the mail, in Bulgarian, without signing in; and what was in the mail is nowhere else.</summary>
[Collection<WholePlatform>]
public sealed partial class SignedLinkTests(JourneyPlatform platform)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invitation_is_answered_from_the_mail_once_and_the_link_stands_nowhere_else()
    {
        using var expert = platform.As("Rositsa Dimova");
        var assignment = await Invited(expert);
        var mails = await Wait.Until(async _ => await platform.MailsAbout(assignment), found => found.Count > 0, Ct, what: "the mail");
        var mail = mails[0];
        var link = Link().Match(mail.TextBody!).Value;
        var token = Token().Match(link).Groups[1].Value;
        Assert.Equal("bg", mail.Body!.Headers[HeaderId.ContentLanguage]);
        Assert.StartsWith(platform.Platform.Address.ToString().Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + "links?t=", link, StringComparison.Ordinal);
        Assert.EndsWith("&lang=bg", link, StringComparison.Ordinal);

        // A scanner of mails looks, more than once.
        using var browser = new Browser(platform.Platform.Address);
        var address = new Uri(link).PathAndQuery;
        for (var i = 0; i < 3; i++)
        {
            var page = await browser.Get(address, Ct);
            Assert.Equal((HttpStatusCode.OK, "no-referrer"), (page.Status, page.Headers["Referrer-Policy"]));
            Assert.Contains("lang=\"bg\"", page.Text, StringComparison.Ordinal);
            Assert.Contains("Защо вие", page.Text, StringComparison.Ordinal);
        }
        Assert.Equal("invited", (await expert.Get($"/api/assignments/{assignment}", Ct)).RequestStatus);

        Dictionary<string, string> form = new() { ["t"] = token, ["verb"] = "accept", ["conflictOfInterest.declared"] = "false" };
        var done = await browser.Post("/links?lang=bg", form, Ct);
        Assert.Equal(HttpStatusCode.OK, done.Status);
        Assert.Contains("Благодарим, отговорът ви е записан", done.Text, StringComparison.Ordinal);
        var again = await browser.Post("/links?lang=bg", form, Ct);
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("На тази покана вече е отговорено", again.Text, StringComparison.Ordinal);
        foreach (var unknown in (string[])["/links", "/links/calendar.ics"]) Assert.Equal(HttpStatusCode.NotFound, (await browser.Get($"{unknown}?t={new string('A', 43)}", Ct)).Status);

        var accepted = (await expert.Get($"/api/assignments/{assignment}", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(("accepted", "link"), (accepted.RequestStatus, accepted.Body!["invitation"]!["via"]!.GetValue<string>()));
        var history = (await expert.Get($"/api/assignments/{assignment}/history", Ct)).Must(HttpStatusCode.OK);
        Assert.Equal(["propose", "invite", "accept"], history.Body!["items"]!.AsArray().Select(e => e!["verb"]!.GetValue<string>()));
        Assert.Equal(platform.People.Find("Rositsa Dimova").Id, history.Body["items"]![2]!["actorId"]!.GetValue<Guid>());

        // Logs (with the traces' ids), stores, and what lies on the broker's disk.
        Assert.DoesNotContain(token, history.Text, StringComparison.Ordinal);
        await IsNowhere(token);
    }

    private async Task IsNowhere(string token)
    {
        var (state, looked) = (platform.Platform.State, 0);
        foreach (var file in Directory.EnumerateFiles(state.Path, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            if (file.StartsWith(state.Mail + Path.DirectorySeparatorChar, StringComparison.Ordinal) || Path.GetFileName(file) == "lock" || file.EndsWith(".lease", StringComparison.Ordinal)) continue;
            byte[] content;
            try
            {
                await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                using var copy = new MemoryStream();
                await open.CopyToAsync(copy, Ct);
                content = copy.ToArray();
            }
            catch (FileNotFoundException)
            {
                continue; // The broker tidied up.
            }
            looked++;
            Assert.True(content.AsSpan().IndexOf(Encoding.ASCII.GetBytes(token)) < 0, $"{file} holds the link");
        }
        Assert.True(looked > 10, $"Only {looked} files were looked through.");
    }

    private async Task<Guid> Invited(PlatformClient expert)
    {
        using var editor = platform.As("Oksana Lysenko");
        using var signatory = platform.As("Andrii Melnyk");
        using var coordinator = platform.As("Thomas Keller");
        var draft = (await editor.Post("/api/requests", Drafts.Complete("Links"), Ct)).Must(HttpStatusCode.Created);
        var at = $"/api/requests/{draft.Id}";
        var submitted = (await signatory.Post($"{at}/submit", null, Ct, draft.Revision)).Must(HttpStatusCode.OK);
        var taken = (await coordinator.Post($"{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var criteria = new JsonArray([.. ((string[])["clear-need", "within-mandate", "added-value", "able-to-use-result", "urgency", "integrity"])
            .Select(code => new JsonObject { ["code"] = code, ["score"] = 4 })]);
        var approved = (await coordinator.Post($"{at}/approve", new JsonObject { ["criteria"] = criteria, ["text"] = "Useful.", ["conflictOfInterest"] = false }, Ct, taken.Revision)).Must(HttpStatusCode.OK);
        var open = (await coordinator.Post($"{at}/open", null, Ct, approved.Revision)).Must(HttpStatusCode.OK);

        var profile = (await expert.Post("/api/experts", JsonNode.Parse("""
            { "country": "BG", "employer": { "organisationId": "01990000-0000-7000-8000-000000001006", "position": "Engineer", "publicOfficial": false },
              "competences": [{ "code": "water-supply", "level": 3, "years": 8 }], "languages": [{ "code": "en", "level": "C1" }], "availability": { "travel": "to-ukraine" } }
            """), Ct)).Must(HttpStatusCode.Created);
        var handedIn = (await expert.Post($"/api/experts/{profile.Id}/submit", null, Ct, profile.Revision)).Must(HttpStatusCode.OK);
        (await coordinator.Post($"/api/experts/{profile.Id}/verify", null, Ct, handedIn.Revision)).Must(HttpStatusCode.OK);

        var body = new JsonObject { ["requestId"] = draft.Id, ["needId"] = open.Body!["needs"]![0]!["id"]!.GetValue<string>(), ["expertId"] = profile.Id };
        // Once experts has heard of the request.
        var proposed = await Wait.Until(stop => coordinator.Post("/api/assignments", body.DeepClone(), stop), answer => answer.Status == HttpStatusCode.Created, Ct);
        (await coordinator.Post($"/api/assignments/{proposed.Id}/invite", null, Ct, proposed.Revision)).Must(HttpStatusCode.OK);
        return proposed.Id;
    }

    [GeneratedRegex(@"http\S+/links\?\S+")]
    private static partial Regex Link();

    [GeneratedRegex("t=([A-Za-z0-9_-]{43})")]
    private static partial Regex Token();
}
