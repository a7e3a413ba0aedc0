using Alliance.Contracts;
using Alliance.Portal.Acting;
using Alliance.Portal.Calling;
using Alliance.Portal.Drafting;
using Alliance.Portal.Serving;
using Alliance.Portal.Wording;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Alliance.Portal.Pages;

/// <summary>
/// What the link of a mail is for, done without signing in. Looking changes nothing, since scanners of mails look too; the form's token is the right to
/// send it, so no cookie protects it. The token stays in the form and in the address it came by: no link to another page holds it.
/// </summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class LinksModel(LinkOwners links, IPublicApi everybody, Names names) : PortalPage
{
    /// <summary>In the page's view data: its address is nobody else's business.</summary>
    public const string Secret = "signed-link";

    private const string Unknown = "unknown";

    public static readonly IReadOnlyList<VerbForm> Forms = [.. VerbForm.OfAssignment.Where(f => f.Verb is "accept" or "decline")];

    /// <summary>Whose link it is.</summary>
    private ILinks? owner;

    public string Token { get; private set; } = "";

    /// <summary>A word of <see cref="LinkState"/>, or <c>unknown</c>.</summary>
    public string State { get; private set; } = Unknown;

    /// <summary>Null while unknown.</summary>
    public LinkShown? Shown { get; private set; }

    /// <summary>Just now, by this very call.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Where the authority published it; what else it is about stands behind the sign-in.</summary>
    public Doc? Published { get; private set; }

    /// <summary>What is being written.</summary>
    public Doc Body { get; } = new([]);

    public string Verb { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "t")] string? token) => await Load(token) ?? Page();

    public async Task<IActionResult> OnPostAsync([FromForm(Name = "t")] string? typed, [FromQuery(Name = "t")] string? token)
    {
        if (await Load(typed ?? token) is { } other) return other;
        if (State != LinkState.Open)
        {
            if (State == LinkState.Answered) Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
        Verb = Typed("verb") ?? "";
        if (Forms.Append(Acting.EvaluationFields.ByLink).Append(VerbForm.ConsentByLink).FirstOrDefault(f => f.Verb == Verb) is not { } form) return Page();
        if (IsEvaluation) Body.Put("formKey", Typed("formKey"));
        ReadPosted.Into(Body, new FormTopic(Verb, form.Fields), Request.Form, ModelState, Service<Text>()["fault.number"], Service<Text>()["fault.day"]);
        var answer = await owner!.Act(Token, Languages.Current, new LinkAct(Verb, Body.Json), Ct);
        if (answer.Content is { } shown)
        {
            (Shown, State, IsDone) = (shown, shown.State, true);
            return Page();
        }
        // Somebody else was faster: this page in another window, or time.
        if (Refused.Of(answer) is { Code: "link-answered" or "link-expired" or "link-moved-on" or "unknown-link" })
        {
            if (await Load(Token) is { } gone) return gone;
            if (Response.StatusCode == StatusCodes.Status200OK) Response.StatusCode = StatusCodes.Status409Conflict;
            return Page();
        }
        return await Explain(answer) ?? Page();
    }

    /// <summary>Of somebody who took part, by the link that all of them have.</summary>
    public bool IsEvaluation => Shown?.Purpose == LinkPurpose.Evaluate;

    /// <summary>Of a supervisor, who was handed it by the expert.</summary>
    public bool IsConsent => Shown?.Purpose == LinkPurpose.EmployerConsent;

    /// <summary>Of the expert for whom a consent is asked.</summary>
    public string? Name { get; private set; }

    /// <summary>Of a form that is new: sent twice it counts once.</summary>
    public string FormKey => Body.Text("formKey") ?? Guid.CreateVersion7().ToString("n");

    private async Task<IActionResult?> Load(string? token)
    {
        ViewData[Secret] = true;
        Token = token ?? "";
        if (SignedLinks.CouldBe(Token))
        {
            (owner, var answer) = await links.Show(Token, Languages.Current, Ct);
            if (Refused.Of(answer) is { } refused && refused.Status != StatusCodes.Status404NotFound) return StatusCode(refused.Status >= 500 ? refused.Status : StatusCodes.Status503ServiceUnavailable);
            Shown = answer.Content;
        }
        State = Shown?.State ?? Unknown;
        Response.StatusCode = State switch
        {
            Unknown => StatusCodes.Status404NotFound,
            LinkState.Expired or LinkState.MovedOn => StatusCodes.Status410Gone,
            _ => StatusCodes.Status200OK,
        };
        if (IsConsent && State == LinkState.Open) Name = (await names.People([Shown!.PersonId], Ct)).GetValueOrDefault(Shown.PersonId);
        else if (State == LinkState.Open && (await everybody.Request(Shown!.RequestId, Ct)).Content is { } published) Published = new Doc(published);
        return null;
    }
}
