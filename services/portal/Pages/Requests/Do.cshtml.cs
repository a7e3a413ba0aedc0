using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Components;
using Alliance.Portal.Drafting;
using Microsoft.AspNetCore.Mvc;
using Refit;

namespace Alliance.Portal.Pages.Requests;

internal sealed class DoModel(IRequestsApi requests, Coordinators coordinators) : VerbPage
{
    private IReadOnlyList<Option> owners = [];

    public override string Scope => "request";

    public override string BackTo => Verb == "answer-objection" ? $"/review/{Id}" : $"/requests/{Id}";

    /// <summary>To whom it can be handed over.</summary>
    public override IReadOnlyList<Option> People => owners;

    protected override IReadOnlyList<VerbForm> Forms => VerbForm.OfRequest;

    protected override Task<ApiResponse<JsonObject>> Read() => requests.Read(Id, Ct);

    protected override bool IsOpen() => Verb switch
    {
        "answer" => Document.May("answer") && Document.Status == "inConsultation",
        "answer-objection" => Document.May("answer") && Document.Status == "inReview",
        _ => base.IsOpen()
    };

    protected override async Task Prepare()
    {
        if (Verb == "hand-over")
            owners = [.. (await coordinators.All(Id, Ct) ?? []).Where(c => c.Id != Document.Guid("owner")).Select(coordinators.Option)];
    }

    protected override Task<ApiResponse<JsonObject>> Do(JsonObject body, string tag)
    {
        if (Verb == "copy") return requests.Copy(Id, KeyOfThisPage(), Ct);
        // Whoever speaks for several organisations answers one after the other, and objections are answered so.
        if (Verb is "answer" or "answer-objection" && Waiting()?.Text("organisationId") is { } organisation) body["organisationId"] = organisation;
        return requests.Do(Id, Verb == "answer-objection" ? "answer" : Verb, body, tag, Ct);
    }

    protected override IActionResult Done(Doc answer) => Verb switch
    {
        "copy" => Redirect($"/requests/{answer.Id}/form?done=request-copy"),
        // The answer is the follow-up.
        "reopen" => Redirect($"/requests/{answer.Id}?done=request-reopen"),
        _ => base.Done(answer)
    };

    private Doc? Waiting() => Answers.Rows(Document, "consultations").FirstOrDefault(c => Verb == "answer" ? c.Text("outcome") is null : c.Text("outcome") == "objection" && c.At("reply") is null);

    /// <summary>The token of the form is made anew with each page: the same page sent twice makes one copy.</summary>
    private string KeyOfThisPage() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Request.Form["_forgery"].ToString())));
}
