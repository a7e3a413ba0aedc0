using Alliance.Experts;
using Alliance.Requests;
using Alliance.Shared.Storage;

namespace Alliance.Services.Tests.Together;

/// <summary>What the status of a request in the search for experts must be.</summary>
internal static class ExpectedStatus
{
    /// <summary>The four sentences of the domain page, once more, from the assignments and without the code under test.</summary>
    public static RequestStatus Of(IReadOnlyList<Need> needs, IReadOnlyList<Stored<Assignment>> all)
    {
        var musts = needs.Where(n => n.Must == true).ToArray();
        if (musts.All(n => Count(n, a => a == "completed") >= n.Quantity) && all.All(a => a.Value.Status != AssignmentStatus.Active)) return RequestStatus.Delivered;
        if (all.Any(a => a.Value.Status is AssignmentStatus.Active or AssignmentStatus.Reporting)) return RequestStatus.InProgress;
        return musts.All(n => Count(n, IsFilled) >= n.Quantity) ? RequestStatus.Staffed : RequestStatus.Matching;

        int Count(Need need, Func<string, bool> counts) => all.Count(a => a.Value.NeedId == need.Id && counts(Wire<AssignmentStatus>.Of(a.Value.Status)));
    }

    public static bool IsFilled(string state) => state is "confirmed" or "active" or "reporting" or "completed";
}
