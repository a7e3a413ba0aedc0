using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Microsoft.AspNetCore.Mvc;
using Alliance.Portal.Calling;
using Refit;

namespace Alliance.Portal.Pages.Organisations.People;

/// <summary>Somebody's roles in one organisation end; access, and other organisations, stay.</summary>
internal sealed class DoModel(IPeopleApi people) : VerbPage
{
    [BindProperty(SupportsGet = true)]
    public Guid PersonOf { get; set; }

    public override string Scope => "person";

    public override string BackTo => $"/organisations/{Id}";

    public override string? Subject => Document.Text("name");

    protected override IReadOnlyList<VerbForm> Forms => VerbForm.OfPerson;

    protected override Task<ApiResponse<JsonObject>> Read() => people.Read(Id, PersonOf, Ct);

    protected override Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag) => people.End(Id, PersonOf, tag, Ct);
}
