using System.IO.Compression;
using Alliance.Portal.Calling;
using Alliance.Portal.Keeping;
using Alliance.Portal.Publishing;
using Alliance.Portal.Subscribing;
using Alliance.Portal.Wording;
using Alliance.Shared.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Alliance.Portal.Serving;

/// <summary>The pages' own part of the pipeline: languages, guard, compression, a page for each problem.</summary>
internal static class PagesSetup
{
    public static void AddPages(this WebApplicationBuilder builder)
    {
        var settings = builder.AddSettings<PortalSettings>("Portal");
        var services = builder.Services;
        KeepKeys(builder, settings);
        services.AddRazorPages(o => o.Conventions.ConfigureFilter(new ShowKeptForm()))
            .AddMvcOptions(o =>
            {
                // What a form misses is said by the services, in the person's words.
                o.SuppressImplicitRequiredAttributeForNonNullableReferenceTypes = true;
                o.Filters.AddService<LoadUnread>();
                o.Filters.AddService<LoadCodes>();
            });
        services.AddSingleton(Components.Markup.Encoder).AddScoped<LoadCodes>();
        services.AddHttpContextAccessor();
        services.AddSingleton<Assets>().AddSingleton<Text>().AddSingleton<PublishedRequests>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, SignInFirst>();
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = Cookies.Form;
            o.Cookie.Path = "/";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.FormFieldName = "_forgery";
        });
        services.Configure<RouteOptions>(o => (o.LowercaseUrls, o.AppendTrailingSlash) = (true, false));
        services.Configure<RequestLocalizationOptions>(o => Languages.Offer(o, settings.PseudoLanguage));
        services.AddResponseCompression(o =>
        {
            // What the pages hide from others, the forgery token, is masked anew in each answer: compressing it tells nothing.
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
    }

    /// <summary>A form outlives a restart and may be answered by another copy: the keys it is protected with lie on disk, not in the process.</summary>
    private static void KeepKeys(WebApplicationBuilder builder, PortalSettings settings)
    {
        var folder = settings.Keys.Length > 0 ? settings.Keys : builder.Configuration["Storage:Directory"] is { Length: > 0 } storage ? Path.Combine(storage, "portal-keys") : null;
        if (folder is null) return;
        builder.Services.RemoveAll<IDataProtectionProvider>();
        builder.Services.AddDataProtection().SetApplicationName("alliance-portal").PersistKeysToFileSystem(Directory.CreateDirectory(folder));
    }

    public static void UsePages(this WebApplication app)
    {
        app.UseResponseCompression();
        // Seen from here every call is plain http; what the browser sees is the gateway's address, and its names ask for Secure.
        app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always, HttpOnly = Microsoft.AspNetCore.CookiePolicy.HttpOnlyPolicy.Always });
        app.UseGuard();
        app.UseLanguageChoice();
        app.UseStatusCodePagesWithReExecute("/problem/{0}");
        app.UseFailures();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapRazorPages();
        app.MapCalendar();
        app.MapFallback(http =>
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }).AllowAnonymous();
    }
}
