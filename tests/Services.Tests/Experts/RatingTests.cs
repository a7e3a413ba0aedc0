using System.Net;
using Alliance.Contracts;
using Alliance.Experts;
using Alliance.Experts.Keeping;
using Alliance.Experts.Rating;
using Alliance.Shared.Messaging;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Experts;

[Collection("experts")]
public sealed class RatingTests(ExpertsSlice slice)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rating_is_shown_from_three_evaluations_on_each_counted_once_and_the_corrected_one_counts()
    {
        var expert = await slice.Expert(Ct);
        Guid[] evaluations = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];
        await Hear(Given(expert.Id, evaluations[0], 1, 5, 4));
        for (var i = 0; i < 3; i++) await Hear(Given(expert.Id, evaluations[1], 1, 2));
        // What experts say of their own work is none.
        await Hear(Given(expert.Id, Guid.CreateVersion7(), 1, 5) with { Respondent = "expert" });
        Assert.Null(await Rating(expert));
        await Hear(Given(expert.Id, evaluations[2], 1, 3));
        Assert.Equal((3, 3.2), await Rating(expert));
        await Hear(Given(expert.Id, evaluations[1], 3, 5));
        await Hear(Given(expert.Id, evaluations[1], 2, 1));
        Assert.Equal((3, 4.2), await Rating(expert));
        await Assert.ThrowsAsync<InvalidMessageException>(() => Hear(Given(expert.Id, Guid.CreateVersion7(), 1, 6)));
        await Hear(Given(null, Guid.CreateVersion7(), 1, 5));
    }

    [Fact]
    public async Task Ratings_that_come_at_once_all_count()
    {
        var expert = await slice.Expert(Ct);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Hear(Given(expert.Id, Guid.CreateVersion7(), 1, 4))));
        Assert.Equal((8, 4.0), await Rating(expert));
    }

    [Fact]
    public void A_certificate_is_told_of_thirty_days_before_it_expires_once_for_each_day()
    {
        var settings = new RosterSettings();
        var day = new DateOnly(2027, 3, 31);
        var expert = Some.Expert(ExpertStatus.Active) with { Profile = Profile.Empty with { Certificates = [new("A", null, day, null), new("B", null, day.AddDays(40), null), new("C", null, null, null)] } };
        var at = new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);
        Assert.Equal(at, CertificateExpiry.NextAt(expert, settings));
        Assert.Null(CertificateExpiry.Tick(expert, settings, at.AddSeconds(-1)));
        var told = CertificateExpiry.Tick(expert, settings, at)!;
        Assert.Equal("remind-certificate", Assert.Single(told.Steps).Verb);
        Assert.Null(CertificateExpiry.Tick(told.Next, settings, at));
        Assert.Equal(at.AddDays(40), CertificateExpiry.NextAt(told.Next, settings));
        // One that has expired long ago is no news.
        Assert.Empty(CertificateExpiry.Tick(expert with { Profile = Profile.Empty with { Certificates = [new("A", null, day.AddYears(-1), null)] } }, settings, at)!.Steps);
        Assert.Null(CertificateExpiry.NextAt(expert with { Status = ExpertStatus.Paused }, settings));
        Assert.Equal(at, Roster.Declare(settings).DueAt(new(Guid.Empty, expert with { LastConfirmedAt = at }, 1, 0, "", at, Guid.Empty, at, Guid.Empty)));
    }

    private async Task<(int, double)?> Rating(TestExpert expert) =>
        (await slice.Coordinator().Get($"/api/experts/{expert.Id}", Ct)).Must(HttpStatusCode.OK).Body!["rating"] is { } rating
            ? (rating["evaluations"]!.GetValue<int>(), rating["mean"]!.GetValue<double>())
            : null;

    private static EvaluationGiven Given(Guid? expert, Guid id, long no, params int[] scores) => new(
        id, no, "give", DateTimeOffset.UnixEpoch, Guid.Empty, Guid.CreateVersion7(), Guid.CreateVersion7(), expert, "completion", "applicant",
        scores.Select((score, place) => (score, place)).ToDictionary(s => $"question-{s.place}", s => s.score));

    private Task Hear(EvaluationGiven given) => ActivatorUtilities.CreateInstance<WhenEvaluationGiven>(slice.Services).Handle(given, Ct);
}
