using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Refit;

namespace Alliance.Portal.Pages.Requests;

internal sealed class DoModel(IRequestsApi requests) : VerbPage
{
    public override string Scope => "request";

    public override string BackTo => $"/requests/{Id}";

    protected override IReadOnlyList<VerbForm> Forms => VerbForm.OfRequest;

    protected override Task<ApiResponse<JsonObject>> Read() => requests.Read(Id, Ct);

    protected override Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag) => requests.Do(Id, Verb, body, tag, Ct);
}
