using Alliance.Portal.Keeping;
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

    [Fact]
    public void A_kept_form_lasts_an_hour() => Assert.Equal(TimeSpan.FromHours(1), KeptForms.Kept);
}
