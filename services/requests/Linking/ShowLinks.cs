using Alliance.Requests.Reading;
using Alliance.Shared.Storage;

namespace Alliance.Requests.Linking;

/// <summary>The linked requests as one reader sees them: only those whose other side the reader may see too.</summary>
internal static class ShowLinks
{
    /// <returns>Null where the reader sees none of them at all.</returns>
    public static async Task<IReadOnlyList<LinkedRequestView>?> For(
        Stored<AssistanceRequest> read, Reader reader, Store<AssistanceRequest> store, CancellationToken ct)
    {
        var sight = reader.SightOf(read.Value);
        if (sight < Sight.Member) return null;
        List<LinkedRequestView> shown = [];
        foreach (var link in read.Value.LinkedRequests)
        {
            if (await store.Find(link.Id, ct) is { } other && reader.MaySee(other) && IsMutual(read.Id, link, other.Value))
            {
                shown.Add(new LinkedRequestView(
                    other.Id, other.Value.Reference, link.Kind, other.Value.Status, other.Value.Content.Title, other.Value.Content.Language, sight >= Sight.Team ? link.Text : null));
            }
        }
        return shown;
    }

    /// <summary>What was to be merged counts once it says so itself.</summary>
    public static bool IsMutual(Guid id, LinkedRequest link, AssistanceRequest other) =>
        link.Kind != LinkKind.Duplicate || other.LinkedRequests.Any(l => l.Id == id && l.Kind == LinkKind.DuplicateOf);
}

/// <param name="Kind">What the other is to this one: <c>duplicate-of duplicate follow-up follow-up-of</c>.</param>
/// <param name="Text">Why they are linked.</param>
internal sealed record LinkedRequestView(Guid Id, string? Reference, string Kind, RequestStatus Status, string? Title, string? Language, string? Text);
