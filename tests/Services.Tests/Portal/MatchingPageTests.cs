using System.Net;
using Alliance.Requests;
using Alliance.Services.Tests.Requests;
using Xunit;

namespace Alliance.Services.Tests.Portal;

/// <summary>What a coordinator reads where nobody is found yet.</summary>
[Collection("portal")]
public sealed class MatchingPageTests(PortalSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("expert", "No expert passes the conditions", "No member organisation can be asked")]
    [InlineData("receiving-organisation", "No member organisation can be asked", "No expert passes the conditions")]
    public async Task An_empty_place_says_what_it_waits_for(string kind, string said, string notSaid)
    {
        slice.Answers["/api/matches"] = slice.Answers["/api/assignments"] = slice.Answers["/api/offers"] = """{ "items": [] }""";
        var request = await slice.Requests.Store(
            Some.Request(RequestStatus.Matching, Some.Complete with { Needs = [Some.Complete.Needs[0] with { Kind = kind }] }), Ct);
        var page = (await slice.Browser(slice.Requests.Coordinator()).Get($"/matching/{request.Id}", Ct)).Must(HttpStatusCode.OK);
        Assert.Contains(said, page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(notSaid, page.Text, StringComparison.Ordinal);
        foreach (var path in (string[])["/api/matches", "/api/assignments", "/api/offers"]) slice.Answers.Remove(path);
    }
}
