using System.Diagnostics;
using System.Net;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>Two copies of the service on one store, each with its own picture of the roster.</summary>
[Collection("experts")]
public sealed class CopiesTests(ExpertsSlice slice)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_profile_changed_in_one_copy_shows_in_the_matching_of_another_within_two_seconds()
    {
        await using var other = slice.Beside();
        await other.InitializeAsync();
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var coordinator = other.Coordinator();
        // Whoever the store holds besides: fewer than a page, or this one among the best.
        Assert.True(await Shows(coordinator, request, expert, there: true) <= Within);

        var read = (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
        (await expert.Person.Post($"/api/experts/{expert.Id}/pause", null, Ct, read.Revision)).Must(HttpStatusCode.OK);
        Assert.True(await Shows(coordinator, request, expert, there: false) <= Within);
    }

    /// <returns>How long it took; the deadline of the wait is longer, so that a miss says by how much.</returns>
    private static async Task<TimeSpan> Shows(Requests.ApiPerson coordinator, TestRequest request, TestExpert expert, bool there)
    {
        var since = Stopwatch.StartNew();
        await Wait.Until(
            stop => coordinator.Get($"/api/matches?request={request.Id}&need={request.Need}&limit=100", stop),
            answer => answer.Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Any(m => m!["expertId"]!.GetValue<Guid>() == expert.Id) == there, Ct, TimeSpan.FromSeconds(10));
        return since.Elapsed;
    }
}
