using System.Text.Json.Nodes;
using Alliance.Portal.Calling;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages.MyData;

/// <summary>The second step of being forgotten: the own address is written, so that no slip and no other's hand does it. The session ends with it.</summary>
internal sealed class EraseModel(IMeApi me) : PortalPage
{
    public bool IsDone { get; private set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var answer = await me.Erase(new JsonObject { ["email"] = Typed("email") }, Ct);
        if (await Explain(answer) is { } other) return other;
        IsDone = true;
        return Page();
    }
}
