using System.Globalization;
using Alliance.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Xunit;

namespace Alliance.Services.Tests.Shared.Http;

/// <summary>A list as a file, of a route that counts.</summary>
public sealed class CsvListsTests
{
    private const int PageSize = 100;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_is_whole_however_long_its_list_is()
    {
        const int rows = 25_050;
        await using var app = await Counting(rows, brokenFrom: null);
        using var client = app.GetTestClient();
        var lines = (await client.GetStringAsync(new Uri("/numbers?format=csv", UriKind.Relative), Ct)).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["number", .. Enumerable.Range(0, rows).Select(n => n.ToString(CultureInfo.InvariantCulture))], lines);
    }

    [Fact]
    public async Task A_file_whose_list_breaks_off_does_not_end_as_if_it_were_whole()
    {
        await using var app = await Counting(1_000, brokenFrom: 700);
        using var client = app.GetTestClient();
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetStringAsync(new Uri("/numbers?format=csv", UriKind.Relative), Ct));
    }

    private static async Task<WebApplication> Counting(int rows, int? brokenFrom)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        var app = builder.Build();
        app.MapGet("/numbers", (int? cursor, int limit) =>
        {
            Assert.Equal(PageSize, limit);
            var from = cursor ?? 0;
            if (from >= brokenFrom) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            var next = from + limit < rows ? (from + limit).ToString(CultureInfo.InvariantCulture) : null;
            return Results.Ok(new Numbers([.. Enumerable.Range(from, Math.Min(limit, rows - from)).Select(n => new Number(n))], next));
        }).AlsoCsv<Numbers>("numbers");
        await app.StartAsync(Ct);
        return app;
    }

    private sealed record Numbers(IReadOnlyList<Number> Items, string? Next);

    private sealed record Number([property: System.Text.Json.Serialization.JsonPropertyName("number")] int Value);
}
