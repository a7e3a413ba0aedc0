using Alliance.Requests.Recognising;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Drafting;

/// <summary>
/// An authority that lets an association write for it no longer, or is no member for now: what that association wrote is the authority's alone from then on. Said
/// in the documents themselves, so that whoever reads and lists them need not ask who belongs to whom.
/// </summary>
internal sealed class ReleaseDrafts(Store<AssistanceRequest> requests)
{
    public async Task Of(Guid authority, KnownOrganisation known, CancellationToken ct)
    {
        string? after = null;
        do
        {
            var page = await requests.List(
                new Query<AssistanceRequest>([new(AssistanceRequests.DraftedFor, authority.ToString())], AssistanceRequests.CreatedAt, Descending: false, Cursor: after, Limit: 100), ct);
            foreach (var draft in page.Items) await Release(draft, known, ct);
            after = page.Next;
        }
        while (after is not null);
    }

    private async Task Release(Stored<AssistanceRequest>? draft, KnownOrganisation known, CancellationToken ct)
    {
        while (draft?.Value.DraftedBy is { } association && !known.IsWrittenForBy(association))
        {
            if (await requests.Save(draft, draft.Value with { DraftedBy = null }, Guid.Empty, [], ct) is SaveResult<AssistanceRequest>.Saved) return;
            // Somebody saved it meanwhile.
            draft = await requests.Find(draft.Id, ct);
        }
    }
}
