using Alliance.Portal.Keeping;
using Alliance.Portal.Serving;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Alliance.Services.Tests.Portal;

public sealed class KeptFormsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Nothing_is_left_of_a_kept_form_when_its_hour_is_over()
    {
        var kept = new KeptForm([1, 2, 3], Now + KeptForms.Kept);
        Assert.Null(kept.Tick(Now + TimeSpan.FromMinutes(59)));
        var gone = kept.Tick(Now + TimeSpan.FromHours(1))!;
        Assert.Empty(gone.Content);
        Assert.Null(gone.Tick(Now + TimeSpan.FromHours(2)));
    }

    [Theory]
    [InlineData("same-origin", null, true, true)]
    [InlineData("same-origin", null, false, true)]
    [InlineData("cross-site", "https://alliance.example.org", true, false)]
    [InlineData("same-site", "https://alliance.example.org", true, false)]
    [InlineData(null, "https://alliance.example.org", true, true)]
    [InlineData(null, "https://alliance.example.org", false, false)]
    [InlineData(null, "http://portal.internal:5004", true, false)]
    [InlineData(null, "https://evil.example", true, false)]
    [InlineData(null, "null", true, false)]
    [InlineData(null, null, true, false)]
    public void Only_what_a_page_of_ours_posted_is_kept_and_ours_is_the_public_address(string? site, string? origin, bool cookie, bool kept)
    {
        var http = new DefaultHttpContext();
        http.Request.Host = new HostString("portal.internal", 5004);
        if (site is not null) http.Request.Headers["Sec-Fetch-Site"] = site;
        if (origin is not null) http.Request.Headers.Origin = origin;
        if (cookie) http.Request.Headers.Cookie = $"{Cookies.Form}=x";
        Assert.Equal(kept, KeptForms.IsOurs(http.Request, new PortalSettings { Address = "https://alliance.example.org/" }.Origin));
    }

    [Fact]
    public void A_kept_form_lasts_an_hour() => Assert.Equal(TimeSpan.FromHours(1), KeptForms.Kept);
}
