using System.Text.Json.Nodes;
using Alliance.Contracts;

namespace Alliance.Services.Tests.Requests;

/// <summary>Bodies of verbs, as they are sent.</summary>
internal static class Bodies
{
    public static JsonObject Approval(string text = "Так") => new()
    {
        ["text"] = text,
        ["conflictOfInterest"] = false,
        ["criteria"] = new JsonArray([.. RequestCodes.Criteria.Select(code => new JsonObject { ["code"] = code, ["score"] = 4 })])
    };

    public static JsonObject? Of(string verb) => verb switch
    {
        "approve" => Approval(),
        "reject" => new JsonObject { ["code"] = "outside-mandate", ["text"] = "Не наш мандат" },
        "return" => new JsonObject { ["comments"] = new JsonArray(new JsonObject { ["field"] = "title", ["text"] = "Коротше" }) },
        "hold" => new JsonObject { ["code"] = "funding", ["text"] = "Чекаємо" },
        "hand-over" => new JsonObject { ["personId"] = Some.SecondCoordinator.PersonId },
        "reply" => new JsonObject { ["field"] = "title", ["text"] = "Так лишити" },
        "redirect" => new JsonObject { ["programme"] = "TAIEX", ["text"] = "Там допоможуть" },
        "answer" => new JsonObject { ["objection"] = false, ["text"] = "Не заперечуємо" },
        "follow-up" => new JsonObject { ["text"] = "Діє" },
        "deliver" or "cancel" or "withdraw" or "appeal" or "reopen" => new JsonObject { ["reason"] = "Так треба" },
        _ => null
    };
}
