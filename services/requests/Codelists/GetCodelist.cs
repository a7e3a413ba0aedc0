using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Alliance.Contracts;
using Alliance.Shared.Http;
using Microsoft.Net.Http.Headers;

namespace Alliance.Requests.Codelists;

/// <summary>GET /api/codelists/{name}: for everybody, in their language, cheap to ask again.</summary>
internal static class GetCodelist
{
    /// <summary>A list is what this build embeds, so its edition is the build's: equal builds answer equal tags.</summary>
    private static readonly string Edition = typeof(GetCodelist).Module.ModuleVersionId.ToString("N")[..16];

    public static void MapCodelists(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/codelists/{name}", Handle).AllowAnonymous().Produces<CodeList>();

    public static IResult Handle(
        string name, string? lang, string? parent, string? level, string? country, string? q, HttpContext http)
    {
        var language = lang ?? CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        var faults = Faults(name, lang, level, country, q).ToArray();
        if (faults.Length > 0) return Answers.ToHttp(new Refusal(RefusalKind.Invalid, "invalid", faults));
        var query = new CodeListQuery(parent, level is null ? null : int.Parse(level, CultureInfo.InvariantCulture), country, q);
        if (Items(name, language, query) is not { } items) return Answers.ToHttp(new Refusal(RefusalKind.Unknown, "unknown-codelist"));

        http.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        http.Response.Headers.CacheControl = "public, max-age=300";
        http.Response.Headers.ContentLanguage = language;
        var tag = new EntityTagHeaderValue($"\"{Tag(http.Request.Path + http.Request.QueryString, language)}\"");
        http.Response.Headers.ETag = tag.ToString();
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false))
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(new CodeList([.. items]));
    }

    private static IEnumerable<CodeListItem>? Items(string name, string language, CodeListQuery query) => name switch
    {
        "topics" => Topics.Items(language, query),
        "katottg" => Katottg.Items(language, query),
        "nuts" => Nuts.Items(query),
        _ when Enumerations.ByName.ContainsKey(name) => Enumerations.Items(name, language),
        _ => null
    };

    private static IEnumerable<FieldFault> Faults(string name, string? lang, string? level, string? country, string? q)
    {
        if (lang is not null && !Problems.Languages.Contains(lang)) yield return new FieldFault("lang", "unknown-code");
        if (level is not null && level is not ("0" or "1" or "2" or "3")) yield return new FieldFault("level", "out-of-range", 0, 3);
        if (country is not null && name != "nuts") yield return new FieldFault("country", "no-such-filter");
        if (q?.Length > 100) yield return new FieldFault("q", "too-long", 100);
        if (q?.Any(Given.IsNoCharacter) == true) yield return new FieldFault("q", "control-character");
    }

    private static string Tag(string address, string language) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Edition} {language} {address}")).AsSpan(0, 16));
}

/// <param name="Q">The beginning of a name, in any of its scripts, without regard to case.</param>
internal sealed record CodeListQuery(string? Parent = null, int? Level = null, string? Country = null, string? Q = null)
{
    public bool Begins(params ReadOnlySpan<string> names)
    {
        if (string.IsNullOrWhiteSpace(Q)) return true;
        var beginning = Plain(Q);
        foreach (var name in names)
        {
            if (Plain(name).StartsWith(beginning, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    /// <summary>Apostrophes are typed in many ways, or left out.</summary>
    private static string Plain(string text) =>
        text.Trim().Normalize(NormalizationForm.FormC).Replace("’", "", StringComparison.Ordinal).Replace("ʼ", "", StringComparison.Ordinal).Replace("'", "", StringComparison.Ordinal);
}
