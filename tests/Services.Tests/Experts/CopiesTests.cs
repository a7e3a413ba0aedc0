using System.Diagnostics;
using System.Net;
using Alliance.Testing;
using Xunit;

namespace Alliance.Services.Tests.Experts;

/// <summary>
/// Two copies of the service on one store, each with its own picture of the roster. The store is theirs alone: a list of matches is cut at a hundred,
/// and other tests' experts would push this one out.
/// </summary>
public sealed class CopiesTests : IAsyncLifetime
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(2);

    private readonly ExpertsSlice slice = new("experts-copies", null);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => slice.InitializeAsync();

    public ValueTask DisposeAsync() => slice.DisposeAsync();

    [Fact]
    public async Task A_profile_changed_in_one_copy_shows_in_the_matching_of_another_within_two_seconds()
    {
        await using var other = slice.Beside();
        await other.InitializeAsync();
        var expert = await slice.Expert(Ct);
        var request = await slice.Request(Ct);
        var coordinator = other.Coordinator();
        await Shows(coordinator, request, expert, there: true);

        // The middle of five changes: a machine that runs other tests beside this one stands still for a second now and then.
        var took = new List<TimeSpan>();
        for (var change = 0; change < 5; change++)
        {
            var (verb, there) = change % 2 == 0 ? ("pause", false) : ("resume", true);
            var read = (await expert.Person.Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK);
            (await expert.Person.Post($"/api/experts/{expert.Id}/{verb}", null, Ct, read.Revision)).Must(HttpStatusCode.OK);
            took.Add(await Shows(coordinator, request, expert, there));
        }
        Assert.InRange(took.Order().ElementAt(2), TimeSpan.Zero, Within);
    }

    /// <returns>How long it took; the deadline of the wait is longer, so that a miss says by how much.</returns>
    private static async Task<TimeSpan> Shows(Requests.ApiPerson coordinator, TestRequest request, TestExpert expert, bool there)
    {
        var since = Stopwatch.StartNew();
        await Wait.Until(
            stop => coordinator.Get($"/api/matches?request={request.Id}&need={request.Need}&limit=100", stop),
            answer => answer.Must(HttpStatusCode.OK).Body!["items"]!.AsArray().Any(m => m!["expertId"]!.GetValue<Guid>() == expert.Id) == there, Ct, TimeSpan.FromSeconds(20));
        return since.Elapsed;
    }
}
