using Alliance.Contracts;
using Alliance.Shared.Messaging;
using Alliance.Shared.Storage;
using MassTransit;

namespace Alliance.Experts.Rating;

/// <summary>What others say of an expert's work adds itself to the profile: each evaluation once, a corrected one in place of what came before.</summary>
internal sealed class WhenEvaluationGiven(Store<Expert> experts) : IConsumer<EvaluationGiven>
{
    /// <summary>Literal, pinned.</summary>
    public const string Queue = "experts-evaluation-given";

    /// <summary>A few for each assignment; two about one expert at once meet in the save and are counted one after the other.</summary>
    public const int Concurrency = 4;

    private const string OfThemselves = "expert";

    public Task Consume(ConsumeContext<EvaluationGiven> context) => Handle(context.Message, context.CancellationToken);

    public async Task Handle(EvaluationGiven given, CancellationToken ct)
    {
        if (given.Id == Guid.Empty || given.No < 1 || given.Scores is null || given.Scores.Values.Any(score => score is < 1 or > 5))
            throw new InvalidMessageException($"EvaluationGiven {given.Id} names no history entry, or scores that are none.");
        if (given.ExpertId is not { } id) return;
        // Whoever is faster leaves another profile; this is added to that.
        while (await experts.Find(id, ct) is { } read && Decide(read.Value, given) is { } next)
            if (await experts.Save(read, next, Guid.Empty, [], ct) is SaveResult<Expert>.Saved) return;
    }

    /// <summary>Null: it counts already, or is nothing about the expert's work.</summary>
    public static Expert? Decide(Expert expert, EvaluationGiven given)
    {
        if (given.Respondent == OfThemselves || expert.Status == ExpertStatus.Erased) return null;
        if (expert.Ratings.Any(r => r.EvaluationId == given.Id && r.No >= given.No)) return null;
        var others = expert.Ratings.Where(r => r.EvaluationId != given.Id).ToArray();
        if (given.Scores.Count == 0) return others.Length == expert.Ratings.Count ? null : expert with { Ratings = others };
        return expert with { Ratings = [.. others, new GivenRating(given.Id, given.No, given.Scores.Values.Average())] };
    }
}
