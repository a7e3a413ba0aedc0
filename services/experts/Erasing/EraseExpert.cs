using Alliance.Experts.Inviting;
using Alliance.Experts.Offering;
using Alliance.Shared.Http;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Erasing;

/// <summary>
/// What is left of an expert who was erased: the profile with its pseudonym and nothing in it, and the assignments with terms, days, dates, outcome and figures,
/// without a word that the expert wrote or that was written about them, and with the lasting code of a decline. What was not over is over: before the start it is cancelled, work under way ends early.
/// A report that was handed in can still be taken. Pure, and a fixed point.
/// </summary>
internal static class EraseExpert
{
    /// <summary>Why an assignment ended; tells its request's owner to look for somebody else.</summary>
    public const string Code = "expert-erased";

    /// <summary>Null when nothing is left to erase.</summary>
    public static Advance<Expert>? Decide(Expert expert) => expert.Status == ExpertStatus.Erased
        ? null
        : new Advance<Expert>(
            new Expert { PersonId = expert.PersonId, Status = ExpertTransitions.Target(expert, ExpertVerb.Erase), Profile = Profile.Empty, WasSubmitted = expert.WasSubmitted },
            Guid.Empty, ExpertTransitions.Entry(expert, ExpertVerb.Erase));

    /// <summary>Null when nothing is left to erase or to end.</summary>
    public static Advance<Assignment>? Decide(Assignment assignment)
    {
        var verb = assignment.Status == AssignmentStatus.Active ? AssignmentVerb.EndEarly
            : AssignmentTransitions.BeforeActive.Contains(assignment.Status) ? AssignmentVerb.Cancel
            : null;
        var bare = Bare(assignment);
        if (verb is not null) return new Advance<Assignment>(AssignmentTransitions.Moved(bare, verb, request: null), Guid.Empty, AssignmentTransitions.Entry(assignment, verb, Code));
        return Given.HashOf(bare) == Given.HashOf(assignment) ? null : new Advance<Assignment>(bare, Guid.Empty);
    }

    /// <summary>
    /// Null when nothing is left to erase. What an administrator wrote goes, and the offer of somebody who is erased is taken back; of one that was taken up the
    /// assignment tells. The offer of a colleague stands when who wrote it is erased: the organisation offers.
    /// </summary>
    public static Advance<Offer>? Decide(Offer offer, Guid personId)
    {
        var bare = offer with { Text = null, CreatedWith = null };
        if (offer.PersonId != personId) return bare == offer ? null : new Advance<Offer>(bare, Guid.Empty);
        bare = bare with { Decided = null };
        if (offer.Status == OfferStatus.Offered)
        {
            return new Advance<Offer>(
                bare with { Status = OfferTransitions.Target(offer, OfferVerb.Withdraw) }, Guid.Empty, OfferTransitions.Entry(offer, OfferVerb.Withdraw, Code));
        }
        return bare == offer ? null : new Advance<Offer>(bare, Guid.Empty);
    }

    /// <summary>Without free text but for the terms, which both sides agreed to and the authority keeps. The hash of a body the expert wrote would tell a guess from another.</summary>
    private static Assignment Bare(Assignment assignment) => assignment with
    {
        Report = null,
        Outputs = [],
        Invitation = assignment.Invitation is { } invitation ? invitation with { Code = DeclineReason.Lasting(invitation.Code) } : null,
        ConflictOfInterest = assignment.ConflictOfInterest is { } conflict
            ? conflict with { Text = null, Decision = conflict.Decision is { } decision ? decision with { Text = null } : null }
            : null,
        Checklist = [.. assignment.Checklist.Select(i => i with { Evidence = null })],
        Selection = assignment.Selection with { Reason = null },
        CreatedWith = assignment.CreatedWith?.CallerId == assignment.PersonId ? null : assignment.CreatedWith
    };
}
