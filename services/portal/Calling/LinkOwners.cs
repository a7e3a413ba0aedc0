using Alliance.Contracts;
using Refit;

namespace Alliance.Portal.Calling;

/// <summary>The services that give out signed links. A token does not say whose it is, so each is asked in turn.</summary>
internal sealed class LinkOwners(IEnumerable<ILinks> owners)
{
    /// <returns>Who knows the link, and what it says; where nobody does, null and a refusal: one that could not be asked counts for more than one that knows nothing.</returns>
    public async Task<(ILinks? Owner, ApiResponse<LinkShown> Answer)> Show(string token, string language, CancellationToken ct)
    {
        ApiResponse<LinkShown>? refused = null;
        foreach (var owner in owners)
        {
            var answer = await owner.Show(token, language, ct);
            if (answer.Content is not null) return (owner, answer);
            if (refused is null || Refused.Of(refused)?.Status == StatusCodes.Status404NotFound) refused = answer;
        }
        return (null, refused ?? throw new InvalidOperationException("No service gives out links."));
    }
}
