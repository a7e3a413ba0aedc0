using Alliance.Shared.Storage;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Alliance.Accounts.SigningIn;

/// <summary>/account/change-password: by choice, or because somebody else gave the present one. Ends every other sign-in of the person.</summary>
internal sealed class ChangePassword(SignedIn signedIn, CheckPassword check, Credentials credentials, Store<Person> people, TimeProvider time) : PageModel
{
    public const string Verb = "change-password";

    public string? ReturnUrl { get; private set; }
    public string? Email { get; private set; }
    public bool MustChange { get; private set; }
    public IReadOnlyList<FormFault> Faults { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? returnUrl, CancellationToken ct)
    {
        ReturnUrl = ReturnAddress.Checked(returnUrl);
        if (await signedIn.Who(HttpContext, ct) is not { } who) return SignInFirst();
        (Email, MustChange) = (who.Person.Value.Email, who.MustChange);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? current, string? password, string? repeated, string? returnUrl, CancellationToken ct)
    {
        ReturnUrl = ReturnAddress.Checked(returnUrl);
        if (await signedIn.Who(HttpContext, ct) is not { } who) return SignInFirst();
        (Email, MustChange) = (who.Person.Value.Email, who.MustChange);
        if (current is not { Length: > 0 and <= PasswordRules.Longest }) return Again("current", "password-missing");
        if (PasswordRules.Fault(password, Email) is { } fault) return Again("password", fault);
        if (password == current) return Again("password", "password-same");
        if (password != repeated) return Again("repeated", "password-differs");
        if (await check.Who(Email, current, HttpContext.Connection.RemoteIpAddress, ct) is not { } person) return Again("current", "sign-in-failed");

        // First what refuses the old, then the new: a crash between the two leaves the person with the old password and no open sign-in.
        var saved = await people.Save(person, person.Value.Expired(time.GetUtcNow()), person.Id, [new Step(Verb, "active", "active")], ct);
        if (saved is not SaveResult<Person>.Saved { Document: var changed }) return Again("current", "sign-in-failed");
        await credentials.Set(person.Id, password!, mustChange: false, ct);
        await credentials.Revoke(person.Id, ct);
        await signedIn.Begin(HttpContext, changed, ct);
        return LocalRedirect(ReturnAddress.OrFront(returnUrl));
    }

    public string? Invalid(string field) => Faults.Any(f => f.Field == field) ? "true" : null;

    private LocalRedirectResult SignInFirst() => LocalRedirect("/account/sign-in" + (ReturnUrl is null ? "" : QueryString.Create(ReturnAddress.Parameter, ReturnUrl)));

    private PageResult Again(string field, string text)
    {
        Faults = [new FormFault(field, text)];
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
