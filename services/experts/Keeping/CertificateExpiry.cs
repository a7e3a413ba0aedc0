using Alliance.Shared.Storage;

namespace Alliance.Experts.Keeping;

/// <summary>An expert in use is told before a certificate expires, once for each day on which some do. What has expired already is told of nobody. Pure.</summary>
internal static class CertificateExpiry
{
    public static DateTimeOffset? NextAt(Expert expert, RosterSettings settings)
    {
        if (expert.Status != ExpertStatus.Active) return null;
        DateOnly[] left = [.. expert.Profile.Certificates.Select(c => c.Expires).OfType<DateOnly>().Where(day => expert.CertificatesTold is not { } told || day > told)];
        return left.Length == 0 ? null : Midnight(left.Min()) - settings.CertificateRemindBefore;
    }

    /// <summary>Null when nothing is due.</summary>
    public static Advance<Expert>? Tick(Expert expert, RosterSettings settings, DateTimeOffset now)
    {
        if (NextAt(expert, settings) is not { } at || at > now) return null;
        DateOnly[] soon = [.. expert.Profile.Certificates.Select(c => c.Expires).OfType<DateOnly>().Where(day => Midnight(day) - settings.CertificateRemindBefore <= now)];
        var next = expert with { CertificatesTold = soon.Max() };
        return soon.Any(day => day > (expert.CertificatesTold ?? DateOnly.MinValue) && Midnight(day) > now)
            ? new Advance<Expert>(next, Guid.Empty, ExpertTransitions.Entry(expert, ExpertVerb.RemindCertificate))
            : new Advance<Expert>(next, Guid.Empty);
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);
}
