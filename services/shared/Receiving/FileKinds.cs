using Alliance.Shared.Receiving.Inspecting;

namespace Alliance.Shared.Receiving;

/// <summary>A kind of file that is taken: how it is named, what its content must be, and as what it is handed out.</summary>
/// <param name="NeedsScan">It is an archive: taken only where a virus scanner looks into it.</param>
/// <param name="Inspect">Null: as it should be; otherwise a code of <see cref="Fault"/>.</param>
public sealed record FileKind(string Code, string MediaType, bool NeedsScan, Func<Stream, CancellationToken, Task<string?>> Inspect, params IReadOnlyList<string> Extensions);

/// <summary>The short list. Not on it: pages, drawings (SVG) and mails, which run; archives, which hide; the older office formats, which hold macros.</summary>
public static class FileKinds
{
    private const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    private const string OpenDocument = "application/vnd.oasis.opendocument.";

    public static readonly IReadOnlyList<FileKind> All =
    [
        new("pdf", "application/pdf", NeedsScan: false, InspectPdf.Of, "pdf"),
        new("jpg", "image/jpeg", NeedsScan: false, InspectJpeg.Of, "jpg", "jpeg"),
        new("png", "image/png", NeedsScan: false, InspectPng.Of, "png"),
        new("docx", OpenXml + "wordprocessingml.document", NeedsScan: true, (f, ct) => InspectOffice.OpenXml(f, OpenXml + "wordprocessingml.document.main+xml", ct), "docx"),
        new("xlsx", OpenXml + "spreadsheetml.sheet", NeedsScan: true, (f, ct) => InspectOffice.OpenXml(f, OpenXml + "spreadsheetml.sheet.main+xml", ct), "xlsx"),
        new("odt", OpenDocument + "text", NeedsScan: true, (f, ct) => InspectOffice.OpenDocument(f, OpenDocument + "text", ct), "odt"),
        new("ods", OpenDocument + "spreadsheet", NeedsScan: true, (f, ct) => InspectOffice.OpenDocument(f, OpenDocument + "spreadsheet", ct), "ods"),
        new("txt", "text/plain; charset=utf-8", NeedsScan: false, InspectText.Of, "txt"),
        new("csv", "text/csv; charset=utf-8", NeedsScan: false, InspectText.Of, "csv"),
    ];

    public static FileKind? Of(string name) => All.FirstOrDefault(kind => kind.Extensions.Any(e => name.EndsWith("." + e, StringComparison.OrdinalIgnoreCase)));

    public static FileKind ByCode(string code) => All.First(kind => kind.Code == code);

    /// <summary>What is taken here and now.</summary>
    public static IReadOnlyList<string> Taken(bool scanned) => [.. All.Where(kind => scanned || !kind.NeedsScan).SelectMany(kind => kind.Extensions)];
}
