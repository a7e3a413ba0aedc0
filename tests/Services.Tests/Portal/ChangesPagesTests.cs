using System.Net;
using System.Text.Json.Nodes;
using Alliance.Services.Tests.Requests;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>What was asked, answered and changed, and how long it takes: as the authority and the coordinator see it.</summary>
[Collection("portal")]
public sealed class ChangesPagesTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_authority_answers_a_comment_in_words_and_the_coordinator_reads_it_beside_what_changed()
    {
        var (applicant, coordinator) = (slice.Requests.Applicant(), slice.Requests.Coordinator());
        var at = await Returned(applicant, coordinator);
        var signatory = slice.Browser(applicant.Signatory);
        var page = (await signatory.Get($"/requests{at}", Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("the clock stands still", page.Text, StringComparison.Ordinal);
        Assert.Contains("is withdrawn automatically", page.Text, StringComparison.Ordinal);

        var empty = await signatory.Submit((await signatory.Get($"/requests{at}/reply", Ct)).Must(HttpStatusCode.OK), Ct);
        empty.Must(HttpStatusCode.BadRequest);
        var replied = (await signatory.Submit(await signatory.Get($"/requests{at}/reply", Ct), Ct, ("on.summary", "Ширше нема куди"))).Must(HttpStatusCode.OK);
        Assert.Contains("Your answers are sent", replied.Text, StringComparison.Ordinal);
        Assert.Contains("Ширше нема куди", replied.Text, StringComparison.Ordinal);

        (await signatory.Submit(await signatory.Get($"/requests{at}/form/subject", Ct), Ct, ("title", "Вода"))).Must(HttpStatusCode.OK);
        (await signatory.Submit(await signatory.Get($"/requests{at}/form/check", Ct), Ct)).Must(HttpStatusCode.OK);
        var submitted = (await coordinator.Get($"/api/requests{at}", Ct)).Must(HttpStatusCode.OK);
        (await coordinator.Post($"/api/requests{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);

        var review = (await slice.Browser(coordinator).Get($"/review{at}", Ct)).Must(HttpStatusCode.OK);
        Assert.Contains("What has changed since", review.Text, StringComparison.Ordinal);
        Assert.Contains("Вода", review.Text, StringComparison.Ordinal);
        Assert.Contains("This field has been changed.", review.Text, StringComparison.Ordinal);
        Assert.Contains("This field has not been changed.", review.Text, StringComparison.Ordinal);
        Assert.Contains("Ширше нема куди", review.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Applicant_and_coordinator_read_the_same_day_by_which_an_answer_is_due()
    {
        var (applicant, coordinator) = (slice.Requests.Applicant(), slice.Requests.Coordinator());
        var submitted = await applicant.Submitted(Ct);
        var (theirs, ours) = (await slice.Browser(applicant.Editor).Get($"/requests/{submitted.Id}", Ct), await slice.Browser(coordinator).Get($"/requests/{submitted.Id}", Ct));
        var said = Due(theirs.Text);
        Assert.NotEmpty(said);
        Assert.Equal(said, Due(ours.Text));

        static string Due(string text) => System.Text.RegularExpressions.Regex.Match(text, @"A first answer is due by \d+ \w+ \d{4}").Value;
    }

    /// <returns>The end of its addresses.</returns>
    private static async Task<string> Returned(Applicant applicant, ApiPerson coordinator)
    {
        var submitted = await applicant.Submitted(Ct);
        var at = $"/{submitted.Id}";
        var taken = (await coordinator.Post($"/api/requests{at}/take", null, Ct, submitted.Revision)).Must(HttpStatusCode.OK);
        var asked = new JsonObject
        {
            ["comments"] = new JsonArray(new JsonObject { ["field"] = "title", ["text"] = "Коротше" }, new JsonObject { ["field"] = "summary", ["text"] = "Ширше" })
        };
        (await coordinator.Post($"/api/requests{at}/return", asked, Ct, taken.Revision)).Must(HttpStatusCode.OK);
        return at;
    }
}
