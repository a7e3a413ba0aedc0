using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Alliance.Shared.Http;

/// <summary>
/// Any list as CSV too: <c>?format=csv</c> or <c>Accept: text/csv</c>. Its own route answers page after page, as to anybody who turns the pages, so the rows and
/// columns are those the caller may read, however many there are; each page is written and forgotten. UTF-8 with a byte order mark, RFC 4180, and no cell is a formula,
/// nor is a part of one: where lists are written with semicolons, spreadsheets read a file with commas so too, and part a text at its semicolons and lines.
/// </summary>
public static partial class CsvLists
{
    public const string ContentType = "text/csv";

    /// <summary>Of the query; its only value is <c>csv</c>.</summary>
    public const string Format = "format";

    private const string PageSize = "100";

    /// <summary>RFC 4180. A cell that a spreadsheet would calculate (it begins with = + - @, tab or CR) has an apostrophe before.</summary>
    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with { WriteByteOrderMark = true, Injection = CsvInjection.Escape };

    /// <typeparam name="TView">What the route answers: its lists are the rows, and <c>next</c> says whether there is more.</typeparam>
    /// <param name="name">Of the file.</param>
    public static RouteHandlerBuilder AlsoCsv<TView>(this RouteHandlerBuilder route, string name)
    {
        ArgumentNullException.ThrowIfNull(route);
        var table = CsvTable.Of(typeof(TView));
        route.Add(endpoint =>
        {
            endpoint.Metadata.Add(new OffersCsv(name));
            if (endpoint.RequestDelegate is { } answer) endpoint.RequestDelegate = http => IsAsked(http.Request) ? Write(http, answer, table, name) : answer(http);
        });
        return route;
    }

    /// <summary>What a formula begins with, after something that may end a cell.</summary>
    [GeneratedRegex("""([;\t\r\n]["' ]*)(?=[=+@-])""")]
    private static partial Regex FormulaWithin();

    public static bool IsAsked(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Query[Format] == "csv"
            || (request.Query[Format].Count == 0 && request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase)));
    }

    private static async Task Write(HttpContext http, RequestDelegate answer, CsvTable table, string name)
    {
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var (said, page) = await Page(http, answer, table, null);
        http.Response.StatusCode = said.StatusCode;
        foreach (var (header, value) in said.Headers.Where(h => h.Key is not ("Content-Length" or "ETag"))) http.Response.Headers[header] = value;
        if (said.StatusCode != StatusCodes.Status200OK)
        {
            await page.CopyToAsync(http.Response.Body, http.RequestAborted);
            return;
        }
        http.Response.ContentType = ContentType + "; charset=utf-8; header=present";
        http.Response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = name + ".csv" }.ToString();
        await using var csv = CsvWriter.Create(http.Response.Body, Options, leaveOpen: true);
        foreach (var column in table.Columns) csv.WriteField(column);
        await csv.EndRecordAsync(http.RequestAborted);
        while (true)
        {
            string? cursor;
            using (var read = await JsonDocument.ParseAsync(page, new JsonDocumentOptions { MaxDepth = json.MaxDepth }, http.RequestAborted))
            {
                foreach (var row in table.RowsOf(read.RootElement))
                {
                    foreach (var cell in row) csv.WriteField(cell is null ? null : FormulaWithin().Replace(cell, "$1'"));
                    await csv.EndRecordAsync(http.RequestAborted);
                }
                cursor = table.IsPaged && read.RootElement.TryGetProperty("next", out var next) ? next.GetString() : null;
            }
            await csv.FlushAsync(http.RequestAborted);
            if (cursor is null) return;
            (said, page) = await Page(http, answer, table, cursor);
            if (said.StatusCode == StatusCodes.Status200OK) continue;
            // What was sent cannot be taken back: whoever reads it must see that it is not all.
            http.Abort();
            return;
        }
    }

    /// <summary>What the route itself answers to the same call, asked for this page; to a response of its own, since that of the file has begun.</summary>
    private static async Task<(IHttpResponseFeature Said, MemoryStream Page)> Page(HttpContext http, RequestDelegate answer, CsvTable table, string? cursor)
    {
        var query = QueryHelpers.ParseQuery(http.Request.QueryString.Value);
        query.Remove(Format);
        if (table.IsPaged)
        {
            query["limit"] = PageSize;
            query.Remove("cursor");
            if (cursor is not null) query["cursor"] = cursor;
        }
        http.Request.QueryString = QueryString.Create(query.SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value)));
        var (response, body) = (http.Features.GetRequiredFeature<IHttpResponseFeature>(), http.Features.GetRequiredFeature<IHttpResponseBodyFeature>());
        var (said, page) = (new HttpResponseFeature(), new MemoryStream());
        var written = new StreamResponseBodyFeature(page);
        http.Features.Set<IHttpResponseFeature>(said);
        http.Features.Set<IHttpResponseBodyFeature>(written);
        try
        {
            await answer(http);
            await written.CompleteAsync();
        }
        finally
        {
            http.Features.Set(response);
            http.Features.Set(body);
        }
        page.Position = 0;
        return (said, page);
    }
}

/// <summary>Of a route that answers CSV too, for its description.</summary>
internal sealed record OffersCsv(string Name);
