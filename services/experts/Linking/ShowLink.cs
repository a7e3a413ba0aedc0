using Alliance.Contracts;
using Alliance.Experts.Knowing;
using Alliance.Shared.Http;
using Alliance.Shared.Identity;
using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Experts.Linking;

/// <summary>GET /internal/links: what a link is for and how it stands. Scanners of mails follow links: nothing is changed, not even that it was read.</summary>
internal static class ShowLink
{
    public static readonly Refusal Unknown = new(RefusalKind.Unknown, "unknown-link");

    public static async Task<IResult> Handle(
        [FromHeader(Name = ILinks.TokenHeader)] string? token, HttpContext http, SignedLinks links, Store<Assignment> store, Store<KnownPerson> people, ConsentByLink consents, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        if (await links.Find(token, ct) is { Purpose: LinkPurpose.EmployerConsent } link) return await consents.Show(link, ct) is { } shown ? TypedResults.Ok(shown) : Answers.ToHttp(Unknown);
        if (await Find(token, links, store, ct) is not { } read) return Answers.ToHttp(Unknown);
        return TypedResults.Ok(InvitationLink.Of(read, InvitationLink.StateOf(read.Value, await InvitationLink.MayAct(read.Value.PersonId, people, ct), clock.GetUtcNow())));
    }

    /// <summary>The assignment the link is bound to, for the person it is bound to.</summary>
    public static async Task<Stored<Assignment>?> Find(string? token, SignedLinks links, Store<Assignment> store, CancellationToken ct) =>
        await links.Find(token, ct) is { Purpose: LinkPurpose.AnswerInvitation } link && await store.Find(link.DocumentId, ct) is { } read && read.Value.PersonId == link.PersonId
            ? read
            : null;
}
