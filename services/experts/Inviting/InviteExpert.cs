using Alliance.Experts.Matching;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Inviting;

/// <summary>POST …/invite: a coordinator asks the expert, who has until the deadline to answer. The gates are passed again.</summary>
internal static class InviteExpert
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Invite, caller, (a, moment, situation) => Decide(a, situation, caller, moment), ct);
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, Situation situation, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Invite, moment) is { } refusal) return refusal;
        if (situation.RefuseByGates(assignment.NeedId, assignment.Period, moment.Now) is { } closed) return closed;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Invite, moment.Request) with { Invitation = new Invitation(moment.Now, moment.Now + moment.Settings.InvitationFor) },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Invite));
    }
}
