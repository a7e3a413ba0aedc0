using System.Globalization;
using Alliance.Experts;
using Alliance.Requests;
using Alliance.Shared.Storage;
using Xunit;

namespace Alliance.Services.Tests.Together;

/// <summary>What a document is, told again from its history alone.</summary>
internal static class Replaying
{
    public static void Of(int seed, Stored<AssistanceRequest> request, RequestsSide side)
    {
        var history = side.Documents.History(request.Id);
        Assert.Null(HistoryChain.Verify(request.Id, history));
        var (status, owner) = ((string?)null, (Guid?)null);
        foreach (var entry in history)
        {
            Assert.True(entry.From == status, $"seed {seed}: {entry.Verb} from {entry.From} after {status}");
            status = entry.To;
            if (entry.Verb == Verb.Take) owner = entry.ActorId == Guid.Empty ? Guid.Parse(entry.Code!, CultureInfo.InvariantCulture) : entry.ActorId;
            if (entry.Verb == Verb.HandOver) owner = Guid.Parse(entry.Code!, CultureInfo.InvariantCulture);
            if (entry.Verb == Verb.Appeal) owner = null;
        }
        Assert.Equal(
            (seed, request.Value.Status.Wire(), request.Value.OwnerId, request.Revision),
            (seed, status, owner, history.Count + side.Besides.GetValueOrDefault(request.Id)));
    }

    public static void Of(int seed, Stored<Assignment> assignment, ExpertsSide side)
    {
        var history = side.Assignments.History(assignment.Id);
        Assert.Null(HistoryChain.Verify(assignment.Id, history));
        string? status = null;
        foreach (var entry in history)
        {
            Assert.True(entry.From == status, $"seed {seed}: {entry.Verb} from {entry.From} after {status}");
            status = entry.To;
        }
        Assert.Equal((seed, Wire<AssignmentStatus>.Of(assignment.Value.Status), assignment.Revision), (seed, status, history.Count + side.Besides.GetValueOrDefault(assignment.Id)));
    }
}
