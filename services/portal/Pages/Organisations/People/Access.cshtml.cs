using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Organisations.People;

/// <summary>An administrator ends somebody's access as a whole, or gives it back.</summary>
internal sealed class AccessModel(IPeopleApi people) : VerbPage
{
    [BindProperty(SupportsGet = true)]
    public Guid PersonOf { get; set; }

    public string? OneTimePassword { get; private set; }

    public override string Scope => "access";

    public override string BackTo => $"/organisations/{Id}";

    public override string? Subject => Document.Text("name");

    protected override IReadOnlyList<VerbForm> Forms => VerbForm.OfAccess;

    /// <summary>The actions of a person in an organisation say nothing of the access as a whole.</summary>
    protected override bool IsOpen() => Caller!.Has(Roles.Administrator) && PersonOf != PersonId && (Verb == "erase" || Verb == (Document.Status == "ended" ? "restore" : "end"));

    protected override Task<ApiResponse<JsonObject>> Read() => people.Read(Id, PersonOf, Ct);

    protected override Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag) => people.Access(PersonOf, Verb, tag, Ct);

    protected override IActionResult Done(Doc answer)
    {
        // How far it is stands on a page of its own: there is nobody here any more.
        if (Verb == "erase") return Redirect("/erasures?done=access-erase");
        OneTimePassword = answer.Text("oneTimePassword");
        return OneTimePassword is null ? base.Done(answer) : Page();
    }
}
