using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Refit;

namespace Alliance.Portal.Pages.Offers;

internal sealed class DoModel(IExpertsApi experts) : VerbPage
{
    public override string Scope => "offer";

    public override string BackTo => $"/offers/{Id}";

    protected override IReadOnlyList<VerbForm> Forms => VerbForm.OfOffer;

    protected override Task<ApiResponse<JsonObject>> Read() => experts.Offer(Id, Ct);

    protected override Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag) => experts.DoOffer(Id, Verb, body, tag, Ct);
}
