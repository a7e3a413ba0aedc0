using System.Globalization;
using Alliance.Shared.Identity;
using Microsoft.AspNetCore.Localization;

namespace Alliance.Portal.Serving;

/// <summary>
/// In which language a page speaks: the one chosen (<c>?lang=uk</c>, remembered by a cookie), else the person's own, else the browser's, else English.
/// </summary>
internal static class Languages
{
    public const string Parameter = "lang";
    public const string Pseudo = "qps-Ploc";

    public static IReadOnlyList<Language> All { get; } = [new("uk", "Українська"), new("en", "English"), new("bg", "Български")];

    /// <summary>What the services are asked in: they know no pseudo-language.</summary>
    public static string Current => CultureInfo.CurrentUICulture.Name is var name && All.Any(l => l.Code == name) ? name : "en";

    public static void Offer(RequestLocalizationOptions options, bool pseudo)
    {
        string[] codes = [.. All.Select(l => l.Code), .. pseudo ? new[] { Pseudo } : []];
        options.SetDefaultCulture("en").AddSupportedCultures(codes).AddSupportedUICultures(codes);
        options.FallBackToParentCultures = options.FallBackToParentUICultures = true;
        options.RequestCultureProviders =
        [
            Provider(http => http.Request.Query[Parameter]),
            Provider(http => http.Request.Cookies[Cookies.Language]),
            Provider(http => Caller.Of(http)?.Language),
            new AcceptLanguageHeaderRequestCultureProvider { MaximumAcceptLanguageHeaderValuesToTry = 10 },
        ];

        RequestCultureProvider Provider(Func<HttpContext, string?> chosen) => new CustomRequestCultureProvider(http =>
            Task.FromResult(chosen(http) is { } code && codes.Contains(code) ? new ProviderCultureResult(code) : null));
    }

    /// <summary>Remembers a choice. A preference of the browser, not a state of ours: reading a page in a language changes nothing here.</summary>
    public static void UseLanguageChoice(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (http.Request.Query[Parameter].ToString() is { Length: > 0 } code && All.Any(l => l.Code == code))
            http.Response.Cookies.Append(Cookies.Language, code, Cookies.For(TimeSpan.FromDays(365)));
        return next(http);
    });

    /// <summary>The same page in another language.</summary>
    public static string AddressIn(HttpRequest request, string code)
    {
        var others = request.Query.Where(q => q.Key != Parameter).SelectMany(q => q.Value, (q, value) => KeyValuePair.Create(q.Key, value));
        return request.PathBase + request.Path + QueryString.Create([.. others, KeyValuePair.Create(Parameter, (string?)code)]);
    }
}

/// <param name="Name">In itself.</param>
internal sealed record Language(string Code, string Name);
