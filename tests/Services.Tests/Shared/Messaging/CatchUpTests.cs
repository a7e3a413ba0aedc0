using Alliance.Shared.Messaging;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace Alliance.Services.Tests.Shared.Messaging;

public sealed class CatchUpTests
{
    [Theory]
    [InlineData(false, 0, HealthStatus.Unhealthy)]
    [InlineData(false, 19, HealthStatus.Unhealthy)]
    [InlineData(false, 20, HealthStatus.Degraded)]
    [InlineData(true, 0, HealthStatus.Healthy)]
    [InlineData(true, 3600, HealthStatus.Healthy)]
    public void A_service_waits_to_hear_of_everybody_but_not_for_ever(bool heard, int seconds, HealthStatus stands) =>
        Assert.Equal(stands, CatchUp.Stands(heard, TimeSpan.FromSeconds(seconds)));
}
