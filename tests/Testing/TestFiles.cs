using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Alliance.Testing;

/// <summary>A file as somebody might attach it.</summary>
/// <param name="Fault">The code of the field fault it is refused with; null: it is as it should be.</param>
public sealed record TestFile(string What, string Name, byte[] Content, string? Fault = null)
{
    public override string ToString() => What;
}

/// <summary>Files made here, good and bad: no foreign bytes in the repository.</summary>
public static class TestFiles
{
    /// <summary>What the tests' scanner calls a virus. In two parts, so that this source is none.</summary>
    public static readonly string Signature = "ALLIANCE-TEST-" + "SIGNATURE-5d1c0a7e";

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private const string Sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

    public static IReadOnlyList<TestFile> Good { get; } =
    [
        new("a PDF", "План.pdf", Pdf()), new("a PNG", "mapa.PNG", Png()), new("a JPEG", "photo.jpeg", Jpeg()), new("a JPEG with a second picture behind it", "hdr.jpg", [.. Jpeg(), .. Jpeg()]),
        new("a text", "нотатки.txt", Text("Рядок перший\r\nДругий\tстовпець\n")), new("a CSV with a byte order mark", "таблиця.csv", [0xEF, 0xBB, 0xBF, .. Text("а;б\n1;2\n")]),
    ];

    public static IReadOnlyList<TestFile> GoodOffice { get; } =
    [
        new("a Word document", "Лист.docx", Docx()), new("an Excel sheet", "Кошторис.xlsx", Office(Sheet, "xl/workbook.xml", "<workbook/>")),
        new("an OpenDocument text", "lyst.odt", OpenDocument("text")), new("an OpenDocument sheet", "tablycia.ods", OpenDocument("spreadsheet")),
    ];

    public static IReadOnlyList<TestFile> Bad { get; } =
    [
        new("a program", "setup.exe", Text("MZ..."), "file-type"), new("a page", "page.html", Text("<html>"), "file-type"), new("an archive", "all.zip", Zip([("a.txt", Text("a"))]), "file-type"),
        new("a script in an SVG", "drawing.svg", Text("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "file-type"),
        new("nothing", "empty.txt", [], "file-empty"),
        new("an SVG named as a text", "drawing.txt", Text("\uFEFF \n<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"), "file-markup"),
        new("an SVG named as a picture", "drawing.png", Text("<svg xmlns='http://www.w3.org/2000/svg'/>"), "file-mismatch"),
        new("a page named as a CSV", "table.csv", Text("<!DOCTYPE html><html><script>alert(1)</script>"), "file-markup"),
        new("a program named as a PDF", "plan.pdf", [(byte)'M', (byte)'Z', .. Pdf()], "file-mismatch"), new("a PDF named as a picture", "plan.jpg", Pdf(), "file-mismatch"),
        new("a picture named as a PDF", "map.pdf", Png(), "file-mismatch"), new("bytes named as a text", "bytes.txt", [0x00, 0x01, 0x02], "file-mismatch"),
        new("a text that is not in UTF-8", "cp1251.txt", [0xD2, 0xE5, 0xEA, 0xF1, 0xF2], "file-not-utf8"),
        new("a text that is cut in a letter", "cut.txt", Text("Так")[..^1], "file-not-utf8"),
        new("a PDF that is an archive too", "both.pdf", [.. Pdf(), .. Zip([("a.txt", Text("a"))])], "file-hidden"),
        new("a PDF within the remark of an archive", "remark.pdf", PdfInArchive(), "file-hidden"),
        new("a PDF with something behind it", "tail.pdf", [.. Pdf(), .. Text("something more")], "file-hidden"),
        new("a PDF that begins as a page", "page.pdf", Pdf(head: "<html><script>alert(1)</script>"), "file-markup"),
        new("a PDF with a script", "script.pdf", Pdf(entry: "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"), "file-active"),
        new("a PDF with a script whose name is written otherwise", "hex.pdf", Pdf(entry: "/OpenAction << /S /#4Aava#53cript /JS (1) >>"), "file-active"),
        new("a PDF that starts a program", "launch.pdf", Pdf(entry: "/OpenAction << /S /Launch /F (cmd.exe) >>"), "file-active"),
        new("a PDF with a file in it", "carrier.pdf", Pdf(entry: "/Names << /EmbeddedFiles 9 0 R >>"), "file-nested"),
        new("a PDF with a password", "locked.pdf", Pdf(entry: "/Encrypt 9 0 R"), "file-encrypted"),
        new("half a PDF", "half.pdf", Pdf()[..^40], "file-broken"),
        new("a PNG with an archive behind it", "both.png", [.. Png(), .. Zip([("a.txt", Text("a"))])], "file-hidden"),
        new("a PNG with a page in its remark", "page.png", Png(("tEXt", Text("Comment\0<script>alert(1)</script>"))), "file-markup"),
        new("a PNG with a wrong sum", "sum.png", Changed(Png(), 30), "file-broken"), new("half a PNG", "half.png", Png()[..^6], "file-broken"),
        new("a PNG that unpacks to gigabytes", "huge.png", Png(width: 60_000, height: 60_000), "file-bomb"),
        new("a JPEG with an archive behind it", "both.jpg", [.. Jpeg(), .. Zip([("a.txt", Text("a"))])], "file-hidden"),
        new("a JPEG with a page behind it", "page.jpg", [.. Jpeg(), .. new byte[2_000], .. Text("<html>")], "file-hidden"), new("half a JPEG", "half.jpg", Jpeg()[..^2], "file-broken"),
    ];

    /// <summary>Each looks like a document of an office.</summary>
    public static IReadOnlyList<TestFile> BadOffice { get; } =
    [
        new("an archive named as a document", "all.docx", Zip([("a.txt", Text("a"))]), "file-mismatch"), new("a sheet named as a text", "sheet.docx", Office(Sheet, "xl/workbook.xml", "<workbook/>"), "file-mismatch"),
        new("a text named as a sheet", "text.ods", OpenDocument("text"), "file-mismatch"), new("a PDF named as a document", "plan.docx", Pdf(), "file-mismatch"),
        new("a document with macros", "macro.docx", Docx(("word/vbaProject.bin", Text("x"))), "file-macros"),
        new("a document whose type says macros", "macro-type.docx", Office("application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml", "<d/>"), "file-macros"),
        new("an OpenDocument with a Basic library", "basic.odt", OpenDocument("text", ("Basic/Standard/Module1.xml", Text("<m/>"))), "file-macros"),
        new("a zip bomb", "bomb.docx", Docx(("word/media/a.bin", new byte[210 * 1024 * 1024])), "file-bomb"),
        new("a small zip bomb of zeros", "ratio.xlsx", Office(Sheet, "xl/workbook.xml", "<workbook/>", ("xl/media/a.bin", new byte[8 * 1024 * 1024])), "file-bomb"),
        new("a zip bomb that lies about its size", "liar.docx", Liar(), "file-bomb"),
        new("an archive in a document", "nested.docx", Docx(("word/embeddings/a.bin", Zip([("a.txt", Text("a"))]))), "file-nested"),
        new("a program in a document", "program.docx", Docx(("word/embeddings/a.bin", Text("MZ and more"))), "file-nested"),
        new("a name that leads out", "slip.docx", Docx(("word/../../../etc/cron.d/a", Text("a"))), "file-paths"), new("a name from the root", "root.docx", Docx(("/etc/a", Text("a"))), "file-paths"),
        new("a name of Windows", "windows.docx", Docx(("word\\..\\..\\a", Text("a"))), "file-paths"), new("a link", "link.docx", Link(), "file-paths"),
        new("the same name twice", "twice.docx", Docx(("word/document.xml", Text("<other/>"))), "file-hidden"),
        new("bytes before a document", "before.docx", [.. Text("PK\u0003\u0004 something"), .. Docx()], "file-hidden"), new("bytes behind a document", "behind.docx", [.. Docx(), 0], "file-hidden"),
        new("a document that loads its template from elsewhere", "template.docx", Docx(("word/_rels/settings.xml.rels", Text(
            "<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate' Target='https://example.org/a.dotm' TargetMode='External'/></Relationships>"))), "file-active"),
        new("a document whose description defines entities", "entities.docx", Zip([("[Content_Types].xml", Text("<!DOCTYPE a [<!ENTITY b 'c'>]><Types>&b;</Types>"))]), "file-broken"),
        new("a document with a password", "locked.odt", OpenDocument("text", manifest: "<manifest><file-entry><encryption-data/></file-entry></manifest>"), "file-encrypted"),
    ];

    /// <summary>Of about so many bytes that do not pack, always the same.</summary>
    public static byte[] Pdf(int size = 0, string entry = "", string head = "", int seed = 1)
    {
        var noise = new byte[size];
#pragma warning disable CA5394 // Not a secret.
        new Random(seed).NextBytes(noise);
#pragma warning restore CA5394
        using var pdf = new MemoryStream();
        Write($"%PDF-1.7\n%{head}\n1 0 obj\n<< /Type /Catalog {entry} >>\nendobj\n2 0 obj\n<< /Length {size.ToString(CultureInfo.InvariantCulture)} >>\nstream\n");
        pdf.Write(noise);
        Write("\nendstream\nendobj\n");
        var table = pdf.Position;
        Write($"xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R /Size 3 >>\nstartxref\n{table.ToString(CultureInfo.InvariantCulture)}\n%%EOF\n");
        return pdf.ToArray();

        void Write(string text) => pdf.Write(Encoding.Latin1.GetBytes(text));
    }

    public static byte[] Docx(params (string Name, byte[] Content)[] besides) => Office(Word, "word/document.xml", "<w:document xmlns:w='w'/>", besides);

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Office(string type, string main, string content, params (string Name, byte[] Content)[] besides) => Zip(
    [
        ("[Content_Types].xml", Text($"<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/{main}' ContentType='{type}'/></Types>")),
        ("_rels/.rels", Text("<Relationships><Relationship Id='r1' Type='http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink' Target='https://example.org' TargetMode='External'/></Relationships>")),
        (main, Text(content)), .. besides,
    ]);

    private static byte[] OpenDocument(string kind, (string Name, byte[] Content)? besides = null, string manifest = "<manifest/>") => Zip(
        [("mimetype", Text("application/vnd.oasis.opendocument." + kind)), ("META-INF/manifest.xml", Text(manifest)), ("content.xml", Text("<content/>")), .. besides is { } more ? [more] : Array.Empty<(string, byte[])>()]);

    private static byte[] Zip((string Name, byte[] Content)[] entries, int attributes = 0)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal);
                if (attributes != 0) entry.ExternalAttributes = attributes;
                using var stream = entry.Open();
                stream.Write(content);
            }
        }
        return bytes.ToArray();
    }

    /// <summary>A symbolic link of Unix.</summary>
    private static byte[] Link() => Zip([("word/document.xml", Text("/etc/passwd"))], unchecked((int)0xA1FF0000));

    /// <summary>Says of its 32 MB that they are a thousand bytes, at both places.</summary>
    private static byte[] Liar()
    {
        const int Size = 32 * 1024 * 1024;
        var zip = Docx(("word/media/a.bin", new byte[Size]));
        for (var at = 0; at <= zip.Length - 4; at++)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(zip.AsSpan(at)) == Size) BinaryPrimitives.WriteInt32LittleEndian(zip.AsSpan(at), 1_000);
        }
        return zip;
    }

    /// <summary>Begins and ends as a PDF; an archive ends before, and what follows is its remark.</summary>
    private static byte[] PdfInArchive()
    {
        var pdf = Pdf();
        var zip = Zip([("a.txt", Text("a"))]);
        var end = Encoding.Latin1.GetString(pdf).IndexOf("startxref", StringComparison.Ordinal);
        var remark = pdf[end..];
        BinaryPrimitives.WriteUInt16LittleEndian(zip.AsSpan(zip.Length - 2), (ushort)remark.Length);
        return [.. pdf[..end], .. zip, .. remark];
    }

    private static byte[] Png((string Type, byte[] Data)? besides = null, int width = 1, int height = 1)
    {
        using var data = new MemoryStream();
        using (var packed = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true)) packed.Write([0, 0]);
        var size = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(size, width);
        BinaryPrimitives.WriteInt32BigEndian(size.AsSpan(4), height);
        size[8] = 8;
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", size), .. besides is { } more ? Chunk(more.Type, more.Data) : [], .. Chunk("IDAT", data.ToArray()), .. Chunk("IEND", [])];
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        var sum = uint.MaxValue;
        foreach (var b in body)
        {
            sum ^= b;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) != 0 ? 0xEDB88320 ^ (sum >> 1) : sum >> 1;
        }
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(chunk.Length - 4), ~sum);
        return chunk;
    }

    private static byte[] Jpeg() =>
    [
        0xFF, 0xD8, 0xFF, 0xE0, 0, 16, (byte)'J', (byte)'F', (byte)'I', (byte)'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0,
        0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56, 0xFF, 0xD9
    ];

    private static byte[] Changed(byte[] bytes, int at)
    {
        bytes[at] ^= 0xFF;
        return bytes;
    }
}
