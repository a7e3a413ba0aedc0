using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;

namespace Alliance.Experts.Linking;

/// <summary>POST /internal/links/new: a link for the mail that is being written, dead at the deadline of the invitation.</summary>
internal static class IssueLink
{
    public static async Task<IResult> Handle(LinkWish? wish, SignedLinks links, Store<Assignment> store, Store<KnownPerson> people, TimeProvider clock, CancellationToken ct)
    {
        if (wish?.Purpose != LinkPurpose.AnswerInvitation || await store.Find(wish.DocumentId, ct) is not { } read || read.Value.PersonId != wish.PersonId)
            return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown"));
        var state = InvitationLink.StateOf(read.Value, await InvitationLink.MayAct(wish.PersonId, people, ct), clock.GetUtcNow());
        if (state != LinkState.Open) return Answers.ToHttp(InvitationLink.Refuse(state));
        var expires = read.Value.Invitation!.ExpiresAt;
        return TypedResults.Ok(new NewLink(await links.Issue(wish.Purpose, read.Id, wish.PersonId, expires, ct), expires));
    }
}
