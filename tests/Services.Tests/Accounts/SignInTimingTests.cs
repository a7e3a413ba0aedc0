using System.Diagnostics;
using System.Globalization;
using Alliance.Accounts.SigningIn;
using Alliance.Shared.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Alliance.Services.Tests.Accounts;

[Collection("provider")]
public sealed class SignInTimingTests(ProviderSlice provider)
{
    /// <summary>The area under the curve: how often a known address takes longer than an unknown one. 0.5 says nothing, 1 says all.</summary>
    private const double Most = 0.55;

    /// <summary>Known and unknown addresses, one after the other; wrong passwords. 1,000 each in the long run.</summary>
    [Fact]
    public async Task The_time_of_an_answer_does_not_tell_known_addresses_from_unknown()
    {
        var ct = TestContext.Current.CancellationToken;
        var count = Environment.GetEnvironmentVariable("ALLIANCE_LONG") == "1" ? 1_000 : 200;
        var known = new List<string>();
        for (var i = 0; i < count; i++) known.Add((await provider.Somebody(ct, Roles.Expert)).Person.Value.Email);
        await Time("warm-up@example.org", ct);
        await Time((await provider.Somebody(ct, Roles.Expert)).Person.Value.Email, ct);

        // One round of 200 strays by 0.03 from chance alone; of three the middle one counts.
        var areas = new List<double>();
        for (var round = 0; round < 3; round++) areas.Add(await Round(known, ct));
        TestContext.Current.TestOutputHelper!.WriteLine($"AUC {areas.Order().ElementAt(1):0.000} (of {string.Join(" ", areas.Select(a => a.ToString("0.000", CultureInfo.InvariantCulture)))}) over {count} known and {count} unknown addresses");
        Assert.InRange(areas.Order().ElementAt(1), 1 - Most, Most);
    }

    private async Task<double> Round(List<string> known, CancellationToken ct)
    {
        List<double> knownTimes = [], unknownTimes = [];
        for (var i = 0; i < known.Count; i++)
        {
            // In turns, and which comes first changes: what slows the machine down falls on both alike.
            var unknown = $"unknown-{Guid.CreateVersion7():n}@example.org";
            if (i % 2 == 0) knownTimes.Add(await Time(known[i], ct));
            unknownTimes.Add(await Time(unknown, ct));
            if (i % 2 == 1) knownTimes.Add(await Time(known[i], ct));
        }
        return knownTimes.Sum(k => unknownTimes.Sum(u => k > u ? 1 : k == u ? 0.5 : 0)) / ((double)known.Count * known.Count);
    }

    private async Task<double> Time(string email, CancellationToken ct)
    {
        await using var scope = provider.Services.CreateAsyncScope();
        var check = scope.ServiceProvider.GetRequiredService<CheckPassword>();
        var started = Stopwatch.GetTimestamp();
        Assert.Null(await check.Who(email, "not the password", System.Net.IPAddress.Loopback, ct));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
