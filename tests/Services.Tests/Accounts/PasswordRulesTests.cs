using Alliance.Accounts.SigningIn;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("only eleven", "password-short")]
    [InlineData("password1234", "password-common")]
    [InlineData("P@ssw0rd!2026", "password-common")]
    [InlineData("1q2w3e4r5t6y", "password-common")]
    [InlineData("123abracadabra", "password-common")]
    [InlineData("!!!Administrator2026", "password-common")]
    [InlineData("qwertyuiop[]", "password-common")]
    [InlineData("slavaukraini", "password-common")]
    [InlineData("славаукраїні2026", "password-common")]
    [InlineData("abababababab", "password-common")]
    [InlineData("riverriverriver", "password-common")]
    [InlineData("my alliance is here", "password-names")]
    [InlineData("olena.kovalenko rides", "password-names")]
    [InlineData("seven gentle rivers run", null)]
    [InlineData("quiet orchard seventeen", null)]
    [InlineData("сім тихих рік течуть", null)]
    public void A_password_is_long_and_nobody_elses(string password, string? fault) => Assert.Equal(fault, PasswordRules.Fault(password, "olena.kovalenko@example.org"));

    [Fact]
    public void One_of_a_hundred_and_twenty_eight_is_taken_and_a_longer_one_is_not()
    {
        var text = string.Concat(Enumerable.Range(0, 40).Select(n => $"{n} rivers "));
        Assert.Null(PasswordRules.Fault(text[..128], "a@example.org"));
        Assert.Equal("password-long", PasswordRules.Fault(text[..129], "a@example.org"));
    }

    /// <summary>What no password can meet is only weight.</summary>
    [Fact]
    public void Every_line_of_the_list_can_be_met()
    {
        Assert.DoesNotContain(PasswordRules.Common, line => line.Length < PasswordRules.Shortest && PasswordRules.Plain(line) != line);
        Assert.DoesNotContain(PasswordRules.Common, line => PasswordRules.Plain(line) is var plain && plain != line && PasswordRules.Common.Contains(plain));
        Assert.DoesNotContain(PasswordRules.Common, line => line.Any(char.IsUpper));
        Assert.InRange(PasswordRules.Common.Count, 5_000, 10_000);
    }
}
