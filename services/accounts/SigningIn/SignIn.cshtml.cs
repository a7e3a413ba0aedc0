using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Alliance.Accounts.SigningIn;

/// <param name="Field">Id of the form's field.</param>
/// <param name="Text">Key of the text.</param>
internal sealed record FormFault(string Field, string Text);

/// <summary>/account/sign-in: one answer to a wrong password, an unknown address, a locked and an ended account.</summary>
internal sealed class SignIn(CheckPassword check, SignedIn signedIn, Credentials credentials) : PageModel
{
    public string? ReturnUrl { get; private set; }
    public string? Email { get; private set; }
    public IReadOnlyList<FormFault> Faults { get; private set; } = [];

    public void OnGet(string? returnUrl) => ReturnUrl = ReturnAddress.Checked(returnUrl);

    public async Task<IActionResult> OnPostAsync(string? email, string? password, string? returnUrl, CancellationToken ct)
    {
        (ReturnUrl, Email) = (ReturnAddress.Checked(returnUrl), email?.Trim());
        List<FormFault> faults = [];
        if (Email is not { Length: > 0 and <= 254 }) faults.Add(new FormFault("email", "email-missing"));
        if (password is not { Length: > 0 and <= PasswordRules.Longest }) faults.Add(new FormFault("password", "password-missing"));
        if (faults.Count > 0) return Again(faults);
        if (await check.Who(Email!, password!, HttpContext.Connection.RemoteIpAddress, ct) is not { } person) return Again([new FormFault("email", "sign-in-failed")]);

        await signedIn.Begin(HttpContext, person, ct);
        var mustChange = await credentials.Find(person.Id, ct) is { MustChange: true };
        return mustChange
            ? LocalRedirect("/account/change-password" + QueryString.Create(ReturnAddress.Parameter, ReturnAddress.OrFront(returnUrl)))
            : LocalRedirect(ReturnAddress.OrFront(returnUrl));
    }

    public string? Invalid(string field) => Faults.Any(f => f.Field == field) ? "true" : null;

    /// <summary>What was wrong is 400, so that no program takes the form for success.</summary>
    private PageResult Again(IReadOnlyList<FormFault> faults)
    {
        Faults = faults;
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return Page();
    }
}
