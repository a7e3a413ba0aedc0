using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Refit;

namespace Alliance.Portal.Pages.Assignments;

internal sealed class DoModel(IExpertsApi experts) : VerbPage
{
    public override string Scope => "assignment";

    public override string BackTo => $"/assignments/{Id}";

    protected override IReadOnlyList<VerbForm> Forms => VerbForm.OfAssignment;

    protected override Task<ApiResponse<JsonObject>> Read() => experts.Assignment(Id, Ct);

    protected override Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag) => experts.DoAssignment(Id, Verb, body, tag, Ct);
}
