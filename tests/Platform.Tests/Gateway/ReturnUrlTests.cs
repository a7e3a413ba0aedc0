using Alliance.Gateway.SigningIn;

namespace Alliance.Platform.Tests.Gateway;

public sealed class ReturnUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/inbox")]
    [InlineData("/requests/1?tab=history#last")]
    [InlineData("/inbox?from=https://example.org/a//b")]
    [InlineData("/%D1%97%D0%B6%D0%B0%D0%BA")]
    public void A_path_of_ours_is_where_the_person_goes_on(string given) => Assert.Equal(given, ReturnUrl.Local(given));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("inbox")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/%2fevil.example")]
    [InlineData("/%2F%2Fevil.example")]
    [InlineData("%2f%2fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%255cevil.example")]
    [InlineData("/%25252fevil.example")]
    [InlineData("/%2525252525252fevil.example")]
    [InlineData("/\tevil.example")]
    [InlineData("/\r\nSet-Cookie: a=b")]
    [InlineData("/%0d%0aSet-Cookie:a=b")]
    [InlineData("/%09//evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("https:/evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData(" /inbox")]
    [InlineData("/a/..//evil.example")]
    [InlineData("/їжак")]
    [InlineData("/sign-in?returnUrl=/")]
    [InlineData("/sign-out")]
    [InlineData("/%73ign-in")]
    public void Anything_else_is_the_start_page(string? given) => Assert.Equal("/", ReturnUrl.Local(given));

    [Fact]
    public void A_path_longer_than_an_address_is_none() => Assert.Equal("/", ReturnUrl.Local("/" + new string('a', 2000)));
}
