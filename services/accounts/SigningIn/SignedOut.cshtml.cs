using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Alliance.Accounts.SigningIn;

/// <summary>/account/signed-out: says so; to who is still signed in here it offers to sign out.</summary>
internal sealed class SignedOut(SignedIn signedIn) : PageModel
{
    public bool StillIn { get; private set; }

    public async Task OnGetAsync(CancellationToken ct) => StillIn = await signedIn.Who(HttpContext, ct) is not null;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await signedIn.End(HttpContext, ct);
        return LocalRedirect("/account/signed-out");
    }
}
