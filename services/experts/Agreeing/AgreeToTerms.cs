using Alliance.Shared.Http;
using Alliance.Shared.Identity;

namespace Alliance.Experts.Agreeing;

/// <summary>POST …/agree: the expert, or a signatory for the applicant, agrees to the terms as they are. Which version that is, the revision says.</summary>
internal static class AgreeToTerms
{
    public static async Task<IResult> Handle(Guid id, IfMatch ifMatch, Caller caller, AssignmentSteps steps, CancellationToken ct)
    {
        var outcome = await steps.Take(id, ifMatch, AssignmentVerb.Agree, caller, (a, moment) => Decide(a, caller, moment), ct);
        return await steps.Answer(outcome, caller, ct);
    }

    public static Decision<Assignment> Decide(Assignment assignment, Caller caller, Moment moment)
    {
        if (AssignmentTransitions.Refuse(assignment, caller, AssignmentVerb.Agree, moment) is { } refusal) return refusal;
        var terms = assignment.Terms!;
        return new Decision<Assignment>.Moved(
            AssignmentTransitions.Moved(assignment, AssignmentVerb.Agree, moment.Request) with
            {
                Terms = caller.PersonId == assignment.PersonId ? terms with { ExpertAgreedAt = moment.Now } : terms with { ApplicantAgreedAt = moment.Now }
            },
            AssignmentTransitions.Entry(assignment, AssignmentVerb.Agree));
    }
}
