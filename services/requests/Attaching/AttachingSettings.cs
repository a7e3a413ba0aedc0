using Alliance.Shared.Hosting;

namespace Alliance.Requests.Attaching;

/// <summary>How much may be attached. The gateway takes bodies up to 32 MB on these routes, whatever is set here.</summary>
internal sealed class AttachingSettings : ICheckedSettings
{
    private const int MostMegabytes = 32;

    /// <summary>Of one file.</summary>
    public int FileMegabytes { get; init; } = 25;

    /// <summary>Of all files of one request.</summary>
    public int RequestMegabytes { get; init; } = 100;

    public int Files { get; init; } = 20;

    /// <summary>From its first byte until it is looked through; then it is given up.</summary>
    public TimeSpan UploadWithin { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>What a crash left of an upload is removed after this time; longer than any upload takes.</summary>
    public TimeSpan SweepAfter { get; init; } = TimeSpan.FromHours(1);

    public long FileBytes => FileMegabytes * 1024L * 1024;

    public long RequestBytes => RequestMegabytes * 1024L * 1024;

    public IEnumerable<string> Faults()
    {
        if (FileMegabytes is < 1 or > MostMegabytes) yield return $"Attachments:FileMegabytes is not between 1 and {MostMegabytes}; give a number like 25";
        if (RequestMegabytes < FileMegabytes) yield return "Attachments:RequestMegabytes is less than one file may have; give a number like 100";
        if (Files is < 1 or > 100) yield return "Attachments:Files is not between 1 and 100; give a number like 20";
        if (UploadWithin < TimeSpan.FromSeconds(10)) yield return "Attachments:UploadWithin is under ten seconds; give a time like 00:10:00";
        if (SweepAfter < UploadWithin + UploadWithin) yield return "Attachments:SweepAfter is less than twice Attachments:UploadWithin; give a time like 01:00:00";
    }
}
