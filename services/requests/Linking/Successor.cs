using System.Security.Cryptography;
using Alliance.Requests.Submitting;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Linking;

/// <summary>
/// The request that a reopened one goes on as. That there is to be one, and under which id, is saved with the closed request; it is made at once, and
/// by the background loop where the process died between the two. However often, it is one.
/// </summary>
internal static class Successor
{
    /// <summary>A UUIDv7 of the moment of reopening, its random bits a hash of the closed request's id.</summary>
    public static Guid IdOf(Guid closed, DateTimeOffset at)
    {
        Span<byte> id = stackalloc byte[32];
        SHA256.HashData([.. closed.ToByteArray(bigEndian: true), .. "follow-up"u8], id);
        Guid.CreateVersion7(at).ToByteArray(bigEndian: true).AsSpan(0, 6).CopyTo(id);
        id[6] = (byte)(0x70 | (id[6] & 0x0F));
        id[8] = (byte)(0x80 | (id[8] & 0x3F));
        return new Guid(id[..16], bigEndian: true);
    }

    /// <returns>Null where the request was not reopened.</returns>
    public static async Task<Stored<AssistanceRequest>?> Ensure(Stored<AssistanceRequest> closed, Store<AssistanceRequest> store, Counters counters, CancellationToken ct)
    {
        if (closed.Value.LinkedRequests.FirstOrDefault(l => l.Kind == LinkKind.FollowUp) is not { } link) return null;
        if (await store.Find(link.Id, ct) is { } made) return made;
        var begun = Begun(closed.Id, closed.Value, link, await SubmitAssistanceRequest.NextReference(counters, link.At, ct));
        var step = new Step(Verb.Reopen, From: null, begun.Status.Wire());
        return await store.Create(link.Id, begun, link.By, [step], ct) is SaveResult<AssistanceRequest>.Saved saved ? saved.Document : await store.Find(link.Id, ct);
    }

    /// <summary>The same content with its files, handed in anew. Of a closed request no file is removed any more, so its bytes serve both. The authority's own number stays with the closed request, and so do the hours of its matching.</summary>
    public static AssistanceRequest Begun(Guid closedId, AssistanceRequest closed, LinkedRequest link, string reference) => new()
    {
        OrganisationId = closed.OrganisationId,
        AlsoFor = closed.AlsoFor,
        SubmittedVia = "web",
        Status = RequestStatus.Submitted,
        Content = Again(closed.Content, link.At) with { OpensAt = null, ClosesAt = null },
        // The same texts, at the same places.
        Translations = closed.Translations,
        Reference = reference,
        Submissions = 1,
        SubmittedAt = link.At,
        FirstSubmittedAt = link.At,
        SubmittedBy = link.By,
        Attachments = [.. closed.Attachments.Where(a => a.IsThere).Select(a => a with { Key = null, Borrowed = true })],
        LinkedRequests = [new LinkedRequest(closedId, LinkKind.FollowUpOf, link.By, link.At, link.Text)]
    };

    /// <summary>The content for another request: places are found by their need's id, so each need has its own.</summary>
    public static RequestContent Again(RequestContent content, DateTimeOffset now) => content with
    {
        ExternalId = null,
        Needs = [.. content.Needs.Select(n => n with { Id = Guid.CreateVersion7(now) })]
    };
}
