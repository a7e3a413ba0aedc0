using Alliance.Requests;
using Alliance.Requests.Linking;
using Xunit;

namespace Alliance.Services.Tests.Together;

/// <summary>What holds of decisions, consultations, appeals and merges, whatever is still under way.</summary>
internal static class DecisionPromises
{
    /// <summary>At every moment: what is decided was not objected to without an answer, and an appeal not by who decided before; of merges there is no circle.</summary>
    public static void Hold(int seed, Shelf<AssistanceRequest> documents)
    {
        foreach (var (id, request) in documents.All.Select(d => (d.Id, d.Value)))
        {
            var consulting = request.Consultations.Any(c => c.IsOpen);
            Assert.True(request.Status != RequestStatus.InConsultation || consulting, $"seed {seed}: nobody is consulted in consultation");
            Assert.True(!consulting || request.Status is RequestStatus.InConsultation or RequestStatus.Withdrawn or RequestStatus.Cancelled, $"seed {seed}: {request.Status} while others are asked");
            if (request.Decision is not { } decision || request.Appeal?.At > decision.At) continue;
            if (request.Status is RequestStatus.Approved or RequestStatus.Rejected or RequestStatus.Merged or RequestStatus.Redirected)
                Assert.False(request.Consultations.Any(c => c.IsOpenObjection), $"seed {seed}: {request.Status} over an objection");
            Assert.False(request.Appeal?.WasDecidedBy(decision.By) == true, $"seed {seed}: an appeal was decided by who decided before");
            var (at, steps) = (id, 0);
            while (documents.Find(at).Value is { Status: RequestStatus.Merged } merged)
            {
                at = merged.LinkedRequests.Single(l => l.Kind == LinkKind.DuplicateOf).Id;
                Assert.True(++steps < documents.All.Count, $"seed {seed}: merged in a circle");
                Assert.Contains(documents.Find(at).Value.LinkedRequests, l => l.Kind == LinkKind.Duplicate);
            }
        }
    }
}
